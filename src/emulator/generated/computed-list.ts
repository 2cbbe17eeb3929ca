import type { Entity } from "../odata/entity.ts";
import type { EntityList } from "../odata/entity-list.ts";
import type { Comparison } from "../odata/filter.ts";
import { lengthOf, numberAt, type Progression } from "./progression.ts";

/** Which numbers of a whole list a comparison asks for; null where that is not known without looking at each. */
export type Narrowing = (comparison: Comparison) => readonly Progression[] | "all" | null;

const none: readonly Progression[] = [];

/** The list of all the objects with these numbers. */
export function computedList(
  parts: readonly Progression[],
  entityOf: (number: number) => Entity,
  narrowing: Narrowing = () => null,
): EntityList {
  const list: EntityList = {
    length: lengthOf(parts),
    at: (position) => entityOf(numberAt(parts, position)),
    where: (comparison) => {
      const asked = narrowing(comparison);
      if (asked === null) return null;
      return asked === "all" ? list : computedList(asked, entityOf, (further) => ofPart(narrowing(further)));
    },
  };
  return list;
}

/** What is known of a part: whether it is all or nothing of the whole that is asked for. */
function ofPart(asked: ReturnType<Narrowing>): ReturnType<Narrowing> {
  if (asked === null || asked === "all") return asked;
  return lengthOf(asked) === 0 ? none : null;
}
