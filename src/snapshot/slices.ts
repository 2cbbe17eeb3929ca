import type { DatabaseSync } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";
import { keepOnly } from "./changes.ts";
import { inTransaction } from "./transaction.ts";

/** A list that is read in slices, each as a parent of its own, until they make up the whole. */
export type Slices = {
  /** Makes one finished read of the slices, as if the list had been read as one. */
  readonly join: (section: SectionName) => void;
  /** Forgets the slices, so that the list is read as one. */
  readonly drop: (section: SectionName) => void;
};

export function slicesIn(database: DatabaseSync): Slices {
  return {
    join: (section) =>
      inTransaction(database, () => {
        database.prepare("UPDATE parts SET parent = '' WHERE section = :section").run({ section });
        database
          .prepare(
            `INSERT INTO reads (section, parent, next, done, expected, there)
             SELECT section, '', NULL, 1, iif(count(*) = count(expected), sum(expected), NULL), sum(there) FROM reads WHERE section = :section`,
          )
          .run({ section });
        database.prepare("DELETE FROM reads WHERE section = :section AND parent <> ''").run({ section });
      }),
    drop: (section) => inTransaction(database, () => keepOnly(database, section, [])),
  };
}
