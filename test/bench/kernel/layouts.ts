import type { DatabaseSync } from "node:sqlite";
import type { HolderIndexBuilder } from "../../../src/conflicts/kernel/holder-index.ts";
import { listOf } from "../../../src/conflicts/kernel/posting-lists.ts";
import { guidsOf, type World } from "./world.ts";

/** Keeps holdings as a snapshot keeps memberships today, a row each, and as numbers in one blob a column. */
export function writeLayouts(database: DatabaseSync, { holders, size }: World): void {
  const points = guidsOf(Array.from({ length: size.accessPoints }, (_, point) => 2 ** 27 + point));
  const people = guidsOf(Array.from({ length: size.people }, (_, person) => person));
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE groupMembers (part INTEGER NOT NULL, item INTEGER NOT NULL, groupId TEXT, memberId TEXT,
    memberType TEXT, memberName TEXT, PRIMARY KEY (groupId, memberId)) STRICT, WITHOUT ROWID;
    CREATE TABLE columns (name TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT; BEGIN`);
  const insert = database.prepare("INSERT INTO groupMembers VALUES (?, ?, ?, ?, 'user', ?)");
  for (const [point, id] of [...points.entries()].sort(([, a], [, b]) => (a < b ? -1 : 1))) {
    const members = Array.from(listOf(holders, point), (person) => ({ person, id: people[person]! }));
    members.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const [item, { person, id: memberId }] of members.entries())
      insert.run(point, item, id, memberId, `Person ${person}`);
  }
  const keep = database.prepare("INSERT INTO columns VALUES (?, ?)");
  keep.run("accessPoints", Buffer.from(points.join("").replaceAll("-", ""), "hex"));
  keep.run("principals", Buffer.concat(people.map((id) => Buffer.from(id.replaceAll("-", ""), "hex"))));
  keep.run("offsets", holders.offsets);
  keep.run("numbers", holders.numbers);
  database.exec("COMMIT");
}

const batch = 4000;

/** A row at a time, as an object or an array. */
export function addRows(database: DatabaseSync, { add }: HolderIndexBuilder, asArrays: boolean): void {
  const statement = database.prepare("SELECT groupId, memberId FROM groupMembers");
  statement.setReturnArrays(asArrays);
  let points: string[] = [];
  let members: string[] = [];
  for (const row of statement.iterate()) {
    const [point, member] = asArrays ? (row as unknown as readonly unknown[]) : [row["groupId"], row["memberId"]];
    points.push(point as string);
    members.push(member as string);
    if (points.length < batch) continue;
    add(points, members);
    points = [];
    members = [];
  }
  add(points, members);
}

/** A group at a time, its members' ids joined by SQLite. */
export function addGroups(database: DatabaseSync, { add }: HolderIndexBuilder): void {
  const statement = database.prepare("SELECT groupId, group_concat(memberId, '') FROM groupMembers GROUP BY groupId");
  statement.setReturnArrays(true);
  for (const row of statement.iterate()) {
    const [point, joined] = row as unknown as readonly [string, string];
    for (let from = 0; from < joined.length; from += 36 * batch) {
      const members: string[] = [];
      for (let at = from; at < Math.min(joined.length, from + 36 * batch); at += 36)
        members.push(joined.slice(at, at + 36));
      add(
        members.map(() => point),
        members,
      );
    }
  }
}

/** Numbers as they are: nothing is left to intern or to sort; ids are read for violators only. */
export function readNumbers(database: DatabaseSync): { readonly offsets: Uint32Array; readonly numbers: Uint32Array } {
  const column = (name: string): Uint8Array =>
    database.prepare("SELECT body FROM columns WHERE name = ?").get(name)!["body"] as Uint8Array;
  const words = (name: string): Uint32Array => new Uint32Array(column(name).slice().buffer);
  column("accessPoints");
  column("principals");
  return { offsets: words("offsets"), numbers: words("numbers") };
}
