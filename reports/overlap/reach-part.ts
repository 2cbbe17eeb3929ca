import type { Crowd, Overlap, OverlapAdministrator } from "../../src/domain/overlap.ts";
import { counted } from "../../src/report-kit/conclusion.ts";
import { type Paint, terminalTable } from "../../src/report-kit/terminal.ts";
import { visibleLine } from "../../src/report-kit/visible-text.ts";
import { accountName, crowdWords } from "./crowd-words.ts";
import { unknownLines } from "./unknown-lines.ts";

const administratorsShown = 6;

/** Who could come to hold both by asking. */
export function requestLines(overlap: Overlap, width: number, paint: Paint): readonly string[] {
  const { lacking, neither, bothAtOnce, outsiders, unknown } = overlap.requests;
  const [a, b] = overlap.ends.map(({ id }) => isGiven(id, overlap));
  const rows = [
    { who: "hold A, may ask for B", crowd: lacking[1], isGiven: b },
    { who: "hold B, may ask for A", crowd: lacking[0], isGiven: a },
    { who: "hold neither, may ask for both", crowd: neither, isGiven: a && b },
    ...bothAtOnce.map(({ accessPackage: { name }, people }) => ({
      who: `may ask for "${name}", which gives both`,
      crowd: people,
      isGiven: true,
    })),
  ];
  const [who, count] = [width < 100 ? 26 : 40, 11];
  const table = {
    columns: [
      { header: "Who could by asking (potential)", width: who },
      { header: "How many", width: count },
      { header: "Such as", width: width - who - count },
    ],
    rows: rows.map(({ who: label, crowd, isGiven: given }) => [
      label,
      countWords(crowd, unknown),
      crowd.count > 0 || unknown.length > 0 || given ? crowdWords(crowd) : "no package gives it",
    ]),
    format: (column: number, row: number) =>
      column === 1 && rows[row]?.crowd.count === 0 && unknown.length > 0 ? ("magenta" as const) : undefined,
  };
  return [
    ...terminalTable(table, paint),
    ...(outsiders.length > 0 ? [visibleLine(`from outside: ${outsiders.join(", ")}`)] : []),
    ...unknownLines(unknown, paint),
  ];
}

function isGiven(id: string, { requests, directions }: Overlap): boolean {
  return requests.bothAtOnce.length > 0 || directions.some(({ gives }) => gives === id);
}

/** Nobody only where nothing is missing. */
function countWords({ count }: Crowd, unknown: readonly string[]): string {
  if (unknown.length === 0) return count === 0 ? "nobody" : count.toLocaleString("en-US");
  return count === 0 ? "not known" : `${count.toLocaleString("en-US")} or more`;
}

/** Who holds one and could give themselves the other. */
export function administrationLines({ administration, ends }: Overlap, paint: Paint): readonly string[] {
  const { administrators, unknown } = administration;
  const more = administrators.length - administratorsShown;
  return [
    paint("bold", "Hold one and could give themselves the other (potential)"),
    ...(administrators.length === 0
      ? [unknown.length === 0 ? "  nobody" : paint("magenta", "  nobody found, but not everything is known")]
      : []),
    ...administrators.slice(0, administratorsShown).map((one) => `  ${visibleLine(administratorWords(one, ends))}`),
    ...(more > 0 ? [paint("dim", `  and ${counted(more, "more person", "more people")} (--json has all)`)] : []),
    ...unknownLines(unknown, paint),
  ];
}

function administratorWords({ principal, holds, hops }: OverlapAdministrator, [a]: Overlap["ends"]): string {
  const [held, other] = holds === a.id ? ["A", "B"] : ["B", "A"];
  return `${accountName(principal)} holds ${held}, could get ${other} as ${hops.join(" > ")}`;
}
