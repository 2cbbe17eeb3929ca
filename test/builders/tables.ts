import type { EvidenceRef } from "../../src/domain/evidence.ts";
import { idTable } from "../../src/snapshot/ids/id-table.ts";
import { idsInOrder } from "../../src/snapshot/ids/ids-in-order.ts";
import { columnsOf, encodeCell } from "../../src/snapshot/row-codec.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { packedColumns, tabledSections } from "../../src/snapshot/tables/packings.ts";
import { tableIn } from "../../src/snapshot/tables/table.ts";
import { inOrder, TablePacker } from "../../src/snapshot/tables/table-packer.ts";

type Packed = {
  readonly chunks: ReadonlyMap<string, readonly Uint8Array[]>;
  readonly evidence: readonly EvidenceRef[];
};

/** A snapshot of the rows, packed as a file has them. */
export function withRows(
  snapshot: Omit<Snapshot, "rows" | "columns" | "ids" | "table">,
  rows: Snapshot["rows"],
): Snapshot {
  let made: Pick<Snapshot, "ids" | "table"> | undefined;
  const tables = () => (made ??= tablesOf(rows));
  return {
    ...snapshot,
    rows,
    columns: rows,
    get ids() {
      return tables().ids;
    },
    table: (section) => tables().table(section),
  };
}

function tablesOf(rows: Snapshot["rows"]): Pick<Snapshot, "ids" | "table"> {
  const ids = idTable();
  const packed = new Map<string, Packed>();
  for (const section of tabledSections) {
    const names = packedColumns(section).map(({ name }) => name);
    const columns = names.flatMap((wanted) => columnsOf(section).filter(({ name }) => name === wanted));
    const chunks = new Map<string, Uint8Array[]>();
    const packer = new TablePacker(section, ids, (column, body) => {
      chunks.set(column, [...(chunks.get(column) ?? []), body]);
    });
    const evidence: EvidenceRef[] = [];
    for (const row of rows(section)) {
      const properties = new Map<string, unknown>(Object.entries(row));
      packer.push(
        0,
        null,
        columns.map((column) => encodeCell(properties.get(column.name), column)),
      );
      evidence.push(row.evidence);
    }
    packer.end();
    packed.set(section, { chunks, evidence });
  }
  const { ranks, ...ordered } = ids.ordered();
  return {
    ids: idsInOrder(ordered),
    table: (section) => {
      const { chunks, evidence } = packed.get(section)!;
      const isId = new Set<string>();
      for (const { name, packing } of packedColumns(section)) if (packing === "id") isId.add(name);
      return tableIn(section, {
        size: evidence.length,
        chunk: (column, index) => {
          const body = chunks.get(column)![index]!;
          return isId.has(column) ? inOrder(body, ranks) : body.slice();
        },
        ids: ranks.length,
        evidence: (place) => evidence[place]!,
      });
    },
  };
}
