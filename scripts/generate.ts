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
import { rulePage, sectionsOfRule } from "../src/rule-kit/rule-page.ts";

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

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function withTables(readme: string): string {
  const permissions = permissionNeeds().map(({ permission, sections }) => {
    const unlocked = rules.filter((rule) =>
      sectionsOfRule(rule).some((section) => sections.some((each) => each === section)),
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

function packFormat(): string {
  return `## Packs

| In a conflict | Means |
| --- | --- |
| \`duties: [a, b]\`, \`atMost: 1\` | one person may hold at most so many of the duties (1 unless told) |
| \`sides: [[a, b], [c, d]]\` | the same of unions: whoever holds any duty of a list holds that side |
| \`people: 3\` | it must take so many people to hold all the duties together; SOD-016 names a smaller team |
| \`duties: [a]\`, \`critical: true\` | whoever holds the duty is reported; revoked only where \`revoke\` says so |
| \`when: { department: [Treasury], userType: Guest, companyName: ... }\` | it applies to people of any of these values, in each property named |
| \`when: { sameEntity: true }\` | only what is held for the same legal entity counts together |
| \`revoke: a\` | the side of this duty is given up by default |
| \`minimumHolders: { a: 2 }\` | so many holders a plan leaves |

A duty is held by any entry of its \`heldBy\` and of its bindings: \`accessPackage\`, \`group\`, \`appRole\`, \`directoryRole\`, \`site\`,
or \`allOf: [...]\` of these, which takes all of them. A conflict is judged by what is bound, and says what it was
judged without; where so few of its sides have something bound that nobody could hold too many, it does not apply. \`examples\`
give people duties and expect every conflict that must then be violated, with whom it must name:

\`\`\`yaml
examples:
  - name: A clerk who may approve what they raise
    given: { Anna: [initiate-payment, approve-payment], Ben: { holds: [initiate-payment], department: Treasury } }
    expect: { PAY-R01: [Anna] }
\`\`\`

An entry may say for which legal entity it gives the duty, such as \`{ group: { name: PAY-DE-Approvers }, entity: DE }\`; one that
says none gives it for every entity. A conflict with \`sameEntity\` is judged once for each entity that entries of its duties name,
as \`PAY-R01@DE\` over \`approve-payment@DE\`, by the entries for that entity and those for all; \`people\` and \`minimumHolders\`
count within each. Where no entry names an entity it is an ordinary conflict, and other conflicts take no notice of entities.
Upper and lower case are the same. In an example, \`Anna: [initiate-payment@DE]\` holds the duty for one entity, and \`expect\`
names the conflict as the pack does. \`rules lint\` tells entities that one side names and another does not: a misspelled one
would take an entry out of the conflict it belongs to.
`;
}

function catalogue(): string {
  return `# Rules

Generated by \`npm run generate\` from the rules themselves. Conflicts are data: packs stand in \`packs/\` and follow
\`schemas/pack.schema.json\`; \`examples/contoso-bank.yaml\` shows how a tenant's own names are bound to a pack's duties.

${packFormat()}
${rules.map(rulePage).join("\n")}`;
}
