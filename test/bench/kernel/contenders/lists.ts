import { linksOf } from "../../../../src/access/closure/relation.ts";
import { holdersOf } from "../../../../src/access/holders.ts";
import { membershipIndexOf } from "../../../../src/access/membership-index.ts";
import { principalsOf } from "../../../../src/access/principal-naming.ts";
import { inMoreThan, scratchFor } from "../../../../src/conflicts/kernel/match.ts";
import { openSnapshot } from "../../../../src/snapshot/reader.ts";
import { conflictsIn, type Contender } from "./contender.ts";

/** The least of the product that answers: the snapshot's lists of members, matched, and names of those who were found. */
export const answer: Contender = async (files) => {
  const snapshot = await openSnapshot(files.snapshot);
  const principals = principalsOf(snapshot, holdersOf(snapshot));
  const { members, numberOf } = membershipIndexOf(snapshot, principals);
  const scratch = scratchFor(principals.size);
  return conflictsIn(files).flatMap((points, conflict) => {
    const lists = points.map((id) => linksOf(members, numberOf(id)!));
    return Array.from(inMoreThan(1, lists, scratch), (person) => [conflict, principals.idOf(person)] as const);
  });
};
