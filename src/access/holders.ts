import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { none } from "../snapshot/tables/table-packer.ts";

/** Who it is that an assignment or request names. */
export type Holders = {
  readonly of: (named: Pick<Row<"assignments">, "targetObjectId" | "subjectId">) => string;
  /** The same by the numbers of ids; `none` where neither is given. */
  readonly byNumbers: (object: number, subject: number) => number;
};

/**
 * The directory object that an assignment is held by, be it named on another assignment only: the first by id, where a
 * subject was more than one, as somebody who was invited again. Else the subject itself.
 */
export function holdersOf({ table, ids }: Snapshot): Holders {
  const assignments = table("assignments");
  const [subjects, objects] = [assignments.ids("subjectId"), assignments.ids("targetObjectId")];
  const requests = table("assignmentRequests");
  const unnamed = new Set([
    ...withoutObject(subjects, objects),
    ...withoutObject(requests.ids("requestorSubjectId"), requests.ids("requestorObjectId")),
  ]);
  const known = new Map<number, number>();
  for (const [place, subject] of subjects.entries()) {
    const object = objects[place] ?? none;
    if (object !== none && unnamed.has(subject)) known.set(subject, Math.min(object, known.get(subject) ?? object));
  }
  const byNumbers = (object: number, subject: number): number =>
    object === none ? (known.get(subject) ?? subject) : object;
  return {
    byNumbers,
    of: ({ targetObjectId, subjectId }) => {
      if (targetObjectId !== null) return targetObjectId;
      const subject = ids.numberOf(subjectId);
      return subject === undefined ? subjectId : ids.idOf(byNumbers(none, subject));
    },
  };
}

function withoutObject(subjects: Uint32Array, objects: Uint32Array): Uint32Array {
  return subjects.filter((subject, place) => subject !== none && objects[place] === none);
}
