import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carriedOut } from "../builders/carried-out.ts";
import { aPack, groupNamed } from "../builders/pack.ts";
import { type Draft, drafts, people, randomPack, tenantOf } from "../builders/random-tenant.ts";
import { recountedPersons } from "../builders/recount.ts";
import { aTenant } from "../builders/tenant.ts";
import { actionsOf, planned } from "./planned.ts";

const pay = (revoke: string) => aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, { revoke });

const bank = () =>
  aTenant().user("a", { employeeId: "E1" }).user("b", { employeeId: "E1" }).user("c").groups("I", "A").syncedGroup("S");

describe("a plan for somebody with two accounts", () => {
  it.each([
    ["raise", "removeGroupMember a I"],
    ["approve", "removeGroupMember b A"],
  ])("takes %s from the account that holds it", (revoke, action) => {
    const done = planned(bank().members("I", "a").members("A", "b"), pay(revoke));
    expect(actionsOf(done)).toEqual([action]);
    expect(done.plan.simulation).toMatchObject({ before: { total: 1 }, after: { total: 0 } });
    expect(done.plan.actions[0]?.ends).toEqual(
      done.judgement.assessment.findings.filter(({ code }) => code === "SOD-008").map(({ id }) => id),
    );
  });

  it("takes the side of a dual holder from the other account, too, that they may not meet again", () => {
    const done = planned(bank().members("I", "a", "b").members("A", "a"), pay("raise"));
    expect(actionsOf(done).toSorted()).toEqual(["removeGroupMember a I", "removeGroupMember b I"]);
    expect(done.plan.simulation.after.total).toBe(0);
  });

  it("does nothing about who is possibly one person only", () => {
    const tenant = aTenant().users("ann", "adm-ann").groups("I", "A").members("I", "ann").members("A", "adm-ann");
    const { plan, judgement } = planned(tenant, pay("raise"));
    expect(judgement.assessment.findings.some(({ person }) => person?.certainty === "possible")).toBe(true);
    expect(plan).toMatchObject({ actions: [], cannotFix: [], simulation: { before: { total: 0 } } });
  });

  it("says who can where the side cannot be taken", () => {
    const { plan } = planned(bank().members("S", "a").members("I", "S").members("A", "b"), pay("raise"));
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix).toMatchObject([{ whoCan: "the on-premises Active Directory administrators" }]);
  });

  it("keeps the duty staffed by accounts", () => {
    const pack = aPack(
      { raise: [groupNamed("I")], approve: [groupNamed("A")] },
      { revoke: "raise", minimumHolders: { raise: 1 } },
    );
    const { plan } = planned(bank().members("I", "a").members("A", "b"), pack);
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix[0]?.reason).toContain("fewer than the 1 holders");
  });
});

describe("whatever people hold by whichever accounts, a plan", () => {
  const owners = fc.tuple(...people.map(() => fc.constantFrom(null, "E1", "E2")));
  const undeclared = drafts.map((draft): Draft => ({ ...draft, declared: [] }));

  it("leaves nobody who is not excused, by a recount once its requests are carried out", () => {
    let ended = 0;
    fc.assert(
      fc.property(undeclared, owners, (draft, given) => {
        const accounts = Object.fromEntries(people.map((id, nth) => [id, { employeeId: given[nth] ?? null }]));
        const persons = Object.values(Object.groupBy(people, (id, nth) => given[nth] ?? id)).map((ids) => ids ?? []);
        const { plan, snapshot } = planned(tenantOf(draft, undefined, accounts), randomPack);

        const left = recountedPersons(carriedOut(snapshot, plan.actions), randomPack, persons);
        const excused = plan.cannotFix.map(({ conflict, principal }) => {
          const person = persons.find((ids) => ids.some((id) => id === principal?.id));
          return `${conflict} ${person?.join("+") ?? ""}`;
        });
        const held = Object.entries(left).flatMap(([conflict, whom]) => whom.map((ids) => `${conflict} ${ids}`));
        expect([...new Set(excused)].sort()).toEqual(held.toSorted());
        ended += plan.simulation.before.total - plan.simulation.after.total;
      }),
      { numRuns: 200 },
    );
    expect(ended).toBeGreaterThan(100);
  });
});
