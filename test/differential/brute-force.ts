import { directoryRoles, groups, packages, people, type When, type World } from "./worlds.ts";

/** How near to being active a membership is; nothing is held at `never`. */
export const strengths = ["active", "eligible", "pending", "scheduled"] as const;

const never = 9;

type Edge = { readonly from: string; readonly to: string; readonly strength: number; readonly isMembership: boolean };

/** The access points of a world, each with how strongly a person holds it, by the definitions and plain sets alone. */
export function heldIn(world: World): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const edges = edgesOf(world);
  const into = (person: string, holder: string, isDirect = false): number =>
    person === holder ? 0 : strengthOf(edges, person, holder, isDirect);
  const nearest = (candidates: readonly number[]): number => Math.min(never, ...candidates);
  const points = new Map<string, (person: string) => number>();

  for (const group of groups) {
    points.set(`group ${group} transitive`, (person) => into(person, group));
    points.set(`group ${group} direct`, (person) => into(person, group, true));
    points.set(`groupOwnership ${group}/owner`, (person) =>
      nearest([
        ...world.owners.filter(([owned, who]) => owned === group && who === person).map(() => 0),
        ...world.eligibleOwners
          .filter(([owned]) => owned === group)
          .map(([, who, when]) => Math.max(into(person, who), at(when, 1))),
      ]),
    );
  }
  points.set("appRole erp/r0", (person) => nearest(world.appRole.map(([, who]) => into(person, who, true))));
  for (const role of directoryRoles) {
    const scheduled = new Set(world.roleSchedules.filter(([held]) => held === role).map(([, who]) => who));
    points.set(`directoryRole ${role}`, (person) =>
      nearest([
        ...world.roles
          .filter(([held, who]) => held === role && !scheduled.has(who))
          .map(([, who]) => into(person, who)),
        ...timed(world.roleSchedules, role, 0, (who) => into(person, who)),
        ...timed(world.eligibleRoles, role, 1, (who) => into(person, who)),
      ]),
    );
  }
  for (const catalog of ["c0", "c1", "*"]) {
    const id = catalog === "*" ? "/owner" : `${catalog}/owner`;
    points.set(`catalogRole ${id}`, (person) =>
      nearest(
        world.catalogRoles.filter(([over]) => over === catalog || over === "*").map(([, who]) => into(person, who)),
      ),
    );
  }
  for (const accessPackage of packages)
    points.set(`accessPackage ${accessPackage}`, (person) => nearest(packageStrengths(world, accessPackage, person)));
  points.set("site site/Members", (person) => nearest(packageStrengths(world, "k0", person)));
  return new Map(
    [...points].map(([point, strength]) => [
      point,
      new Map(people.map((person) => [person, strength(person)] as const).filter(([, held]) => held < never)),
    ]),
  );
}

function timed(rows: World["eligible"], what: string, now: number, into: (who: string) => number): readonly number[] {
  return rows.filter(([held]) => held === what).map(([, who, when]) => Math.max(into(who), at(when, now)));
}

/** What is held in a way while it lasts is ahead before, and nothing after. */
function at(when: When, now: number): number {
  return { now, ahead: 3, over: never }[when];
}

function edgesOf({ members, eligible, schedules }: World): readonly Edge[] {
  return [
    ...members.map(([to, from]) => ({ from, to, strength: 0, isMembership: true })),
    ...eligible.map(([to, from, when]) => ({ from, to, strength: at(when, 1), isMembership: false })),
    ...schedules.map(([to, from, when]) => ({ from, to, strength: when === "ahead" ? 3 : never, isMembership: false })),
  ];
}

/** The weakest edge of the best way from a person into a group, tried strength by strength. */
function strengthOf(edges: readonly Edge[], person: string, group: string, isDirect: boolean): number {
  for (const strength of strengths.keys()) {
    const usable = edges.filter((edge) => edge.strength <= strength);
    const reached = new Set([person]);
    for (const from of reached) for (const edge of usable) if (edge.from === from) reached.add(edge.to);
    const last = usable.filter(({ from, to }) => to === group && reached.has(from));
    if (last.some(({ from, isMembership }) => !isDirect || !isMembership || from === person)) return strength;
  }
  return never;
}

/** What a request is for is told by the request, though an assignment of the same person may tell the same. */
function packageStrengths({ assignments, requests }: World, accessPackage: string, person: string): readonly number[] {
  const mine = (rows: World["assignments"]) => rows.filter(([held, who]) => held === accessPackage && who === person);
  const assigned = mine(assignments).map(([, , state, when]) => {
    if (state === "expired" || when === "over") return never;
    return state === "delivering" ? 2 : at(when, 0);
  });
  const asked = mine(requests).map(([, , state, when]) => {
    if (when === "over" || state === "denied" || state === "delivered") return never;
    return state === "scheduled" ? 3 : 2;
  });
  return [...assigned, ...asked];
}
