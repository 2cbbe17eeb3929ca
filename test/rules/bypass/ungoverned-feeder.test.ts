import { describe, expect, it } from "vitest";
import { ungovernedFeeder } from "../../../rules/bypass/ungoverned-feeder.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, roleOf } from "../../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pack = aPack({ a: [groupNamed("payers")], b: [roleOf("erp", "Approve"), packageNamed("Q")] });
const bank = () =>
  aTenant().users("ann").group("payers").app("erp", "Approve").accessPackage("Q").appRole("erp", "Approve", "ann");
const run = (tenant: TenantBuilder, allow: readonly string[] = [], packs = [pack]) =>
  runRule(ungovernedFeeder, tenant, packs, { allow });

describe("ungoverned-feeder", () => {
  it("finds groups nested in one that gives a duty, dynamic ones and those from on premises", () => {
    const tenant = bank()
      .group("west", { groupTypes: ["dynamicMembership"] })
      .syncedGroup("north")
      .dynamicGroup("all", "user.x")
      .members("payers", "west", "north")
      .members("north", "all");
    const { outcome, findings } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 3 });
    expect(findings.map(({ message }) => message)).toEqual([
      '"all" feeds "to a" and stands in "north", and has its members by the rule user.x',
      '"north" feeds "to a" and stands in "payers", and is synchronised from on premises',
      '"west" feeds "to a" and stands in "payers", and has its members by the rule that Graph did not give',
    ]);
    expect(findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "group", id: "all" },
      evidence: ["groups/1#/value/3"],
    });
  });

  it("finds groups that are assigned an app role, and not those nested in them, which get none", () => {
    const tenant = bank().syncedGroup("desk").group("below").members("desk", "below").appRole("erp", "Approve", "desk");
    const { outcome, findings } = run(tenant);
    expect(outcome).toMatchObject({ examined: 2, violations: 1 });
    expect(findings[0]?.message).toBe('"desk" feeds "to b" and is synchronised from on premises');
  });

  it("tells once of a group that feeds several duties", () => {
    const both = bank().group("desk").members("payers", "desk").appRole("erp", "Approve", "desk");
    expect(run(both).findings.map(({ message }) => message)).toEqual([
      '"desk" feeds "to a" and "to b" and stands in "payers"',
    ]);
  });

  it("is satisfied by groups with members of their own, and where nested ones do not count", () => {
    const team = bank()
      .group("team", { groupTypes: ["Unified"] })
      .appRole("erp", "Approve", "team");
    expect(run(team).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
    expect(run(bank().members("payers", "ann")).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const direct = aPack({ a: [groupNamed("payers", "direct")], b: [packageNamed("Q")] });
    expect(run(bank().group("n").members("payers", "n"), [], [direct]).outcome.outcome).toBe("satisfied");
  });

  it("leaves out what the configuration allows, and does not apply without groups", () => {
    const tenant = () => bank().group("n", { displayName: "Night" }).members("payers", "n");
    expect(run(tenant(), ["n"]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(run(tenant(), ["Night"]).outcome.outcome).toBe("satisfied");
    const packages = aPack({ a: [packageNamed("P")], b: [packageNamed("Q")] });
    expect(run(bank().accessPackage("P"), [], [packages]).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no group feeds a duty of a conflict",
    });
    const unbound = aPack({ a: [groupNamed("payers")], b: [] });
    expect(run(tenant(), [], [unbound]).outcome.outcome).toBe("not-applicable");
  });

  it("is inconclusive about groups whose members or kind were not read, and names that nothing has", () => {
    expect(run(bank().notAsked("groupMembers", "payers")).outcome).toMatchObject({
      outcome: "inconclusive",
      examined: 1,
    });
    const stranger = run(bank().appRole("erp", "Approve", "x").row("appRoleAssignments", unlisted));
    expect(stranger.outcome.outcome).toBe("inconclusive");
    expect(stranger.outcome.reason).toContain('"unlisted": what kind of group it is was not read');
    const odd = aPack({ a: [groupNamed("payers"), groupNamed("nothing")], b: [packageNamed("Q")] });
    expect(run(bank(), [], [odd]).outcome.outcome).toBe("inconclusive");
  });

  it("is inconclusive where sections were not read; what a part shows stands", () => {
    const tenant = () => bank().group("n").members("payers", "n");
    for (const section of ["groups", "groupMembers", "appRoleAssignments"] as const)
      expect(run(tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    expect(subjects(run(tenant().partial("groupMembers")))).toEqual(["n"]);
  });
});

const unlisted = {
  id: "unlisted",
  resourceId: "erp",
  appRoleId: "Approve",
  principalId: "unlisted",
  principalType: "Group",
  principalDisplayName: "unlisted",
  createdDateTime: null,
};
