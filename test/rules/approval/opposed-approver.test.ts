import { describe, expect, it } from "vitest";
import { opposedApprover } from "../../../rules/approval/opposed-approver.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed } from "../../builders/pack.ts";
import {
  approvedBy,
  managed,
  managerOf,
  membersOf,
  openTo,
  someone,
  stage,
  type SubjectSet,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pay = aPack({ raise: [packageNamed("P"), groupNamed("I")], approve: [packageNamed("Q")] });

const bank = () =>
  managed(aTenant().users("ann", "bob", "boss").groups("I", "N").accessPackages("P", "Q", "R"), {
    ann: "boss",
    bob: null,
    boss: null,
  });

const policy = (tenant: TenantBuilder, accessPackage: string, ...sets: SubjectSet[]) =>
  tenant.policy(`pol-${accessPackage}`, accessPackage, approvedBy(stage(sets)));

const run = (tenant: TenantBuilder, packs = [pay]) => runRule(opposedApprover, tenant, packs);

describe("opposed-approver", () => {
  it("finds an approver of one side who holds the other, by whatever way", () => {
    const { outcome, findings } = run(policy(bank().members("I", "ann"), "Q", someone("ann"), someone("bob")));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      principal: { id: "ann" },
      subject: { kind: "accessPackage", id: "Q" },
      conflict: "R1",
      arithmetic: "high",
      sides: [{ duty: "raise" }],
      evidence: ["groupMembers/1#/value/0", "policies/1#/value/0"],
    });
    expect(findings[0]?.message).toBe('ann approves requests for "Q" (policy "pol-Q") and holds to raise: conflict R1');
  });

  it("finds an approver who holds the other side by another account", () => {
    const tenant = bank().user("eve", { employeeId: "E1" }).user("zoe", { employeeId: "E1" }).assign("eve", "P");
    const { findings } = run(policy(tenant, "Q", someone("zoe")));
    expect(findings).toMatchObject([{ principal: { id: "zoe" }, sides: [{ duty: "raise" }] }]);
    expect(findings[0]?.sides?.[0]?.holdings[0]?.path[0]).toMatchObject({ kind: "user", id: "eve" });
    expect(findings[0]?.message).toContain("and holds by another account to raise");
  });

  it("does not conclude where only a name suggests that an approver holds the other side", () => {
    const named = { displayName: "Eve Adams" };
    const tenant = bank().user("eve", named).user("zoe", named).assign("eve", "P");
    const { outcome } = run(policy(tenant, "Q", someone("zoe")));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain('whether an approver is one person with a holder of "to raise"');
  });

  it("is satisfied where approvers hold nothing, the same side, or the other side no more", () => {
    const tenant = bank().assign("ann", "Q").assign("bob", "P", { state: "expired" });
    expect(run(policy(tenant, "Q", someone("ann"), someone("bob"))).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it("counts sides, not the duties of one side, and all that a way takes", () => {
    const sided = aPack(
      { raise: [packageNamed("P")], release: [packageNamed("R")], approve: [packageNamed("Q")] },
      {
        sides: [
          ["raise", "release"],
          ["approve", "check"],
        ],
      },
    );
    const tenant = () => policy(bank(), "R", someone("ann"));
    expect(run(tenant().assign("ann", "P"), [sided]).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    expect(accused(run(tenant().assign("ann", "Q"), [sided]))).toEqual(["ann"]);
    const both = aPack({ raise: [packageNamed("R")], approve: [allOf(packageNamed("Q"), groupNamed("I"))] });
    expect(run(tenant().assign("ann", "Q"), [both]).outcome.outcome).toBe("satisfied");
    expect(accused(run(tenant().assign("ann", "Q").members("I", "ann"), [both]))).toEqual(["ann"]);
  });

  it("asks whom the conflict applies to", () => {
    const guests = { ...pay, conflicts: pay.conflicts.map((one) => ({ ...one, when: { userType: ["guest"] } })) };
    const tenant = policy(bank().members("I", "ann"), "Q", someone("ann"));
    expect(run(tenant, [guests]).outcome.outcome).toBe("satisfied");
    expect(accused(run(tenant, [pay]))).toEqual(["ann"]);
  });

  it("follows a package to the group that grants the duty", () => {
    const tenant = bank().grants("R", { group: "I" }).assign("ann", "Q");
    expect(accused(run(policy(tenant, "R", someone("ann"))))).toEqual(["ann"]);
  });

  it("is milder about managers, and counts only those with somebody below who may ask", () => {
    const { findings } = run(policy(bank().members("I", "boss", "bob"), "Q", managerOf()));
    expect(findings.map(({ principal, arithmetic }) => [principal?.id, arithmetic])).toEqual([
      ["boss", "medium = high -1 (approves only what people below ask for)"],
    ]);
    const closed = { ...approvedBy(stage([managerOf()])), ...openTo(someone("bob")) };
    expect(run(bank().members("I", "boss").policy("pol", "Q", closed)).outcome.outcome).toBe("satisfied");
    const second = managed(aTenant().users("low", "mid", "top").groups("I", "N").accessPackages("P", "Q"), {
      low: "mid",
      mid: "top",
      top: null,
    });
    expect(accused(run(policy(second.members("I", "mid", "top"), "Q", managerOf(2))))).toEqual(["top"]);
  });

  it("names somebody once whom a declaration catches, too, and alone where no pack does", () => {
    const tenant = () => policy(bank().declares("P", "Q").assign("ann", "P"), "Q", someone("ann"));
    expect(run(tenant()).findings.map(({ conflict }) => conflict)).toEqual(["R1"]);
    expect(run(tenant(), []).findings.map(({ conflict }) => conflict)).toEqual(["declared/P/Q"]);
  });

  it("does not apply where nothing of a conflict can be asked for", () => {
    expect(run(policy(bank(), "R", someone("ann"))).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no package grants a duty of a conflict on request",
    });
    expect(run(policy(bank(), "Q", someone("ann")), []).outcome.outcome).toBe("not-applicable");
    const loose = aPack(
      { raise: [packageNamed("P")], approve: [packageNamed("Q")], pay: [packageNamed("R")] },
      { atMost: 2 },
    );
    expect(run(policy(bank().assign("ann", "P"), "Q", someone("ann")), [loose]).outcome.violations).toBe(0);
  });

  it("accuses nobody where no approval is asked", () => {
    const tenant = bank().members("I", "ann").policy("pol", "Q", withoutApproval);
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each([
    [
      "nested approvers",
      policy(bank().members("I", "ann").group("T").members("T", "N").members("N", "ann"), "Q", membersOf("T")),
    ],
    [
      "a group of approvers nobody read",
      policy(bank().members("I", "ann").notAsked("groupMembers", "N"), "Q", membersOf("N")),
    ],
    ["holders nobody read", policy(bank().notAsked("groupMembers", "I"), "Q", someone("ann"))],
    ["approval Graph did not tell", bank().members("I", "ann").policy("pol", "Q", { requestApprovalSettings: null })],
  ])("is inconclusive about %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it.each(["policies", "groupMembers", "assignments"] as const)("is inconclusive where %s were not read", (section) => {
    const tenant = policy(bank().members("I", "ann").assign("bob", "P"), "Q", someone("ann")).unread(section);
    expect(run(tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });
});
