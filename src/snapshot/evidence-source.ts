import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { EvidenceRef } from "../domain/evidence.ts";
import { type SectionName, sectionNames } from "../domain/sections.ts";
import { naturalKeys } from "./sections.ts";

/** Where a piece of evidence was read: of which object of which section, and the row's own id where it has one. */
export type EvidenceSource = { readonly section: SectionName; readonly parentId: string; readonly id: string | null };

const place = z.object({ section: z.enum(sectionNames), parentId: z.string(), part: z.int() });

/** Finds the reads that rows came from; undefined where the snapshot has no such evidence. For many: what it needs it keeps. */
export function evidenceSources(database: DatabaseSync): (evidence: EvidenceRef) => EvidenceSource | undefined {
  const find = database.prepare(
    `SELECT parts.section AS section, parts.parent AS parentId, parts.id AS part FROM pages JOIN parts ON parts.page = pages.id WHERE pages.key = ? AND parts.pointer = ?`,
  );
  const idOf = idsByPlace(database);
  return (evidence) => {
    const [page = "", pointer = ""] = evidence.split("#");
    const slash = pointer.lastIndexOf("/");
    const list = place.safeParse(find.get(page, pointer.slice(0, Math.max(0, slash))));
    const found = list.success ? list.data : place.safeParse(find.get(page, pointer)).data;
    if (found === undefined) return undefined;

    const { section, parentId, part } = found;
    const item = list.success ? Number(pointer.slice(slash + 1)) : null;
    return { section, parentId, id: naturalKeys[section].join() === "id" ? idOf(section, part, item) : null };
  };
}

/** Tables are in the order of ids: to look rows up by their place takes an order of its own, for as long as the file is open. */
function idsByPlace(
  database: DatabaseSync,
): (section: SectionName, part: number, item: number | null) => string | null {
  const finders = new Map<SectionName, ReturnType<DatabaseSync["prepare"]>>();
  const finderIn = (section: SectionName): ReturnType<DatabaseSync["prepare"]> => {
    database.exec(`
      DROP TABLE IF EXISTS temp."placed ${section}";
      CREATE TEMP TABLE "placed ${section}" AS SELECT part, item, id FROM "${section}";
      CREATE INDEX temp."by place ${section}" ON "placed ${section}" (part, item);`);
    return database.prepare(`SELECT id FROM temp."placed ${section}" WHERE part = ? AND item IS ?`);
  };
  return (section, part, item) => {
    const finder = finders.get(section) ?? finderIn(section);
    finders.set(section, finder);
    const row = finder.get(part, item);
    return row === undefined ? null : String(row["id"]);
  };
}
