import { styleText } from "node:util";
import Table from "cli-table3";
import type { OutcomeKind } from "../domain/assessment.ts";
import { visibleLine } from "./visible-text.ts";

type Format = Parameters<typeof styleText>[0];

/** Colours a text, or leaves it as it is where there is no colour. */
export type Paint = (format: Format, text: string) => string;

export const painter = (colour: boolean): Paint =>
  colour ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text;

export const outcomeFormats = {
  satisfied: "green",
  violated: "red",
  inconclusive: "magenta",
  errored: "magenta",
  "not-applicable": "gray",
} as const satisfies Record<OutcomeKind, Format>;

type TerminalColumn = { readonly header: string; readonly width: number; readonly align?: "left" | "right" };

type TerminalTable = {
  readonly columns: readonly TerminalColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly format: (column: number, row: number) => Format | undefined;
};

const noBorders = Object.fromEntries(
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid"
    .split(" ")
    .map((part) => [part, ""]),
);

/** Aligned text, as wide as its columns together, longer texts wrapped; whatever the cells hold, it stays text. */
export function terminalTable({ columns, rows, format }: TerminalTable, paint: Paint): readonly string[] {
  const table = new Table({
    chars: { ...noBorders, middle: "" },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    colWidths: columns.map(({ width }) => width),
    wordWrap: true,
    colAligns: columns.map(({ align }) => align ?? "left"),
  });
  table.push(columns.map(({ header }) => paint("dim", header)));
  for (const [row, cells] of rows.entries()) {
    table.push(
      cells.map((cell, column) => {
        const chosen = format(column, row);
        const text = visibleLine(cell);
        return chosen === undefined ? text : paint(chosen, text);
      }),
    );
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}
