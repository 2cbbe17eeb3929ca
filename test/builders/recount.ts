import type { HeldByEntry } from "../../src/conflicts/pack-schema.ts";
import type { Pack, PackConflict } from "../../src/conflicts/packs.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";

/** The rows that say who holds what: all that the recount looks at. */
export type HeldRows = Pick<Snapshot, "rows">;

/**
 * Who holds too many duties of each conflict, counted again by plain sets over the rows, without the access model. Serves
 * tenants whose ids are their names.
 */
export function recounted(
  snapshot: HeldRows,
  pack: Pack,
  people: readonly string[],
): Record<string, readonly string[]> {
  const sidesHeld = ({ sides }: PackConflict, person: string) =>
    sides.filter((side) => side.some((duty) => holdsDuty(snapshot, pack, duty, person))).length;
  const byConflict = pack.conflicts.map((conflict): [string, readonly string[]] => [
    conflict.id,
    people.filter((person) => sidesHeld(conflict, person) > conflict.atMost),
  ]);
  return Object.fromEntries(byConflict.filter(([, holders]) => holders.length > 0));
}

/** The same person by person: those who hold too many by all their accounts, as their accounts' ids, however they do. */
export function recountedPersons(
  snapshot: HeldRows,
  pack: Pack,
  persons: readonly (readonly string[])[],
): Record<string, readonly string[]> {
  const byConflict = pack.conflicts.map(({ id, duties, atMost }): [string, readonly string[]] => {
    const holders = persons.filter(
      (accounts) =>
        duties.filter((duty) => accounts.some((account) => holdsDuty(snapshot, pack, duty, account))).length > atMost,
    );
    return [id, holders.map((accounts) => accounts.join("+"))];
  });
  return Object.fromEntries(byConflict.filter(([, holders]) => holders.length > 0));
}

export function holdsDuty(snapshot: HeldRows, pack: Pack, duty: string, person: string): boolean {
  const heldBy = pack.duties.find(({ id }) => id === duty)?.heldBy ?? [];
  return heldBy.some(({ selector }) => holds(snapshot, selector, person));
}

function holds(snapshot: HeldRows, selector: HeldByEntry, person: string): boolean {
  if ("allOf" in selector) return selector.allOf.every((one) => holds(snapshot, one, person));
  if ("accessPackage" in selector) {
    return [...snapshot.rows("assignments")].some(
      ({ targetObjectId, accessPackageId, state }) =>
        targetObjectId === person && accessPackageId === nameIn(selector.accessPackage) && /^delivered$/iu.test(state),
    );
  }
  if ("group" in selector) return isWithin(snapshot, person, nameIn(selector.group));
  if ("appRole" in selector) {
    const { app, role } = selector.appRole;
    const joined = new Set(
      [...snapshot.rows("groupMembers")].filter(({ memberId }) => memberId === person).map(({ groupId }) => groupId),
    );
    return [...snapshot.rows("appRoleAssignments")].some(
      ({ resourceId, appRoleId, principalId }) =>
        resourceId === app && appRoleId === role && (principalId === person || joined.has(principalId)),
    );
  }
  throw new Error("the recount knows packages, groups and app roles only");
}

function isWithin(snapshot: HeldRows, person: string, group: string): boolean {
  const members = [...snapshot.rows("groupMembers")];
  const within = new Set([group]);
  for (let size = 0; size !== within.size; ) {
    size = within.size;
    for (const { groupId, memberId } of members) if (within.has(groupId)) within.add(memberId);
  }
  return within.has(person);
}

function nameIn(selector: { readonly name: string } | { readonly id: string }): string {
  return "name" in selector ? selector.name : selector.id;
}
