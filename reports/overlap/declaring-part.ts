import type { Overlap, OverlapDirection } from "../../src/domain/overlap.ts";
import { counted } from "../../src/report-kit/conclusion.ts";
import { type Paint, terminalTable } from "../../src/report-kit/terminal.ts";
import { visibleLine } from "../../src/report-kit/visible-text.ts";
import { crowdWords } from "./crowd-words.ts";
import { isHeldBy } from "./holders-part.ts";
import { unknownLines } from "./unknown-lines.ts";

const directionsShown = 6;

/** What declaring the pair would do, direction by direction, and what it would not. */
export function declaringLines(overlap: Overlap, width: number, paint: Paint): readonly string[] {
  const { directions, holders, requests } = overlap;
  const unknown = directions.flatMap((direction) => direction.unknown);
  const holding = holders.filter((holder) => isHeldBy(holder) !== "not yet").length;
  const more = directions.length - directionsShown;
  return [
    paint("bold", "Declaring them incompatible"),
    ...(directions.length === 0
      ? [
          `  no package gives only one of them${requests.unknown.length === 0 ? "" : ", as far as is known"}: nothing can be declared`,
        ]
      : directionTable(directions.slice(0, directionsShown), overlap, width, paint)),
    ...(more > 0 ? [paint("dim", `  and ${counted(more, "more direction")} (--json has all)`)] : []),
    ...(holding > 0 && directions.length > 0
      ? [
          `  It strips nobody: ${counted(holding, "person who holds both keeps", "people who hold both keep")} both until revoked.`,
        ]
      : []),
    ...directions.filter(({ evading }) => evading.count > 0).map((direction) => evadingLine(direction, overlap)),
    ...unknownLines(unknown, paint),
  ];
}

function directionTable(
  directions: readonly OverlapDirection[],
  overlap: Overlap,
  width: number,
  paint: Paint,
): readonly string[] {
  const fixed = { now: 21, approvals: 12 };
  const rest = width - fixed.now - fixed.approvals;
  const [what, kept, open] = [Math.floor(rest * 0.36), Math.floor(rest * 0.38), Math.floor(rest * 0.26)];
  return terminalTable(
    {
      columns: [
        { header: "Direction", width: what },
        { header: "Now", width: fixed.now },
        { header: "Approvals", width: fixed.approvals },
        { header: "Keeps from asking", width: kept },
        { header: "Open requests", width: open },
      ],
      rows: directions.map((direction) => [
        directionWords(direction, overlap),
        nowWords(direction),
        direction.approvals === null ? "no request" : String(direction.approvals),
        crowdCell(direction),
        requestsCell(direction),
      ]),
      format: () => undefined,
    },
    paint,
  );
}

/** `A refuses holders of B`; a package that gives a group is named. */
function directionWords({ asked, gives, held }: OverlapDirection, { ends: [a] }: Overlap): string {
  const letter = (id: string): string => (id === a.id ? "A" : "B");
  const refusing = asked.id === gives ? letter(gives) : `"${asked.name}" (gives ${letter(gives)})`;
  return `${refusing} refuses holders of ${letter(held.id)}`;
}

function nowWords({ declared, declaredAt }: OverlapDirection): string {
  if (declared === null) return "not known";
  if (!declared) return "not declared";
  return declaredAt === null ? "declared" : `declared ${declaredAt.slice(0, 10)}`;
}

function crowdCell({ kept, unknown }: OverlapDirection): string {
  const more = unknown.length === 0 ? "" : " or more";
  if (kept.count > 0) return `${kept.count.toLocaleString("en-US")}${more}: ${crowdWords(kept)}`;
  return unknown.length === 0 ? "nobody" : "not known";
}

function requestsCell({ openRequests, unknown }: OverlapDirection): string {
  const [first] = openRequests;
  if (first === undefined) return unknown.length === 0 ? "none" : "not known";
  const people = { count: openRequests.length, examples: openRequests.map(({ principal }) => principal) };
  return `${openRequests.length}: ${crowdWords(people)}`;
}

function evadingLine(direction: OverlapDirection, overlap: Overlap): string {
  const { count } = direction.evading;
  const words = `${directionWords(direction, overlap)}, but not their second accounts: ${counted(count, "person", "people")} could still ask by one (${crowdWords(direction.evading)})`;
  return `  ${visibleLine(words)}`;
}
