import { explanationReport } from "../../../reports/explanation.ts";
import { rules } from "../../../rules/index.ts";
import { accessModelOf } from "../../access/access-model.ts";
import { permissionNeeds } from "../../collect/permissions.ts";
import { explainDuty } from "../../conflicts/explain.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { rulePage, sectionsOfRule } from "../../rule-kit/rule-page.ts";
import { ScanError } from "../../scan-error.ts";
import { openSnapshot } from "../../snapshot/reader.ts";
import type { PackOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { rulesFrom } from "../judge.ts";

export type ExplainOptions = PackOptions & {
  readonly snapshot: string | undefined;
  readonly asOf?: Date;
  readonly json: boolean;
};

/** Explains a rule, or, where a duty is named, why a person of a snapshot does or does not hold it. */
export async function explainCommand(
  what: string,
  duty: string | undefined,
  options: ExplainOptions,
  io: Io,
): Promise<ExitCode> {
  return duty === undefined ? explainRule(what, options, io) : explainHolding(what, duty, options, io);
}

function explainRule(what: string, { json }: ExplainOptions, io: Io): ExitCode {
  const rule = rules.find(({ meta }) => meta.id === what || meta.code.toLowerCase() === what.toLowerCase());
  if (rule === undefined)
    throw new ScanError("name/unresolved", `no rule is called "${what}"; to explain a person, name a duty, too`);
  const sections: readonly string[] = sectionsOfRule(rule);
  const permissions = permissionNeeds()
    .filter((need) => need.sections.some((section) => sections.includes(section)))
    .map(({ permission }) => permission);
  io.print(
    json
      ? JSON.stringify({ ...rule.meta, sections, permissions })
      : `${rulePage(rule)}- **Permissions:** ${permissions.join(", ") || "none"}`,
  );
  return exitCodes.clean;
}

async function explainHolding(person: string, duty: string, options: ExplainOptions, io: Io): Promise<ExitCode> {
  if (options.snapshot === undefined)
    throw new ScanError("usage/invalid", "to explain who holds a duty, name the snapshot with --snapshot");
  const { packs } = rulesFrom(options);
  const snapshot = await openSnapshot(options.snapshot);
  try {
    const model = accessModelOf(snapshot, options.asOf ?? new Date(snapshot.run.finishedAt));
    const explanation = explainDuty(snapshot, model, packs, { person, duty });
    io.print(options.json ? JSON.stringify(explanation) : explanationReport({ explanation, colour: io.colour }));
    const isOpen = explanation.holdings.length === 0 && explanation.unknown.length > 0;
    return isOpen ? exitCodes.inconclusive : exitCodes.clean;
  } finally {
    snapshot.close();
  }
}
