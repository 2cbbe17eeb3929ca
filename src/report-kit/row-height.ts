import type { CellValue } from "./sheet.ts";

const pointsPerLine = 13.5;
const padding = 3;
/** Excel's own limit. */
const tallest = 409;
/** Wide letters, and words that do not break where a line is full. */
const fill = 0.9;

/** How many lines a cell takes when it is wrapped in a column of so many characters. */
export function linesIn(value: CellValue, width: number): number {
  if (typeof value !== "string") return 1;
  return value.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / (width * fill))), 0);
}

/** Points for a row as tall as its tallest cell: not every reader fits rows to wrapped text by itself. */
export function rowHeight(lines: readonly number[]): number {
  return Math.min(tallest, Math.max(1, ...lines) * pointsPerLine + padding);
}
