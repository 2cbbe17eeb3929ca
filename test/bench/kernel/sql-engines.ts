import { createWriteStream } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pipeline } from "node:stream/promises";
import { type DuckDBConnection, openDuckdb } from "../duckdb.ts";
import type { NumberedConflict } from "../../../src/conflicts/kernel/numbered-conflict.ts";
import { listOf, type PostingLists } from "../../../src/conflicts/kernel/posting-lists.ts";
import { type Answer, type Engine, pointsOf } from "./engine.ts";
import type { World } from "./world.ts";

const answer = "count(*) AS violations, CAST(sum((id + 1) * (person + 1)) AS DOUBLE) AS sum";

const asWritten = `SELECT ${answer} FROM (SELECT c.id, a.person FROM pairs c
  JOIN holdings a ON a.point = c.one JOIN holdings b ON b.point = c.other AND b.person = a.person)`;

const smallerFirst = (materialized: string) => `WITH candidates AS ${materialized}
  (SELECT c.id, c.larger AS point, a.person FROM pairs c CROSS JOIN holdings a WHERE a.point = c.smaller)
  SELECT ${answer} FROM (SELECT c.id, c.person FROM candidates c CROSS JOIN holdings b WHERE b.point = c.point AND b.person = c.person)`;

const grouped = `SELECT ${answer} FROM (SELECT f.id, h.person FROM fours f JOIN holdings h ON h.point = f.point
  GROUP BY f.id, h.person HAVING count(*) > 2)`;

const conflictTables = ({ holders, pairs, fours }: World): readonly string[] => [
  "CREATE TABLE pairs (id BIGINT, one INTEGER, other INTEGER, smaller INTEGER, larger INTEGER)",
  `INSERT INTO pairs VALUES ${pairs.map((pair, id) => pairRow(pair, id, holders)).join(",")}`,
  "CREATE TABLE fours (id BIGINT, point INTEGER)",
  `INSERT INTO fours VALUES ${fours.flatMap((four, id) => pointsOf(four).map((point) => `(${id},${point})`)).join(",")}`,
];

function pairRow(pair: NumberedConflict, id: number, holders: PostingLists): string {
  const bySize = pointsOf(pair).toSorted((a, b) => listOf(holders, a).length - listOf(holders, b).length);
  return `(${[id, ...pointsOf(pair), ...bySize].join(",")})`;
}

export type SqlEngines = {
  readonly pairs: readonly Engine[];
  readonly fours: readonly Engine[];
  readonly close: () => void;
};

/** DuckDB with the holdings in memory, on as many threads as the machine has cores; null where it is not installed. */
export async function duckdbEngines(world: World, csv: string): Promise<SqlEngines | null> {
  const connection = await openDuckdb();
  if (connection === null) return null;
  await pipeline(lines(world.holders), createWriteStream(csv));
  await connection.run("CREATE TABLE holdings (point INTEGER, person INTEGER)");
  await connection.run(`COPY holdings FROM '${csv}' (HEADER false)`);
  for (const statement of conflictTables(world)) await connection.run(statement);
  return {
    pairs: [
      { name: "DuckDB, as written", run: () => askDuckdb(connection, asWritten) },
      { name: "DuckDB, smaller side first", run: () => askDuckdb(connection, smallerFirst("MATERIALIZED")) },
    ],
    fours: [{ name: "DuckDB, GROUP BY", run: () => askDuckdb(connection, grouped) }],
    close: () => connection.closeSync(),
  };
}

function* lines({ offsets, numbers }: PostingLists): Generator<string> {
  for (let point = 0; point + 1 < offsets.length; point += 1) {
    const list = numbers.subarray(offsets[point], offsets[point + 1]);
    for (let from = 0; from < list.length; from += 4096) {
      yield `${Array.from(list.subarray(from, from + 4096), (person) => `${point},${person}`).join("\n")}\n`;
    }
  }
}

async function askDuckdb(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const [[violations, sum] = []] = (await connection.runAndReadAll(sql)).getRows();
  return { violations: Number(violations), sum: Number(sum ?? 0) };
}

/** SQLite with the holdings in memory, ordered by access point and person, as its fastest plan wants them. */
export function sqliteEngines(world: World): SqlEngines {
  const database = new DatabaseSync(":memory:");
  database.exec(
    "CREATE TABLE holdings (point INTEGER, person INTEGER, PRIMARY KEY (point, person)) WITHOUT ROWID; BEGIN",
  );
  const insert = database.prepare("INSERT INTO holdings VALUES (?, ?)");
  for (let point = 0; point < world.size.accessPoints; point += 1) {
    for (const person of listOf(world.holders, point)) insert.run(point, person);
  }
  database.exec("COMMIT");
  for (const statement of conflictTables(world)) database.exec(statement);
  const ask = (sql: string): Answer => {
    const { violations, sum } = database.prepare(sql).get() ?? {};
    return { violations: Number(violations), sum: Number(sum ?? 0) };
  };
  return {
    pairs: [
      { name: "SQLite, as written", run: () => ask(asWritten) },
      { name: "SQLite, smaller side first", run: () => ask(smallerFirst("NOT MATERIALIZED")) },
    ],
    fours: [{ name: "SQLite, GROUP BY", run: () => ask(grouped) }],
    close: () => database.close(),
  };
}
