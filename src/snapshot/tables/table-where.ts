import type { TabledSection } from "./packings.ts";
import type { Cells, Table } from "./table.ts";

/** The table with only the rows at these places, in their order. */
export function tableWhere<S extends TabledSection>(table: Table<S>, places: Uint32Array): Table<S> {
  const pick = (numbers: Uint32Array): Uint32Array => places.map((place) => numbers[place] ?? 0);
  const ids: Table<S>["ids"] = (column) => pick(table.ids(column));
  const labels: Table<S>["labels"] = (column) => {
    const { numbers, values } = table.labels(column);
    return { numbers: pick(numbers), values };
  };
  return {
    size: places.length,
    ids,
    labels,
    parts: 1,
    idPart: ids,
    labelPart: (column) => labels(column).numbers,
    labelValues: table.labelValues,
    cells: (column) => picked(table.cells(column), places),
    evidence: (place) => table.evidence(placeAt(places, place)),
  };
}

function picked<Value>(cells: Cells<Value>, places: Uint32Array): Cells<Value> {
  return {
    at: (place) => cells.at(placeAt(places, place)),
    *all() {
      let [next, before] = [0, 0];
      for (const value of cells.all()) {
        if (places[next] === before) {
          yield value;
          next += 1;
        }
        before += 1;
      }
    },
  };
}

function placeAt(places: Uint32Array, place: number): number {
  const at = places[place];
  if (at === undefined) throw new RangeError(`the table has no row at ${place}`);
  return at;
}
