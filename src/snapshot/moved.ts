import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { EvidenceRef } from "../domain/evidence.ts";
import { sectionNames } from "../domain/sections.ts";
import { evidenceRef } from "./evidence-ref.ts";
import { naturalKeys } from "./sections.ts";

/** The evidence of every row that was found new or changed when it was read a second time. */
export function movedEvidence(database: DatabaseSync): ReadonlySet<EvidenceRef> {
  const sections = database.prepare("SELECT DISTINCT section FROM moved").all();
  return new Set(
    sections.flatMap(({ section }) => {
      const name = z.enum(sectionNames).parse(section);
      const key = `json_array(${naturalKeys[name].map((column) => `rows."${column}"`).join(", ")})`;
      const rows = database
        .prepare(
          `SELECT pages.key AS page, parts.pointer AS pointer, rows.item AS item FROM "${name}" AS rows JOIN parts ON parts.id = rows.part
           JOIN pages ON pages.id = parts.page WHERE ${key} IN (SELECT key FROM moved WHERE section = ? AND change <> 'vanished')`,
        )
        .all(name);
      return rows.map(({ page, pointer, item }) => evidenceRef(page, pointer, item));
    }),
  );
}
