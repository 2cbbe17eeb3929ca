import { once } from "node:events";
import { PassThrough, type Writable } from "node:stream";
import ExcelJS from "exceljs";

/** The parts of exceljs's streaming writer that its types leave out; `workbook.test.ts` fails when they change. */
type Entry = { readonly name: string; readonly date?: Date };
type Zip = { append: (source: unknown, entry: Entry) => unknown };
type Chunk = string | { toBuffer: () => Buffer };

/** The order that Office demands of a font's properties (ECMA-376 part 1, 18.8.22); exceljs 4.4.0 has another. */
const fontOrder = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split(
  " ",
);

/** A streaming workbook with the same bytes for the same input, valid styles, and a sheet that says when it is full. */
export class WorkbookArchive extends ExcelJS.stream.xlsx.WorkbookWriter {
  declare readonly zip: Zip;
  #sheet: PassThrough | undefined;

  constructor(stream: Writable, creator: string, at: Date) {
    super({ stream, useStyles: true, useSharedStrings: false });
    this.creator = creator;
    this.lastModifiedBy = creator;
    this.created = at;
    this.modified = at;
    this.#dateEntries(at);
  }

  /** exceljs calls this in its constructor, before there is a date. */
  override async addThemes(): Promise<void> {}

  /** As `addThemes`. */
  override async addOfficeRels(): Promise<void> {}

  override async commit(): Promise<void> {
    await super.addThemes();
    await super.addOfficeRels();
    await super.commit();
  }

  override async addStyles(): Promise<void> {
    const { append } = this.zip;
    this.zip.append = (xml, entry) => append(typeof xml === "string" ? withOrderedFonts(xml) : xml, entry);
    await super.addStyles();
    this.zip.append = append;
  }

  /** Resolves once the open sheet can take more rows without queueing them in memory. */
  async drained(): Promise<void> {
    if (this.#sheet?.writableNeedDrain === true) await once(this.#sheet, "drain");
  }

  /** exceljs opens every part with this. It hands over a buffer that it reuses, of which `toBuffer` takes a copy. */
  _openStream(name: string): unknown {
    const part = new PassThrough();
    this.#sheet = part;
    this.zip.append(part, { name });
    return {
      write: (chunk: Chunk) => part.write(typeof chunk === "string" ? chunk : chunk.toBuffer()),
      end: () => part.end(),
      pause: () => undefined,
    };
  }

  #dateEntries(date: Date): void {
    const append = this.zip.append.bind(this.zip);
    this.zip.append = (source, entry) => append(source, { ...entry, date });
  }
}

function withOrderedFonts(styles: string): string {
  return styles.replaceAll(/<font>(.*?)<\/font>/gs, (_, properties: string) => {
    const ordered = [...properties.matchAll(/<(\w+)[^>]*\/>/g)].toSorted(
      ([, a = ""], [, b = ""]) => fontOrder.indexOf(a) - fontOrder.indexOf(b),
    );
    return `<font>${ordered.map(([element]) => element).join("")}</font>`;
  });
}
