import { z } from "zod";
import { assessmentContract } from "./assessment-contract.ts";
import { overlapContract } from "./overlap-contract.ts";
import { planContract } from "./plan-contract.ts";

/** The contracts as JSON Schema 2020-12, by the file name under which they are published. */
export function publishedSchemas(): Readonly<Record<string, string>> {
  return {
    "assessment.schema.json": publish(assessmentContract, "https://sodscan.dev/schemas/assessment-1.0.json"),
    "overlap.schema.json": publish(overlapContract, "https://sodscan.dev/schemas/overlap-1.0.json"),
    "plan.schema.json": publish(planContract, "https://sodscan.dev/schemas/plan-1.0.json"),
  };
}

function publish(contract: z.ZodType, id: string): string {
  const { $schema, title, ...schema } = z.toJSONSchema(contract, {
    target: "draft-2020-12",
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return `${JSON.stringify({ $schema, $id: id, title, ...schema }, null, 2)}\n`;
}
