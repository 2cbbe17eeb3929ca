import { counted } from "../../src/report-kit/conclusion.ts";
import type { Paint } from "../../src/report-kit/terminal.ts";
import { visibleLine } from "../../src/report-kit/visible-text.ts";

const shown = 3;

/** What a part of the answer could not be made from, the first reasons in full. */
export function unknownLines(reasons: readonly string[], paint: Paint): readonly string[] {
  const distinct = [...new Set(reasons)];
  const more = distinct.length - shown;
  return [
    ...distinct.slice(0, shown).map((reason) => paint("magenta", `  not known: ${visibleLine(reason)}`)),
    ...(more > 0 ? [paint("magenta", `  not known: ${counted(more, "more reason")} (--json has all)`)] : []),
  ];
}
