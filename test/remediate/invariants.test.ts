import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pack } from "../../src/conflicts/packs.ts";
import { carriedOut } from "../builders/carried-out.ts";
import { type Draft, drafts, people, randomPack, tenantOf } from "../builders/random-tenant.ts";
import { holdsDuty, recounted } from "../builders/recount.ts";
import { type Planned, planned } from "./planned.ts";

/** Random tenants that declare nothing, so that the pack's conflicts are all there are. */
const undeclared = drafts.map((draft): Draft => ({ ...draft, declared: [] }));

/** The pack with sides to revoke and holders to keep. */
const packs: fc.Arbitrary<Pack> = fc
  .record({
    revokeOfAB: fc.constantFrom(null, "a", "b"),
    revokeOfBC: fc.constantFrom(null, "b", "c"),
    keepA: fc.nat(3),
    keepB: fc.nat(3),
  })
  .map(({ revokeOfAB, revokeOfBC, keepA, keepB }) => {
    const conflicts = randomPack.conflicts.map((conflict) => {
      if (conflict.id === "AB") return { ...conflict, revoke: revokeOfAB, minimumHolders: { a: keepA, b: keepB } };
      return conflict.id === "BC" ? { ...conflict, revoke: revokeOfBC } : conflict;
    });
    return { ...randomPack, conflicts };
  });

function whatever(check: (done: Planned, pack: Pack, draft: Draft) => void): void {
  fc.assert(
    fc.property(undeclared, packs, (draft, pack) => check(planned(tenantOf(draft), pack), pack, draft)),
    { numRuns: 200 },
  );
}

/** How many hold too much of each conflict, as a plan counts. */
function countOf(holders: Record<string, readonly string[]>): { total: number; byConflict: Record<string, number> } {
  const byConflict = Object.fromEntries(Object.entries(holders).map(([id, held]) => [id, held.length]));
  return { total: Object.values(byConflict).reduce((sum, count) => sum + count, 0), byConflict };
}

describe("whatever the tenant, a plan", () => {
  it("leaves what a recount finds once its requests are carried out, wave by wave", () => {
    whatever(({ plan, snapshot }, pack) => {
      const left = (upTo: number) =>
        countOf(
          recounted(
            carriedOut(
              snapshot,
              plan.actions.filter(({ wave }) => wave <= upTo),
            ),
            pack,
            people,
          ),
        );
      expect(plan.simulation.before).toEqual(left(0));
      expect(plan.simulation.perWave).toEqual([1, 2].map((wave) => ({ wave, violations: left(wave).total })));
      expect(plan.simulation.after).toEqual(left(2));
    });
  });

  it("ends each violation or says why not", () => {
    whatever(({ plan, snapshot }, pack) => {
      const left = recounted(carriedOut(snapshot, plan.actions), pack, people);
      const excused = plan.cannotFix.map(({ conflict, principal }) => `${conflict} ${principal?.id ?? ""}`);
      const held = Object.entries(left).flatMap(([conflict, holders]) => holders.map((id) => `${conflict} ${id}`));
      expect(excused.toSorted()).toEqual(held.toSorted());
      expect(plan.cannotFix.every(({ reason, whoCan }) => reason !== "" && whoCan !== "")).toBe(true);
      expect(plan.cannotFix.filter(({ reason }) => reason.includes("the simulation still finds"))).toEqual([]);
    });
  });

  it("takes from those who hold too much only, and adds nothing", () => {
    whatever(({ plan, snapshot, judgement }) => {
      const accused = new Set(judgement.assessment.findings.map(({ principal }) => principal?.id));
      const after = carriedOut(snapshot, plan.actions);
      for (const section of ["assignments", "groupMembers", "appRoleAssignments"] as const) {
        const kept = new Set([...after.rows(section)].map(({ evidence }) => evidence));
        const gone = [...snapshot.rows(section)].filter(({ evidence }) => !kept.has(evidence));
        expect(kept.size + gone.length).toBe([...snapshot.rows(section)].length);
        for (const row of gone) {
          const holder =
            "targetObjectId" in row ? row.targetObjectId : "memberId" in row ? row.memberId : row.principalId;
          expect(accused).toContain(holder);
        }
      }
    });
  });

  it("keeps every duty staffed, and counts right who is left", () => {
    whatever(({ plan, snapshot }, pack) => {
      const after = carriedOut(snapshot, plan.actions);
      for (const { duty, minimum, before, after: left } of plan.staffing) {
        expect(before).toBe(people.filter((person) => holdsDuty(snapshot, pack, duty, person)).length);
        expect(left).toBe(people.filter((person) => holdsDuty(after, pack, duty, person)).length);
        expect(left).toBeGreaterThanOrEqual(Math.min(minimum, before));
      }
    });
  });

  it("touches no group that a rule or the premises decide, and no automatic assignment", () => {
    whatever(({ plan }, _, { dynamic, synced, automatic }) => {
      for (const { kind, accessPoint } of plan.actions) {
        if (kind === "removeGroupMember") expect([...dynamic, ...synced]).not.toContain(accessPoint.id);
        if (kind === "removeAssignment") expect(automatic).not.toContain(accessPoint.id);
      }
    });
  });

  it("costs what its actions cost, each once, and no more than it says it must", () => {
    whatever(({ plan }) => {
      const { cost, lowerBound, actions, optimal } = plan.objective;
      expect(cost).toBe(plan.actions.reduce((total, { collateral }) => total + 1 + collateral.length, 0));
      expect(actions).toBe(new Set(plan.actions.map(({ request }) => JSON.stringify(request))).size);
      expect(lowerBound).toBeLessThanOrEqual(cost);
      if (optimal) expect(lowerBound).toBe(cost);
    });
  });

  it("has waves that hang together: every action after what it depends on", () => {
    whatever(({ plan: { actions } }) => {
      const waves = new Map(actions.map(({ id, wave }) => [id, wave]));
      expect(waves.size).toBe(actions.length);
      for (const { wave, dependsOn } of actions) {
        for (const id of dependsOn) expect(waves.get(id) ?? Number.NaN).toBeLessThan(wave);
      }
    });
  });

  it("is the same to the byte for the same tenant", () => {
    whatever(({ plan }, pack, draft) => {
      expect(JSON.stringify(planned(tenantOf(draft), pack).plan)).toBe(JSON.stringify(plan));
    });
  });
});
