import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { rules } from "../rules/index.ts";
import { permissionNeeds } from "../src/collect/permissions.ts";
import { licenceNeeds } from "../src/collect/tenant-licences.ts";
import { packSchema } from "../src/conflicts/pack-schema.ts";
import type { SectionName } from "../src/domain/sections.ts";
import { publishedSchemas } from "../src/report-kit/published-schemas.ts";
import { sectionsOfFact } from "../src/rule-kit/facts.ts";
import type { Rule } from "../src/rule-kit/rule.ts";

/** Writes what is made from the sources; with `--check` it only says what is out of date. */
const root = fileURLToPath(new URL("../", import.meta.url));
const generated = new Map<string, string>([
  ...Object.entries(publishedSchemas()).map(([name, schema]): [string, string] => [`reports/schemas/${name}`, schema]),
  ["rules/schemas/pack.schema.json", packJsonSchema()],
  ["rules/README.md", catalogue()],
  ["README.md", withTables(read("README.md"))],
]);

const stale = [...generated].filter(([path, text]) => read(path) !== text);
if (process.argv.includes("--check")) {
  for (const [path] of stale) process.stderr.write(`${path} is out of date: run \`npm run generate\`\n`);
  if (stale.length > 0) process.exitCode = 1;
  else process.stdout.write(`${generated.size} generated files are up to date\n`);
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, text);
    process.stdout.write(`wrote ${path}\n`);
  }
}

function read(path: string): string {
  try {
    return readFileSync(root + path, "utf8");
  } catch {
    return "";
  }
}

function packJsonSchema(): string {
  const schema = z.toJSONSchema(packSchema, { io: "input" });
  const identified = { $id: "https://sodscan.dev/schemas/pack-1.0.json", title: "sodscan rule pack", ...schema };
  return `${JSON.stringify(identified, null, 2)}\n`;
}

function sectionsOf({ meta }: Rule): readonly string[] {
  return [...new Set(meta.needs.flatMap((need) => sectionsOfFact(need)))];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function withTables(readme: string): string {
  const permissions = permissionNeeds().map(({ permission, sections }) => {
    const unlocked = rules.filter((rule) =>
      sectionsOf(rule).some((section) => sections.some((each) => each === section)),
    );
    return [
      `\`${permission}\``,
      sections.join(", "),
      licencesOf(sections),
      unlocked.map(({ meta }) => meta.code).join(", ") || "none yet",
    ];
  });
  const catalogued = rules.map(({ meta }) => [meta.code, `\`${meta.id}\``, meta.title, meta.severity]);
  return withBlock(
    withBlock(
      readme,
      "permissions",
      table(["Application permission", "Sections it unlocks", "Licence", "Rules that need it"], permissions),
    ),
    "rules",
    table(["Code", "Rule", "It finds", "Severity"], catalogued),
  );
}

/** The licences that some of these sections need, and which of them where it is not all. */
function licencesOf(sections: readonly SectionName[]): string {
  const needs = licenceNeeds().map(({ licence, sections: needing }) => {
    const some = sections.filter((section) => needing.includes(section));
    if (some.length === 0) return "";
    return some.length === sections.length ? licence : `${licence} (${some.join(", ")})`;
  });
  return needs.filter((need) => need !== "").join("; ") || "none";
}

function withBlock(text: string, name: string, block: string): string {
  const pattern = new RegExp(`(<!-- generated: ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`, "u");
  if (!pattern.test(text)) throw new Error(`README.md has no place for the generated ${name}`);
  return text.replace(pattern, (_, start: string, end: string) => `${start}\n${block}\n\n${end}`);
}

function parametersOf({ meta: { parameters = {} } }: Rule): string {
  const told = Object.entries(parameters).map(([name, parameter]) => {
    const standard = [parameter.default].flat().join(", ") || "none";
    return `\`${name}\`, ${parameter.meaning} (${parameter.kind}; ${standard})`;
  });
  return told.length === 0 ? "none" : told.join("; ");
}

function catalogue(): string {
  const pages = rules.map((rule) => {
    const { meta } = rule;
    return `## ${meta.code} ${meta.title}

\`${meta.id}\`, ${meta.severity}

${meta.rationale}

- **Remedy:** ${meta.remedy}
- **Needs:** ${sectionsOf(rule).join(", ") || "nothing but the record of what was read"}
- **Concludes from silence of:** ${[...new Set(meta.concludesFromAbsenceOf.flatMap((need) => sectionsOfFact(need)))].join(", ") || "nothing; what it finds in part of the data stands"}
- **Parameters:** ${parametersOf(rule)}
- **Mind:** ${meta.falsePositives}
- **Answers to:** ${meta.references.join(", ")}
`;
  });
  return `# Rules

Generated by \`npm run generate\` from the rules themselves. Conflicts are data: packs stand in \`packs/\` and follow
\`schemas/pack.schema.json\`; \`examples/contoso-bank.yaml\` shows how a tenant's own names are bound to a pack's duties.

${pages.join("\n")}`;
}
