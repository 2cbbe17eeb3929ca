import type { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Licence } from "./licences.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";

/**
 * How one section is read: from which path, under which least application permissions, and what of each item is kept.
 * Interprets nothing and catches nothing; paging, validation, counting and failures are the crawl's.
 */
export type Collector<S extends SectionName = SectionName> = {
  readonly section: S;
  readonly permissions: readonly string[];
  /** What the tenant must have bought, where Graph refuses the section otherwise. */
  readonly licence?: Licence;
  /** The ids that `path` is asked for, where those are not all objects of the parent section, each by its natural key. */
  readonly parents?: (rows: SnapshotWriter["rows"]) => readonly string[];
  /** Where it is read: once for each object of its parent section, or once in all, with an empty id. */
  readonly path: (parentId: string) => string;
  /** The parent itself, to tell one that is gone from one that is not found. */
  readonly parentPath?: (parentId: string) => string;
  /** The property that holds the items: `value` of a collection, an expanded property of one object, or none: the one object itself. */
  readonly property: string | null;
  /**
   * Where the items can be listed by themselves. An expanded property may be cut off (`expandLimit`), so a full one is
   * read again from here.
   */
  readonly listPath?: (parentId: string) => string;
  /**
   * One object of the section by itself, to read it again. Without it a section that is not read parent by parent is read once
   * only.
   */
  readonly itemPath?: (id: string) => string;
  /** A list with the items of many users at once, or a slice of it; the users that it leaves out are read one by one. */
  readonly together?: (slice: string) => string;
  /** Every tenant has some: an empty list hides what the identity may not see. */
  readonly neverEmpty?: boolean;
  /** The list is one of users and can be read in slices, each asked for as a parent. */
  readonly isSliceable?: boolean;
  /** Reads one item; throws a `ZodError` where it is not what Graph documents. */
  readonly row: (item: unknown, parentId: string) => Row<S>;
};

type Definition<S extends SectionName, Item extends z.ZodType> = {
  readonly section: S;
  readonly permissions: readonly string[];
  readonly licence?: Licence;
  readonly parents?: (rows: SnapshotWriter["rows"]) => readonly string[];
  readonly path: (parentId: string) => string;
  readonly parentPath?: (parentId: string) => string;
  readonly property?: string | null;
  readonly listPath?: (parentId: string) => string;
  readonly itemPath?: (id: string) => string;
  readonly together?: (slice: string) => string;
  readonly neverEmpty?: boolean;
  readonly isSliceable?: boolean;
  readonly item: Item;
  readonly row: (item: z.infer<Item>, parentId: string) => Row<S>;
};

export function defineCollector<S extends SectionName, Item extends z.ZodType>(
  definition: Definition<S, Item>,
): Collector<S> {
  const { item, row, property = "value", ...rest } = definition;
  return { ...rest, property, row: (raw, parentId) => row(item.parse(raw), parentId) };
}
