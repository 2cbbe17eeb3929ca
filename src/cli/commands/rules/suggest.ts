import type { Selector } from "../../../conflicts/pack-schema.ts";
import { type Suggestion, suggestBindings } from "../../../conflicts/lab/suggest.ts";
import { type ExitCode, exitCodes } from "../../../exit-codes.ts";
import { describeGap } from "../../../conflicts/judge.ts";
import { visibleLine } from "../../../report-kit/visible-text.ts";
import { ScanError } from "../../../scan-error.ts";
import { openSnapshot } from "../../../snapshot/reader.ts";
import type { PackOptions } from "../../common-options.ts";
import type { Io } from "../../io.ts";
import { rulesFrom } from "../../judge.ts";

export type SuggestOptions = PackOptions & { readonly snapshot: string; readonly pack?: string };

/** Where the names come from that are proposed. */
const named: ReadonlySet<string> = new Set(["accessPackages", "groups", "servicePrincipals"]);

/** Prints what could be bound to unbound duties, as a configuration to accept line by line. It binds nothing. */
export async function suggestRules(options: SuggestOptions, io: Io): Promise<ExitCode> {
  const { packs } = rulesFrom(options);
  const chosen = options.pack === undefined ? packs : packs.filter(({ name }) => name === options.pack);
  if (chosen.length === 0) throw new ScanError("name/unresolved", `no pack is called "${options.pack ?? ""}"`);

  const snapshot = await openSnapshot(options.snapshot);
  try {
    const gaps = snapshot.coverage.filter(({ section, status }) => named.has(section) && status !== "complete");
    for (const gap of gaps) io.tell(visibleLine(`There may be more: ${describeGap(gap)}`));
    const suggestions = suggestBindings(chosen, snapshot);
    if (suggestions.length === 0) io.tell("Nothing in the tenant is called like an unbound duty.");
    else for (const line of yamlLines(suggestions)) io.print(line);
    return exitCodes.clean;
  } finally {
    snapshot.close();
  }
}

function yamlLines(suggestions: readonly Suggestion[]): readonly string[] {
  const byPack = Map.groupBy(suggestions, ({ pack }) => pack);
  return [
    "# Proposed by words of names and descriptions: nothing is bound until you keep a line. Delete what is wrong, and give",
    "# the rest to `--config`.",
    "bindings:",
    ...[...byPack].flatMap(([pack, ofPack]) => [
      `  ${pack}:`,
      ...[...Map.groupBy(ofPack, ({ duty }) => duty)].flatMap(([duty, ofDuty]) => [
        `    ${duty}:`,
        ...ofDuty.flatMap(({ selector, name, confidence, reason }) => [
          `      # ${confidence}: ${visibleLine(reason)}${isById(selector) ? ` (${visibleLine(name)})` : ""}`,
          `      - ${flow(selector)}`,
        ]),
      ]),
    ]),
  ];
}

function isById(selector: Selector): boolean {
  return Object.values(selector).some((named: object) => "id" in named);
}

/** One line of YAML; what holds by default is left out. */
function flow(selector: Selector): string {
  const entries = Object.entries(selector).map(([kind, what]) => {
    const fields = Object.entries(what)
      .filter(([key]) => key !== "membership")
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return `${kind}: { ${fields.join(", ")} }`;
  });
  return entries.join(", ");
}
