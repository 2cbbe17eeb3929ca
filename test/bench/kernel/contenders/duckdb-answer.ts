import type { DuckDBConnection } from "../../duckdb.ts";

/** The join as an analyst writes it. */
export async function violationsIn(
  connection: DuckDBConnection,
  pairs: string,
  holdings: string,
): Promise<readonly (readonly [number, string])[]> {
  const found = await connection.runAndReadAll(
    `SELECT c.id, CAST(a.person AS VARCHAR) FROM ${pairs} c JOIN ${holdings} a ON a.point = c.one
     JOIN ${holdings} b ON b.point = c.other AND b.person = a.person`,
  );
  return found.getRows().map(([id, person]) => [Number(id), String(person)]);
}
