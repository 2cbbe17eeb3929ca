import { terminalTable, painter } from "../../../report-kit/terminal.ts";
import { type ExitCode, exitCodes } from "../../../exit-codes.ts";
import type { Pack } from "../../../conflicts/packs.ts";
import type { Rule } from "../../../rule-kit/rule.ts";
import type { PackOptions } from "../../common-options.ts";
import type { Io } from "../../io.ts";
import { rulesFrom } from "../../judge.ts";

/** Every rule and pack that a scan with these options would judge by. */
export function listRules(options: PackOptions & { readonly json: boolean }, io: Io): ExitCode {
  const { rules, packs } = rulesFrom(options);
  if (options.json) {
    io.print(JSON.stringify({ rules: rules.map(({ meta }) => meta), packs: packs.map(packEntry) }));
    return exitCodes.clean;
  }
  for (const line of [...ruleLines(rules, io), "", ...packLines(packs, io)]) io.print(line);
  return exitCodes.clean;
}

function packEntry({ name, title, duties, conflicts, examples }: Pack) {
  return {
    name,
    title,
    duties: duties.map(({ id, title, kind, heldBy }) => ({ id, title, kind, bound: heldBy.length > 0 })),
    conflicts: conflicts.map(({ id, title, severity }) => ({ id, title, severity })),
    examples: examples.length,
  };
}

function ruleLines(rules: readonly Rule[], { colour }: Io): readonly string[] {
  return terminalTable(
    {
      columns: [
        { header: "Code", width: 10 },
        { header: "Rule", width: 28 },
        { header: "Severity", width: 11 },
        { header: "It finds", width: 69 },
      ],
      rows: rules.map(({ meta: { code, id, severity, title } }) => [code, id, severity, title]),
      format: () => undefined,
    },
    painter(colour),
  );
}

function packLines(packs: readonly Pack[], { colour }: Io): readonly string[] {
  return terminalTable(
    {
      columns: [
        { header: "Pack", width: 28 },
        { header: "Title", width: 46 },
        { header: "Conflicts", width: 11, align: "right" },
        { header: "Duties", width: 9, align: "right" },
        { header: "Bound", width: 9, align: "right" },
        { header: "Examples", width: 12, align: "right" },
      ],
      rows: packs.map((pack) => {
        const counts = [pack.conflicts.length, pack.duties.length, boundOf(pack), pack.examples.length];
        return [pack.name, pack.title, ...counts.map(String)];
      }),
      format: () => undefined,
    },
    painter(colour),
  );
}

function boundOf({ duties }: Pack): number {
  return duties.filter(({ heldBy }) => heldBy.length > 0).length;
}
