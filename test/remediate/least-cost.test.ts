import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pack } from "../../src/conflicts/packs.ts";
import { groupNamed, packageNamed, packOf, roleOf } from "../builders/pack.ts";
import { recounted } from "../builders/recount.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";
import { planned } from "./planned.ts";

const points = ["P0", "P1", "P2", "G0", "G1", "G2"];
const dutyIds = ["a", "b", "c", "d"];

type Case = {
  readonly duties: readonly (readonly string[])[];
  readonly conflicts: readonly { readonly duties: readonly string[]; readonly atMost: number }[];
  readonly held: readonly string[];
};

/** Duties that share packages and groups, and conflicts that share duties: where choosing one by one goes wrong. */
const cases: fc.Arbitrary<Case> = fc.record({
  duties: fc.tuple(...dutyIds.map(() => fc.subarray(points, { minLength: 1, maxLength: 4 }))),
  conflicts: fc.array(
    fc
      .subarray(dutyIds, { minLength: 2, maxLength: 3 })
      .chain((duties) => fc.integer({ min: 1, max: duties.length - 1 }).map((atMost) => ({ duties, atMost }))),
    { minLength: 1, maxLength: 3 },
  ),
  held: fc.subarray(points, { minLength: 1 }),
});

function packFor({ duties, conflicts }: Case): Pack {
  const heldBy = duties.map((those, index) => [
    dutyIds[index],
    those.map((id) => (id.startsWith("P") ? packageNamed(id) : groupNamed(id))),
  ]);
  return packOf(Object.fromEntries(heldBy), ...conflicts.map((conflict, index) => ({ id: `R${index}`, ...conflict })));
}

function tenantWith(held: readonly string[]): TenantBuilder {
  const tenant = aTenant().user("ann").accessPackages("P0", "P1", "P2").groups("G0", "G1", "G2");
  for (const id of held) {
    if (id.startsWith("P")) tenant.assign("ann", id);
    else tenant.members(id, "ann");
  }
  return tenant;
}

/** The fewest of the things held that have to go, by trying all subsets. */
function fewestToLose(held: readonly string[], pack: Pack): number {
  const sizes = Array.from({ length: 2 ** held.length }, (_, mask) => {
    const kept = held.filter((__, index) => Math.floor(mask / 2 ** index) % 2 === 1);
    const ended = Object.keys(recounted(tenantWith(kept).build(), pack, ["ann"])).length === 0;
    return ended ? held.length - kept.length : Number.POSITIVE_INFINITY;
  });
  return Math.min(...sizes);
}

describe("a plan's cost", () => {
  it("is the least there is, by trying everything", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const pack = packFor(one);
        const { plan } = planned(tenantWith(one.held), pack);
        expect(plan.objective).toMatchObject({ optimal: true, cost: fewestToLose(one.held, pack) });
        expect(plan.simulation.after.total).toBe(0);
      }),
      { numRuns: 80 },
    );
  });

  it("of a person with very many violations is not claimed to be the least, and no lower bound is above it", () => {
    const leaves = Array.from({ length: 14 }, (_, index) => `G${index}`);
    const tenant = aTenant()
      .user("ann")
      .groups("hub", ...leaves);
    for (const id of ["hub", ...leaves]) tenant.members(id, "ann");
    const heldBy = Object.fromEntries(["hub", ...leaves].map((id) => [id, [groupNamed(id)]]));
    const pack = packOf(heldBy, ...leaves.map((leaf) => ({ id: leaf, duties: [leaf, "hub"] })));

    const { objective, simulation } = planned(tenant, pack).plan;
    expect(simulation.after.total).toBe(0);
    expect(objective).toMatchObject({ optimal: false, lowerBound: 1 });
    expect(objective.cost).toBeGreaterThan(1);
  });

  it("counts what goes besides, and nothing that is given up anyway", () => {
    const heldBy = { a: [groupNamed("G0")], b: [groupNamed("G1"), groupNamed("G2")], c: [packageNamed("P1")] };
    const both = packOf(
      heldBy,
      { id: "R1", duties: ["a", "c"], revoke: "a" },
      { id: "R2", duties: ["b", "c"], revoke: "b" },
    );
    const grants = ["G0", "G1", "G2"].map((group) => ({ group }));
    const tenant = tenantWith(["P0", "P1", "G0", "G1", "G2"]).grants("P0", ...grants);
    const [action, ...others] = planned(tenant, both).plan.actions;
    expect(others).toEqual([]);
    expect(action).toMatchObject({ accessPoint: { id: "P0" }, collateral: [] });

    const [only] = planned(tenant, packOf(heldBy, { id: "R1", duties: ["a", "c"], revoke: "a" })).plan.actions;
    expect(only?.collateral.map(({ id }) => id)).toEqual(["G1", "G2"]);
  });

  it("of leaving a group for the app role it carries does not count the group itself", () => {
    const heldBy = { a: [roleOf("erp", "A")], b: [packageNamed("P0")] };
    const tenant = tenantWith(["P0", "G0"]).app("erp", "A").appRole("erp", "A", "G0");
    const { plan } = planned(tenant, packOf(heldBy, { id: "R1", duties: ["a", "b"], revoke: "a" }));
    expect(plan.actions[0]).toMatchObject({ kind: "removeGroupMember", collateral: [] });
  });
});
