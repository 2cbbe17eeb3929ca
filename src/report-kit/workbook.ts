import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { CellValue, Style, Worksheet } from "exceljs";
import { ScanError } from "../scan-error.ts";
import { cellText, sheetNames } from "./cell-text.ts";
import type { Cell, Sheet } from "./sheet.ts";
import { linesIn, rowHeight } from "./row-height.ts";
import { headerStyle, prefaceStyle, styleOf, titleStyle } from "./sheet-style.ts";
import type { WorkbookArchive } from "./workbook-archive.ts";

export type Workbook = {
  readonly creator: string;
  /** Becomes every date in the file, so that the same sheets give the same bytes. */
  readonly at: Date;
  readonly sheets: Iterable<Sheet>;
  /** Rows after which a sheet goes on as "Name (2)"; Excel's own limit unless told. */
  readonly rowsPerSheet?: number;
};

const excelRows = 1_048_576;
const rowsBetweenWaits = 200;

/**
 * Writes the sheets one after another, in the memory of a few rows. The file appears under its name only when it is
 * whole; one that cannot be written is "output/unwritable".
 */
export async function writeWorkbook(path: string, workbook: Workbook): Promise<void> {
  const partial = `${path}.partial`;
  const file = createWriteStream(partial);
  let failure: Error | undefined;
  const broken = new Promise<never>((_, reject) => {
    file.once("error", (error) => reject((failure = error)));
  });

  try {
    await Promise.race([writeTo(file, workbook), broken]);
    await rename(partial, path).catch((error: Error) => Promise.reject((failure = error)));
  } catch (cause) {
    const reason = failure;
    file.destroy();
    await rm(partial, { force: true });
    if (reason === undefined) throw cause;
    throw new ScanError("output/unwritable", `The workbook ${path} could not be written: ${reason.message}.`, {
      cause,
    });
  }
}

async function writeTo(file: WriteStream, { creator, at, sheets, rowsPerSheet = excelRows }: Workbook): Promise<void> {
  await once(file, "open");
  const { WorkbookArchive } = await import("./workbook-archive.ts");
  const archive = new WorkbookArchive(file, creator, at);
  const nameFor = sheetNames();
  for (const sheet of sheets) await writeSheet(archive, sheet, nameFor, rowsPerSheet);
  await archive.commit();
  if (!file.closed) await once(file, "close");
}

async function writeSheet(
  archive: WorkbookArchive,
  sheet: Sheet,
  nameFor: (wanted: string) => string,
  rowsPerSheet: number,
): Promise<void> {
  let part = openPart(archive, sheet, nameFor(sheet.name));
  let row = sheet.preface.length + 1;
  for (const cells of sheet.rows) {
    if (row >= rowsPerSheet) {
      closePart(part, sheet, row);
      part = openPart(archive, sheet, nameFor(sheet.name));
      row = sheet.preface.length + 1;
    }
    row += 1;
    addRow(part, cells, sheet);
    if (row % rowsBetweenWaits === 0) await archive.drained();
  }
  closePart(part, sheet, row);
}

function openPart(archive: WorkbookArchive, { columns, preface }: Sheet, name: string): Worksheet {
  const header = preface.length + 1;
  const part = archive.addWorksheet(name, {
    properties: { defaultRowHeight: 15, dyDescent: 0.25 },
    views: [{ state: "frozen", ySplit: header, xSplit: 0, topLeftCell: `A${header + 1}`, showGridLines: false }],
    pageSetup: {
      orientation: "landscape",
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${header}:${header}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: "&L&A&RPage &P of &N" },
  });
  part.columns = columns.map(({ width }) => ({ width }));
  for (const [index, line] of preface.entries())
    addLine(part, [line], index === 0 ? titleStyle : prefaceStyle, index === 0 ? 26 : 18);
  addLine(
    part,
    columns.map(({ header }) => header),
    headerStyle,
    rowHeight(columns.map(({ header, width }) => linesIn(header, width))),
  );
  return part;
}

function addLine(part: Worksheet, texts: readonly string[], style: Partial<Style>, height: number): void {
  const row = part.addRow([]);
  for (const [index, text] of texts.entries()) {
    const cell = row.getCell(index + 1);
    cell.value = cellText(text);
    cell.style = style;
  }
  row.height = height;
  row.commit();
}

function addRow(part: Worksheet, cells: readonly Cell[], { columns }: Sheet): void {
  const row = part.addRow([]);
  for (const [index, cell] of cells.entries()) {
    const target = row.getCell(index + 1);
    target.value = typeof cell.value === "string" ? typedText(cellText(cell.value)) : cell.value;
    target.style = styleOf(cell);
  }
  row.height = rowHeight(cells.map(({ value }, index) => linesIn(value, columns[index]?.width ?? 1)));
  row.commit();
}

/** Line breaks survive every reader only in an inline string, which exceljs writes for rich text. */
function typedText(text: string): CellValue {
  return /\n|_x005F_/.test(text) ? { richText: [{ text }] } : text;
}

function closePart(part: Worksheet, { columns, preface }: Sheet, lastRow: number): void {
  if (preface.length === 0) {
    part.autoFilter = { from: { row: 1, column: 1 }, to: { row: lastRow, column: columns.length } };
  }
  part.commit();
}
