import type { TabledSection } from "./packings.ts";
import type { Cells, Table } from "./table.ts";

/** The table, with what is thrown where it turns out to be damaged made an error that says so. */
export function readableTable<S extends TabledSection>(
  table: Table<S>,
  unreadable: (cause: unknown) => Error,
): Table<S> {
  const reading = <Value>(read: () => Value): Value => {
    try {
      return read();
    } catch (cause) {
      throw cause instanceof RangeError ? cause : unreadable(cause);
    }
  };
  function* each<Value>(all: () => Iterable<Value>): Generator<Value> {
    try {
      for (const value of all()) yield value;
    } catch (cause) {
      throw cause instanceof RangeError ? cause : unreadable(cause);
    }
  }
  const readable = <Value>({ at, all }: Cells<Value>): Cells<Value> => ({
    at: (place) => reading(() => at(place)),
    all: () => each(all),
  });
  return {
    size: table.size,
    ids: (column) => reading(() => table.ids(column)),
    labels: (column) => reading(() => table.labels(column)),
    parts: table.parts,
    idPart: (column, part) => reading(() => table.idPart(column, part)),
    labelPart: (column, part) => reading(() => table.labelPart(column, part)),
    labelValues: (column) => reading(() => table.labelValues(column)),
    cells: (column) => readable(reading(() => table.cells(column))),
    evidence: (place) => reading(() => table.evidence(place)),
  };
}
