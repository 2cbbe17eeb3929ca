import { openDuckdb } from "../../duckdb.ts";
import { conflictRows } from "../world-files.ts";
import { conflictsIn, type Contender } from "./contender.ts";
import { violationsIn } from "./duckdb-answer.ts";

export const answer: Contender = async (files) => {
  const connection = (await openDuckdb())!;
  await connection.run("SET threads = 2");
  await connection.run("CREATE TABLE holdings (point UUID, person UUID)");
  await connection.run(`COPY holdings FROM '${files.csv}' (HEADER false)`);
  await connection.run("CREATE TABLE pairs (id INTEGER, one UUID, other UUID)");
  await connection.run(`INSERT INTO pairs VALUES ${conflictRows(conflictsIn(files))}`);
  return violationsIn(connection, "pairs", "holdings");
};
