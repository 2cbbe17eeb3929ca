import { checkNumber } from "../snapshot/ids/check-number.ts";
import type { Ids } from "../snapshot/ids/id-table.ts";
import { none } from "../snapshot/tables/table-packer.ts";

/** Some of a snapshot's ids under dense numbers of their own, in the order of the ids. */
export type Numbering = {
  readonly size: number;
  /** By the number of an id in the snapshot its own; `none` where it is not among them. */
  readonly byId: Uint32Array;
  readonly numberOf: (id: string) => number | undefined;
  /** Throws a RangeError where there is no such number. */
  readonly idOf: (number: number) => string;
};

/** Numbers the ids that are marked. */
export function numberingOf(ids: Ids, isAmong: Uint8Array): Numbering {
  const size = countOf(isAmong);
  const byId = new Uint32Array(ids.size()).fill(none);
  const own = new Uint32Array(size);
  fill(isAmong, byId, own);
  return {
    size,
    byId,
    numberOf: (id) => {
      const number = byId[ids.numberOf(id) ?? ids.size()];
      return number === none ? undefined : number;
    },
    idOf: (number) => {
      checkNumber(number, size, "id");
      return ids.idOf(own[number] ?? ids.size());
    },
  };
}

function countOf(isAmong: Uint8Array): number {
  let count = 0;
  for (let id = 0; id < isAmong.length; id += 1) if (isAmong[id] !== 0) count += 1;
  return count;
}

function fill(isAmong: Uint8Array, byId: Uint32Array, own: Uint32Array): void {
  let next = 0;
  for (let id = 0; id < byId.length; id += 1) {
    if (isAmong[id] === 0) continue;
    own[next] = id;
    byId[id] = next;
    next += 1;
  }
}
