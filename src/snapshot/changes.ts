import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";

/** The sections whose changes Graph tracks (https://learn.microsoft.com/graph/delta-query-overview). */
export const trackedSections = ["users", "groups", "servicePrincipals"] as const;

export type TrackedSection = (typeof trackedSections)[number];

/** The read of a tracked section that its changes are, beside those of its objects. */
export const changesRead = "$changes";

/** Objects that changed or are gone, and where more are told; at the end where the next changes will be. */
export type Changes = {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly next: string | null;
  readonly bookmark: string | null;
};

const link = z.object({ link: z.string() });

/** Notes where the changes of a section from now on will be told. */
export function setBookmark(database: DatabaseSync, section: TrackedSection, path: string): void {
  database.prepare("INSERT OR REPLACE INTO bookmarks (section, link) VALUES (?, ?)").run(section, path);
}

/**
 * Copies from an earlier snapshot what it holds of objects whose changes Graph tracks, where that was read to the end, and of
 * the members of groups; only the raw pages that a row still rests on. Their changes are still to be read.
 */
export function copyEarlier(database: DatabaseSync, path: string): void {
  database.prepare("ATTACH DATABASE ? AS earlier").run(path);
  database.exec("BEGIN");
  for (const section of trackedSections) {
    const found = link.safeParse(
      database
        .prepare(
          `SELECT link FROM earlier.bookmarks JOIN earlier.reads USING (section) WHERE section = ? AND parent = '' AND done = 1`,
        )
        .get(section),
    );
    if (!found.success) continue;
    copySection(database, section);
    database
      .prepare("INSERT INTO reads (section, parent, next, done, expected, there) VALUES (?, ?, ?, 0, 0, 0)")
      .run(section, changesRead, found.data.link);
  }
  const whole = database.prepare("SELECT count(*) AS sections FROM reads WHERE parent = ?").get(changesRead);
  if (whole?.["sections"] === trackedSections.length) copySection(database, "groupMembers");
  database.exec("COMMIT; DETACH DATABASE earlier");
}

function copySection(database: DatabaseSync, section: SectionName): void {
  const parts = `SELECT part FROM earlier."${section}"`;
  database.exec(`
    INSERT INTO pages SELECT * FROM earlier.pages WHERE id IN (SELECT page FROM earlier.parts WHERE id IN (${parts}));
    INSERT INTO parts SELECT * FROM earlier.parts WHERE id IN (${parts});
    INSERT INTO "${section}" SELECT * FROM earlier."${section}";
    INSERT INTO reads (section, parent, next, done, expected, there)
      SELECT section, parent, NULL, 1, expected, there FROM earlier.reads
      WHERE section = '${section}' AND done = 1 AND parent <> '${changesRead}';`);
}

/** Takes note of changes: what is gone goes, and what changed is still to be read. */
export function noteChanges(database: DatabaseSync, section: TrackedSection, changes: Changes): void {
  const remove = database.prepare(`DELETE FROM "${section}" WHERE id = ?`);
  const touch = database.prepare(
    "INSERT OR REPLACE INTO reads (section, parent, next, done, expected, there) VALUES (?, ?, NULL, ?, NULL, 0)",
  );
  for (const id of changes.removed) {
    remove.run(id);
    touch.run(section, id, 1);
  }
  for (const id of changes.changed) touch.run(section, id, 0);
  database
    .prepare("UPDATE reads SET next = ?, done = ? WHERE section = ? AND parent = ?")
    .run(changes.next, changes.next === null ? 1 : 0, section, changesRead);
  if (changes.next !== null) return;
  if (changes.bookmark !== null) setBookmark(database, section, changes.bookmark);
  readMembersAgain(database, section);
}

/** Groups that changed, or hold a member that did: a member's name and type stand in the list of members, too. */
function readMembersAgain(database: DatabaseSync, section: TrackedSection): void {
  const touched = `SELECT parent FROM reads WHERE section = '${section}' AND parent NOT IN ('', '${changesRead}')`;
  const groups = `SELECT groupId FROM groupMembers WHERE memberId IN (${touched}) ${section === "groups" ? `UNION ${touched}` : ""}`;
  const parts = `SELECT id FROM parts WHERE section = 'groupMembers' AND parent IN (SELECT id FROM temp.stale)`;
  database.exec(`
    CREATE TEMP TABLE stale AS SELECT groupId AS id FROM (${groups});
    DELETE FROM groupMembers WHERE part IN (${parts});
    DELETE FROM parts WHERE id IN (${parts});
    DELETE FROM reads WHERE section = 'groupMembers' AND parent IN (SELECT id FROM temp.stale);
    DROP TABLE temp.stale;`);
}

/** Keeps only what was read of these parents; goes through the rows only where there is more. */
export function keepOnly(database: DatabaseSync, section: SectionName, parentIds: Iterable<string>): void {
  database.exec("CREATE TEMP TABLE kept (id TEXT PRIMARY KEY)");
  const keep = database.prepare("INSERT OR IGNORE INTO temp.kept VALUES (?)");
  for (const id of parentIds) keep.run(id);
  const others = "section = :section AND parent NOT IN (SELECT id FROM temp.kept)";
  const parts = `SELECT id FROM parts WHERE ${others}`;
  if (database.prepare(`${parts} LIMIT 1`).get({ section }) !== undefined) {
    database.prepare(`DELETE FROM "${section}" WHERE part IN (${parts})`).run({ section });
    database.prepare(`DELETE FROM parts WHERE id IN (${parts})`).run({ section });
  }
  database.prepare(`DELETE FROM reads WHERE ${others}`).run({ section });
  database.exec("DROP TABLE temp.kept");
}
