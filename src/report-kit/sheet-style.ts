import type { Alignment, Borders, Fill, Font, Style } from "exceljs";
import { looksLikeFormula } from "./cell-text.ts";
import type { Cell, Tone } from "./sheet.ts";

const family = { name: "Calibri", size: 10 } as const;
const alignment: Partial<Alignment> = { vertical: "top", wrapText: true };
const hairline: Partial<Borders> = { bottom: { style: "hair", color: { argb: "FFB8B2A7" } } };

const fill = (argb: string): Fill => ({ type: "pattern", pattern: "solid", fgColor: { argb } });

const tones: Readonly<Record<Tone, { readonly font: Partial<Font>; readonly fill?: Fill }>> = {
  critical: { font: { ...family, bold: true, color: { argb: "FF7A1410" } }, fill: fill("FFF7DCD8") },
  high: { font: { ...family, bold: true, color: { argb: "FF7A3A00" } }, fill: fill("FFFBE6D0") },
  medium: { font: { ...family, color: { argb: "FF5C4A00" } }, fill: fill("FFFAF1CC") },
  low: { font: { ...family, color: { argb: "FF33475B" } }, fill: fill("FFE6ECF2") },
  good: { font: { ...family, color: { argb: "FF1D5330" } }, fill: fill("FFDFF0E3") },
  warning: { font: { ...family, bold: true, italic: true, color: { argb: "FF4A2F77" } }, fill: fill("FFEAE2F6") },
  quiet: { font: { ...family, italic: true, color: { argb: "FF6B655C" } } },
  label: { font: { ...family, bold: true } },
};

const alignments = {
  date: { ...alignment, horizontal: "left" },
  number: { ...alignment, horizontal: "right", indent: 1 },
  text: alignment,
  general: alignment,
} as const satisfies Record<string, Partial<Alignment>>;

const formats = { date: "yyyy-mm-dd hh:mm:ss", text: "@", number: "#,##0", general: "General" } as const;

/** One object per look, as exceljs would write a style again for every object it has not seen. */
const styles = new Map<string, Partial<Style>>();

/** The look of a cell. What looks like a formula is formatted as text, so that it stays one when edited. */
export function styleOf({ value, tone }: Cell): Partial<Style> {
  const format = formatOf(value);
  const key = `${tone}/${format}`;
  const known = styles.get(key);
  if (known !== undefined) return known;

  const look = tone === undefined ? { font: family } : tones[tone];
  const style: Partial<Style> = { ...look, alignment: alignments[format], border: hairline, numFmt: formats[format] };
  styles.set(key, style);
  return style;
}

function formatOf(value: Cell["value"]): keyof typeof formats {
  if (value instanceof Date) return "date";
  if (typeof value === "number") return "number";
  return typeof value === "string" && looksLikeFormula(value) ? "text" : "general";
}

export const headerStyle: Partial<Style> = {
  font: { ...family, bold: true, color: { argb: "FFFFFFFF" } },
  fill: fill("FF2B3A4A"),
  alignment: { vertical: "middle", wrapText: true },
};

export const titleStyle: Partial<Style> = {
  font: { name: "Calibri", size: 18, bold: true, color: { argb: "FF1F2A36" } },
};

export const prefaceStyle: Partial<Style> = { font: { ...family, size: 11, color: { argb: "FF4A463F" } } };
