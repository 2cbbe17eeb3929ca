import type { Labels } from "../snapshot/tables/table.ts";
import { none } from "../snapshot/tables/table-packer.ts";

/** The value of the row at a place. Throws a RangeError where there is no such row. */
export function labelAt<Value>({ numbers, values }: Labels<Value>, place: number): Value {
  const value = values[numbers[place] ?? none];
  if (value === undefined) throw new RangeError(`no row stands at ${place}`);
  return value;
}
