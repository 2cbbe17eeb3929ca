import { describe, expect, it } from "vitest";
import { selfAssignableDuty } from "../../../rules/catalog/self-assignable-duty.ts";
import { runRule } from "../../builders/judging.ts";
import { delegate, eligibleMember, withRoles } from "../../builders/roles.ts";
import { aTenant } from "../../builders/tenant.ts";

/** P and Q, in catalogs C and D, are declared incompatible, which makes them sensitive; R in C is in no conflict. */
const bank = () =>
  withRoles(aTenant().users("ann", "bob").groups("G", "P members"))
    .accessPackage("P", { catalogId: "C" })
    .accessPackage("Q", { catalogId: "D" })
    .accessPackage("R", { catalogId: "C" })
    .declares("P", "Q")
    .grants("P", { group: "P members" });

describe("self-assignable-duty", () => {
  it.each(["owner", "packageManager", "assignmentManager"] as const)(
    "finds an %s who holds what they could give",
    (role) => {
      const run = runRule(selfAssignableDuty, delegate(bank(), "ann", role, "C").assign("ann", "P"));
      expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
      expect(run.findings[0]).toMatchObject({
        severity: "high",
        principal: { id: "ann" },
        subject: { kind: "accessPackage", id: "P" },
        message: `ann is ${role} over the catalog of "P" and holds that package`,
        evidence: ["assignments/1#/value/0", "entitlementRoleAssignments/1#/value/0"],
      });
    },
  );

  it("finds who has what the package gives without it, and names that", () => {
    const run = runRule(selfAssignableDuty, delegate(bank().members("P members", "ann"), "ann", "owner", "C"));
    expect(run.findings).toMatchObject([
      {
        principal: { id: "ann" },
        subject: { id: "P" },
        message: expect.stringContaining("holds P members, which comes with that package"),
      },
    ]);
    expect(run.findings[0]?.evidence).toContain("groupMembers/1#/value/0");
  });

  it("is one finding where a package is held in both ways", () => {
    const tenant = delegate(bank().members("P members", "ann").assign("ann", "P"), "ann", "owner", "C");
    const { findings } = runRule(selfAssignableDuty, tenant);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining("holds that package")]);
    expect(findings[0]?.evidence).toHaveLength(3);
  });

  it("counts a role over all catalogs for each", () => {
    const tenant = delegate(bank(), "ann", "owner", null).assign("ann", "P").assign("ann", "Q");
    expect(runRule(selfAssignableDuty, tenant).findings.map(({ subject }) => subject?.id)).toEqual(["P", "Q"]);
  });

  it("is milder on those who are only eligible, and takes the role that is active", () => {
    const tenant = () => eligibleMember(delegate(bank(), "G", "owner", "C", { principalType: "group" }), "ann", "G");
    expect(runRule(selfAssignableDuty, tenant().assign("ann", "P")).findings).toMatchObject([
      {
        arithmetic: "medium = high -1 (the role is eligible, not active)",
        message: expect.stringContaining('ann may become owner through "G"'),
      },
    ]);
    const both = delegate(tenant(), "ann", "packageManager", "C").assign("ann", "P");
    expect(runRule(selfAssignableDuty, both).findings).toMatchObject([
      { severity: "high", message: expect.stringContaining("ann is packageManager") },
    ]);
  });

  it.each([
    ["holds a package of another catalog", delegate(bank(), "ann", "owner", "C").assign("ann", "Q")],
    ["holds one that is not sensitive", delegate(bank(), "ann", "owner", "C").assign("ann", "R")],
    ["held it", delegate(bank(), "ann", "owner", "C").assign("ann", "P", { state: "expired" })],
    ["only reads", delegate(bank(), "ann", "reader", "C").assign("ann", "P")],
    ["is not the holder", delegate(bank(), "ann", "owner", "C").assign("bob", "P").members("P members", "bob")],
  ])("is satisfied where the delegate %s", (_, tenant) => {
    expect(runRule(selfAssignableDuty, tenant).outcome).toMatchObject({ outcome: "satisfied", violations: 0 });
  });

  it("decides nothing where it cannot be told whether the delegate holds it", () => {
    const unclear = delegate(bank(), "ann", "owner", "C").assign("ann", "P", { state: "pondering" });
    expect(runRule(selfAssignableDuty, unclear).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(runRule(selfAssignableDuty, unclear).outcome.reason).toContain('whether the assignment to "P" is active');
    const others = delegate(bank(), "ann", "owner", "C").assign("ann", "R", { state: "pondering" });
    expect(runRule(selfAssignableDuty, others).outcome.outcome).toBe("satisfied");
    const another = delegate(bank(), "ann", "owner", "C").assign("bob", "P", { state: "pondering" });
    expect(runRule(selfAssignableDuty, another).outcome.outcome).toBe("satisfied");
    const blind = bank().notAsked("groupMembers", "P members");
    expect(runRule(selfAssignableDuty, blind).outcome.outcome).toBe("satisfied");
    expect(runRule(selfAssignableDuty, delegate(blind, "ann", "owner", "C")).outcome.outcome).toBe("inconclusive");
    const scope = delegate(bank(), "ann", "owner", "C", { appScopeId: "/elsewhere" });
    expect(runRule(selfAssignableDuty, scope).outcome.outcome).toBe("inconclusive");
  });

  it.each(["entitlementRoleAssignments", "accessPackages", "assignments"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => delegate(bank(), "ann", "owner", "C").assign("ann", "P");
      expect(runRule(selfAssignableDuty, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(selfAssignableDuty, tenant().partial(section)).findings).toHaveLength(1);
      const clean = delegate(bank(), "ann", "owner", "C").assign("bob", "P").partial(section);
      expect(runRule(selfAssignableDuty, clean).outcome.outcome).toBe("inconclusive");
    },
  );
});
