import { openDuckdb } from "../../duckdb.ts";
import type { Contender } from "./contender.ts";
import { violationsIn } from "./duckdb-answer.ts";

/** Holdings and conflicts as DuckDB keeps them itself. */
export const answer: Contender = async ({ duckdb }) => {
  const connection = (await openDuckdb(duckdb))!;
  await connection.run("SET threads = 2");
  return violationsIn(connection, "pairs", "holdings");
};
