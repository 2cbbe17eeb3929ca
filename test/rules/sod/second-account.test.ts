import { describe, expect, it } from "vitest";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { secondAccount } from "../../../rules/sod/second-account.ts";
import { runRule } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, packOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const pay = aPack({ raise: [groupNamed("I"), packageNamed("P")], approve: [groupNamed("A")] });

const bank = () =>
  aTenant()
    .user("ann", { displayName: "Anna Holt", employeeId: "10423" })
    .user("adm-ann", { displayName: "Anna Holt (admin)", employeeId: "10423" })
    .user("bob", { employeeId: "10424" })
    .groups("I", "A", "in A")
    .members("A", "in A")
    .accessPackage("P");

describe("second-account", () => {
  it("finds who holds one side with each of two accounts, and says which account holds what", () => {
    const run = runRule(secondAccount, bank().members("I", "ann").assign("ann", "P").members("in A", "adm-ann"), [pay]);
    const [finding] = run.findings;

    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(finding).toMatchObject({
      principal: null,
      person: { id: "adm-ann", certainty: "certain", principals: [{ id: "adm-ann" }, { id: "ann" }] },
      conflict: "R1",
      severity: "critical",
      arithmetic: "critical",
      message:
        "Anna Holt (admin) (adm-ann@bank.example) and Anna Holt (ann@bank.example) are one person: same employeeId 10423. Together they hold to raise and to approve: conflict R1",
    });
    expect(
      finding?.sides?.map(({ duty, holdings }) => [duty, holdings.map(({ path }) => path.map(({ id }) => id))]),
    ).toEqual([
      [
        "raise",
        [
          ["ann", "I"],
          ["ann", "ann-P", "P"],
        ],
      ],
      ["approve", [["adm-ann", "in A", "A"]]],
    ]);
    expect(finding?.evidence).toEqual([
      "assignments/1#/value/0",
      "groupMembers/1#/value/0",
      "groupMembers/1#/value/1",
      "groupMembers/1#/value/2",
      "users/1#/value/0",
      "users/1#/value/1",
    ]);
  });

  it("is milder where one account has to activate its side", () => {
    const run = runRule(secondAccount, bank().members("I", "ann").eligible("A", "adm-ann"), [pay]);
    expect(run.findings[0]).toMatchObject({
      exposure: "eligible",
      arithmetic: "high = critical -1 (a side has to be activated first)",
    });
  });

  it("tells everything that makes one person of two accounts", () => {
    const known = { employeeId: "7", onPremisesImmutableId: "I7" };
    const tenant = bank().user("c1", known).user("c2", known).members("I", "c1").members("A", "c2");
    expect(runRule(secondAccount, tenant, [pay]).findings[0]?.message).toContain(
      "are one person: same employeeId 7; same on-premises immutable id I7. Together",
    );
  });

  it("leaves to another rule a conflict that demands several people", () => {
    const heldBy = { raise: [groupNamed("I")], approve: [groupNamed("A")] };
    const team = packOf(heldBy, { id: "R1", duties: ["raise", "approve"], people: 2 });
    const { outcome } = runRule(secondAccount, bank().members("I", "ann").members("A", "adm-ann"), [team]);
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no conflict is bound or declared" });
  });

  it("leaves to dual-holder whom one account alone makes one", () => {
    const tenant = () => bank().members("I", "ann").members("A", "ann", "adm-ann");
    expect(runRule(secondAccount, tenant(), [pay]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(runRule(dualHolder, tenant(), [pay]).outcome.violations).toBe(1);
  });

  it("is satisfied where the sides are of two people, or one side is of both accounts", () => {
    for (const tenant of [bank().members("I", "ann").members("A", "bob"), bank().members("I", "ann", "adm-ann")])
      expect(runRule(secondAccount, tenant, [pay]).outcome).toMatchObject({ outcome: "satisfied", violations: 0 });
  });

  it("is low where only a name suggests one person, and the message says so", () => {
    const tenant = bank().user("cleo").user("adm-cleo").members("I", "cleo").members("A", "adm-cleo");
    const [finding] = runRule(secondAccount, tenant, [pay]).findings;
    expect(finding).toMatchObject({ severity: "low", person: { id: "adm-cleo+cleo", certainty: "possible" } });
    expect(finding?.message).toContain("may be one person: the name is that of an administrator's account");
  });

  it("tells of a possible person nothing that is certain of a part", () => {
    const tenant = bank()
      .user("twin", { displayName: "Anna Holt" })
      .members("I", "ann")
      .members("A", "adm-ann", "twin");
    expect(runRule(secondAccount, tenant, [pay]).findings.map(({ person }) => person?.id)).toEqual(["adm-ann"]);
  });

  it("has the severity of the conflict", () => {
    const mild = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, { severity: "medium" });
    const run = runRule(secondAccount, bank().members("I", "ann").members("A", "adm-ann"), [mild]);
    expect(run.findings[0]?.severity).toBe("medium");
  });

  it("finds the same under the same id, and another person under another", () => {
    const tenant = () =>
      bank()
        .user("carl", { employeeId: "3" })
        .user("dan", { employeeId: "3" })
        .members("I", "ann", "carl")
        .members("A", "adm-ann", "dan");
    const ids = runRule(secondAccount, tenant(), [pay]).findings.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(runRule(secondAccount, tenant(), [pay]).findings.map(({ id }) => id)).toEqual(ids);
  });

  it("is not applicable where nobody is known to have two accounts, or nothing is bound", () => {
    const single = aTenant().users("ann", "bob").groups("I", "A").accessPackage("P").members("I", "ann");
    expect(runRule(secondAccount, single, [pay]).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "nobody is known to have two accounts",
    });
    const unbound = aPack({ raise: [], approve: [groupNamed("A")] });
    expect(runRule(secondAccount, bank(), [unbound]).outcome.outcome).toBe("not-applicable");
  });

  it("is inconclusive where users were not read, and dual-holder is not", () => {
    const tenant = () => bank().members("I", "ann").members("A", "bob").unread("users");
    const run = runRule(secondAccount, tenant(), [pay]);
    expect(run.outcome.outcome).toBe("inconclusive");
    expect(run.outcome.reason).toContain("second accounts could not all be looked for: users was denied");
    expect(run.outcome.reason).toContain("grant users.Read");
    expect(runRule(dualHolder, tenant(), [pay]).outcome.outcome).toBe("satisfied");
  });

  it("accuses nobody for certain by a part of users, and is inconclusive where that shows nobody", () => {
    const found = runRule(secondAccount, bank().members("I", "ann").members("A", "adm-ann").partial("users"), [pay]);
    expect(found.findings.map(({ severity }) => severity)).toEqual(["low"]);
    expect(found.outcome.reason).toContain("users was not read to the end");
    const nobody = runRule(secondAccount, bank().members("I", "ann").partial("users"), [pay]);
    expect(nobody.outcome.outcome).toBe("inconclusive");
  });

  it("stands by what it finds in a part of the holdings, and is inconclusive where that shows nobody", () => {
    const part = bank().members("I", "ann").members("A", "adm-ann").partial("groupMembers");
    expect(runRule(secondAccount, part, [pay]).outcome).toMatchObject({
      outcome: "violated",
      violations: 1,
      reason: expect.stringMatching(/^R1: (?:there may be more: )?groupMembers was not read/u),
    });
    const another = bank().members("I", "bob").members("A", "bob").partial("groupMembers");
    expect(runRule(secondAccount, another, [pay]).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    const silent = runRule(secondAccount, bank().members("I", "ann").partial("groupMembers"), [pay]);
    expect(silent.outcome.outcome).toBe("inconclusive");
    expect(silent.outcome.reason).toMatch(/^R1: groupMembers was not read/u);
  });

  it("is inconclusive where it matters whether a crowd is one person, and only there", () => {
    const crowd = () => {
      const tenant = bank();
      for (const id of ["c1", "c2", "c3", "c4", "c5"]) tenant.user(id, { employeeId: "4711" });
      return tenant.members("I", "c1");
    };
    expect(runRule(secondAccount, crowd(), [pay]).outcome.outcome).toBe("satisfied");
    const { outcome, findings } = runRule(secondAccount, crowd().members("A", "c2"), [pay]);
    expect(findings).toEqual([]);
    expect(outcome.outcome).toBe("inconclusive");
    expect(outcome.reason).toContain('R1: 5 accounts are linked by employeeId "4711"');
  });

  it("says over which declarations, too, a person is caught", () => {
    const both = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });
    const tenant = bank().accessPackage("Q").assign("ann", "P").assign("adm-ann", "Q").declares("P", "Q");
    const { findings } = runRule(secondAccount, tenant, [both]);
    expect(findings.map(({ conflict, alsoDeclared }) => [conflict, alsoDeclared])).toEqual([
      ["R1", ["declared/P/Q"]],
      ["declared/P/Q", undefined],
    ]);
  });
});
