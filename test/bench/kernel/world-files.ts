import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { listOf } from "../../../src/conflicts/kernel/posting-lists.ts";
import { openDuckdb } from "../duckdb.ts";
import { pointsOf } from "./engine.ts";
import type { WorldIds } from "./world-ids.ts";
import type { World } from "./world.ts";

/** The files of a world in a folder, each what one contender reads. */
export function filesIn(folder: string) {
  return {
    snapshot: join(folder, "snapshot.sqlite"),
    csv: join(folder, "holdings.csv"),
    duckdb: join(folder, "holdings.duckdb"),
    conflicts: join(folder, "conflicts.json"),
  };
}

/** The two access points of each conflict, by GUID, in the order of conflicts. */
export type ConflictPoints = readonly (readonly [one: string, other: string])[];

export function writeConflicts(path: string, { pairs }: World, { points }: WorldIds): void {
  writeFileSync(path, JSON.stringify(pairs.map((pair) => pointsOf(pair).map(points))));
}

/** Access point and person on each line, access point by access point. */
export function writeCsv(path: string, { size, holders }: World, { people, points }: WorldIds): void {
  const file = openSync(path, "w");
  for (let point = 0; point < size.accessPoints; point += 1) {
    const list = listOf(holders, point);
    const id = points(point);
    for (let from = 0; from < list.length; from += 4096) {
      const lines = Array.from(list.subarray(from, from + 4096), (person) => `${id},${people(person)}\n`);
      writeSync(file, lines.join(""));
    }
  }
  closeSync(file);
}

/** DuckDB's own file of what stands in the CSV file. False where DuckDB is not installed. */
export async function writeDuckdb(path: string, csv: string, conflicts: ConflictPoints): Promise<boolean> {
  const connection = await openDuckdb(path);
  if (connection === null) return false;
  await connection.run("CREATE TABLE holdings (point UUID, person UUID)");
  await connection.run(`COPY holdings FROM '${csv}' (HEADER false)`);
  await connection.run("CREATE TABLE pairs (id INTEGER, one UUID, other UUID)");
  await connection.run(`INSERT INTO pairs VALUES ${conflictRows(conflicts)}`);
  await connection.run("CHECKPOINT");
  connection.closeSync();
  return true;
}

export function conflictRows(conflicts: ConflictPoints): string {
  return conflicts.map(([one, other], id) => `(${id},'${one}','${other}')`).join(",");
}
