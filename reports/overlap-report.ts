import type { Overlap } from "../src/domain/overlap.ts";
import { counted } from "../src/report-kit/conclusion.ts";
import { outcomeFormats, type Paint, painter } from "../src/report-kit/terminal.ts";
import { visibleLine } from "../src/report-kit/visible-text.ts";
import { declaringLines } from "./overlap/declaring-part.ts";
import { holderLines, isHeldBy } from "./overlap/holders-part.ts";
import { administrationLines, requestLines } from "./overlap/reach-part.ts";
import { unknownLines } from "./overlap/unknown-lines.ts";

export type OverlapReport = { readonly overlap: Overlap; readonly colour: boolean; readonly columns: number };

/** One pair on one screen: who holds both, how and since when, who could come to, what declaring would do, what to revoke. */
export function overlapReport({ overlap, colour, columns }: OverlapReport): string {
  const paint = painter(colour);
  const width = Math.max(60, Math.min(columns, 120));
  return [
    answerLines(overlap, paint),
    holderLines(overlap, width, paint),
    requestLines(overlap, width, paint),
    administrationLines(overlap, paint),
    declaringLines(overlap, width, paint),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function answerLines(overlap: Overlap, paint: Paint): readonly string[] {
  const { outcome, reason, holders, unknown, crossCheck } = overlap;
  const possible = holders.filter((holder) => isHeldBy(holder) === "possibly").length;
  const ahead = holders.filter((holder) => isHeldBy(holder) === "not yet").length;
  return [
    paint(["bold", outcomeFormats[outcome]], answerOf(overlap)),
    ...(possible > 0
      ? [`${counted(possible, "person", "people")} more may, by accounts that are possibly theirs.`]
      : []),
    ...(ahead > 0 ? [`${counted(ahead, "person", "people")} more will, once what is under way is granted.`] : []),
    ...(crossCheck === null ? [] : [visibleLine(crossCheck)]),
    ...unknownLines([...(reason === undefined ? [] : [reason]), ...unknown], paint),
  ];
}

function answerOf({ ends: [a, b], outcome, holders }: Overlap): string {
  const [one, other] = [`A "${visibleLine(a.name)}"`, `B "${visibleLine(b.name)}"`];
  const certain = holders.filter((holder) => isHeldBy(holder) === "certainly").length;
  if (certain > 0) return `${counted(certain, "person holds", "people hold")} both ${one} and ${other}`;
  return outcome === "satisfied"
    ? `Nobody holds both ${one} and ${other}`
    : `It is not known whether anybody holds both ${one} and ${other}`;
}
