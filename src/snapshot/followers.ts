import type { SectionName } from "../domain/sections.ts";
import { parentIdOf } from "./parent-id.ts";
import type { SnapshotPage } from "./saving.ts";
import { naturalKeys } from "./sections.ts";

type Told = (ids: readonly string[]) => void;

/** Tells those who follow a section of the objects on its pages. */
export function followers(): {
  readonly follow: (section: SectionName, told: Told) => () => void;
  readonly tell: <S extends SectionName>(page: Pick<SnapshotPage<S>, "section" | "parts">) => void;
} {
  const following = new Map<SectionName, Set<Told>>();
  return {
    follow: (section, told) => {
      const all = following.get(section) ?? new Set();
      following.set(section, all.add(told));
      return () => all.delete(told);
    },
    tell: ({ section, parts }) => {
      const key = naturalKeys[section];
      for (const told of following.get(section) ?? []) {
        told(parts.flatMap(({ rows }) => rows.map(({ row }) => parentIdOf(key.map((name) => String(row[name]))))));
      }
    },
  };
}
