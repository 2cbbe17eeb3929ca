import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessModel, accessModelOf, type HeldPoint } from "../../src/access/access-model.ts";
import type { Pack } from "../../src/conflicts/packs.ts";
import { judgeTenant } from "../../src/assess/judge-tenant.ts";
import type { DualHolder } from "../../src/conflicts/dual-holder.ts";
import { accessPointKinds, type Holding, memberships } from "../../src/domain/access.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { judged, modelOf } from "../builders/judging.ts";
import { groupNamed, packageNamed, packOf, roleOf } from "../builders/pack.ts";
import { aTenant, now } from "../builders/tenant.ts";
import { snapshotPath, write } from "../snapshot/written.ts";
import { heldIn, strengths } from "./brute-force.ts";
import { directHolders } from "./direct-holders.ts";
import { directoryRoles, groups, packages, people, tell, type World, worlds } from "./worlds.ts";

const given = fc.sample(worlds, { seed: 2026, numRuns: 1000 });

const pack: Pack = packOf(
  {
    x: [groupNamed("g0"), packageNamed("k0")],
    y: [{ directoryRole: { id: "d0" } }, roleOf("erp", "r0"), packageNamed("k1")],
    z: [groupNamed("g1", "direct"), packageNamed("k0")],
  },
  { id: "XY", duties: ["x", "y"] },
  { id: "XYZ", duties: ["x", "y", "z"], atMost: 2 },
);

/** What holds the duties of the pack, as the brute force names it. */
const heldBy: Readonly<Record<string, readonly string[]>> = {
  x: ["group g0 transitive", "accessPackage k0"],
  y: ["directoryRole d0", "appRole erp/r0", "accessPackage k1"],
  z: ["group g1 direct", "accessPackage k0"],
};

function pointNamed(text: string): HeldPoint {
  const [kind = "", id = "", reach = "transitive"] = text.split(" ");
  const known = accessPointKinds.find((candidate) => candidate === kind)!;
  return { kind: known, id, name: id, reach: reach === "direct" ? "direct" : "transitive" };
}

/** Who holds the point, and how strongly: by its lists of holders, and by the ways of each. */
function answersOf(model: AccessModel, point: HeldPoint) {
  const idsOf = (numbers: Uint32Array) => Array.from(numbers, (number) => model.principals.at(number).id);
  const ways = people.map((person) => [person, model.holdings(person, point)] as const);
  const strongest = ways.map(([person, held]) => [
    person,
    Math.min(...held.map(({ membership }) => memberships.indexOf(membership))),
  ]);
  return {
    active: idsOf(model.holders(point)),
    every: idsOf(model.everyHolder(point)),
    strengths: strongest.filter(([, strength]) => strength !== Number.POSITIVE_INFINITY),
  };
}

describe("a thousand random snapshots", () => {
  it("hold every access point as a brute force over the raw facts says", () => {
    const counts = { held: 0, notActive: 0 };
    for (const world of given) {
      const model = modelOf(tell(world));
      const points = [...heldIn(world)].map(([text, holders]) => [text, [...holders]] as const);
      const strengths = points.flatMap(([, holders]) => holders.map(([, strength]) => strength));
      counts.held += strengths.length;
      counts.notActive += strengths.filter((strength) => strength > 0).length;
      expect(points.map(([text]) => ({ text, ...answersOf(model, pointNamed(text)) }))).toEqual(
        points.map(([text, holders]) => ({
          text,
          active: holders.filter(([, strength]) => strength === 0).map(([person]) => person),
          every: holders.map(([person]) => person),
          strengths: holders,
        })),
      );
    }
    expect(counts.held).toBeGreaterThan(10_000);
    expect(counts.notActive).toBeGreaterThan(2000);
  });

  it("have the dual holders and exposures of the definitions (T1)", () => {
    const counts = { dual: 0 };
    for (const world of given) {
      for (const { conflict, holders } of judged(tell(world), [pack]).judged) {
        const found = holders.map(({ principal, exposure }) => [principal.id, exposure]);
        const expected = dualHolders(
          world,
          conflict.duties.map(({ id }) => id),
          conflict.atMost,
        );
        expect(found).toEqual(expected);
        counts.dual += expected.length;
      }
    }
    expect(counts.dual).toBeGreaterThan(1000);
  });

  it("have the direct holders, and the dual holders by direct duties, that SQL finds in the tables of one file", async () => {
    const path = snapshotPath();
    const tenant = aTenant();
    for (const [place, world] of given.entries()) tell(world, tenant, (name) => `w${place}-${name}`);
    write(tenant.build(), path, 10_000);

    const database = new DatabaseSync(path, { readOnly: true });
    const { points, both } = directHolders(database, now);
    database.close();
    expect([Object.keys(points).length > 5000, Object.keys(both).length > 50]).toEqual([true, true]);

    const snapshot = await openSnapshot(path);
    const model = accessModelOf(snapshot, now);
    const wanted = given.flatMap((_, place) => directPoints(`w${place}-`));
    const held = wanted.map((point) => [`${point.kind} ${point.id}`, ownHolders(model, point)] as const);
    expect(Object.fromEntries(held.filter(([, holders]) => holders.length > 0))).toEqual(points);

    const judged = judgeTenant(snapshot, [directPack], now).judged;
    const dual = judged.map(({ conflict, holders }) => [conflict.id, activeIn(holders)] as const);
    expect(Object.fromEntries(dual.filter(([, holders]) => holders.length > 0))).toEqual(both);
    snapshot.close();
  });
});

it("one holding more never takes a dual holder away, nor makes one less exposed", () => {
  const more = fc.tuple(fc.constantFrom(...groups), fc.constantFrom(...packages), fc.constantFrom(...people));
  const added = fc.constantFrom("members" as const, "eligible" as const, "appRole" as const, "assignments" as const);
  fc.assert(
    fc.property(worlds, more, added, (world, [group, accessPackage, person], where) => {
      const grown: World = {
        ...world,
        ...(where === "members" && { members: [...world.members, [group, person]] }),
        ...(where === "eligible" && { eligible: [...world.eligible, [group, person, "now"]] }),
        ...(where === "appRole" && { appRole: [...world.appRole, ["r0", group]] }),
        ...(where === "assignments" && {
          assignments: [...world.assignments, [accessPackage, person, "delivered", "now"]],
        }),
      };
      const after = exposuresIn(grown);
      for (const [key, strength] of exposuresIn(world)) expect(after.get(key) ?? 9).toBeLessThanOrEqual(strength);
    }),
    { numRuns: 150 },
  );
});

function exposuresIn(world: World): ReadonlyMap<string, number> {
  const conflicts = judged(tell(world), [pack]).judged;
  return new Map(
    conflicts.flatMap(({ conflict, holders }) =>
      holders.map(
        ({ principal, exposure }) => [`${conflict.id} ${principal.id}`, memberships.indexOf(exposure)] as const,
      ),
    ),
  );
}

const directPack = packOf(
  Object.fromEntries(
    given.flatMap((_, place) => [
      [`g${place}`, groups.map((id) => ({ group: { id: `w${place}-${id}`, membership: "direct" as const } }))],
      [`k${place}`, packages.map((id) => ({ accessPackage: { id: `w${place}-${id}` } }))],
    ]),
  ),
  ...given.map((_, place) => ({ id: `w${place}-`, duties: [`g${place}`, `k${place}`] })),
);

function activeIn(holders: readonly DualHolder[]): readonly string[] {
  return holders.filter(({ exposure }) => exposure === "active").map(({ principal }) => principal.id);
}

/** The access points of a world that people are named in. */
function directPoints(world: string): readonly HeldPoint[] {
  const of = (kind: HeldPoint["kind"], ...ids: readonly string[]): readonly HeldPoint[] =>
    ids.map((id) => ({ kind, id: `${world}${id}`, name: id, reach: "direct" }));
  return [
    ...of("accessPackage", ...packages),
    ...of("group", ...groups),
    ...of("groupOwnership", ...groups.map((id) => `${id}/owner`)),
    ...of("appRole", `erp/${world}r0`),
    ...of("directoryRole", ...directoryRoles),
    ...of("catalogRole", `c0/${world}owner`, `c1/${world}owner`),
    ...of("site", "site/Members"),
  ];
}

/** Those who hold it actively by an edge of their own, not by a group that it is given. */
function ownHolders(model: AccessModel, point: HeldPoint): readonly string[] {
  const isOwn = ({ membership, path: [first] }: Holding): boolean =>
    membership === "active" && (point.kind === "group" || first?.kind !== "group");
  return Array.from(model.holders(point), (number) => model.principals.at(number).id).filter((id) =>
    model.holdings(id, point).some(isOwn),
  );
}

/** Who has more duties than allowed, how exposed, and whether only because of what no package gives. */
function dualHolders(world: World, duties: readonly string[], atMost: number) {
  const held = heldIn(world);
  const strengthOf = (person: string, points: readonly string[]): number =>
    Math.min(9, ...points.map((point) => held.get(point)?.get(person) ?? 9));
  return people.flatMap((person) => {
    const all = duties.map((duty) => strengthOf(person, heldBy[duty]!)).toSorted((a, b) => a - b);
    const weakest = all[atMost] ?? 9;
    return weakest === 9 ? [] : [[person, strengths[weakest]] as const];
  });
}
