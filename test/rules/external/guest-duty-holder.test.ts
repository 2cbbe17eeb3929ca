import { describe, expect, it } from "vitest";
import { guestDutyHolder } from "../../../rules/external/guest-duty-holder.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { packOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const duties = {
  raise: [{ group: { name: "G", membership: "transitive" as const } }],
  approve: [{ accessPackage: { name: "P" } }],
  release: [{ allOf: [{ accessPackage: { name: "P" } }, { accessPackage: { name: "Q" } }] }],
};
const packs = (severity: "critical" | "high" | "medium" = "high") => [
  packOf(duties, { id: "R1", duties: ["raise", "approve"], severity }),
];
const bank = () =>
  aTenant()
    .users("ann")
    .user("guest", { userType: "Guest" })
    .user("other", { userType: "guest" })
    .group("G")
    .accessPackages("P", "Q");

describe("guest-duty-holder", () => {
  it("finds a guest who holds a duty", () => {
    const tenant = bank().members("G", "guest", "ann").assign("ann", "P");
    const run = runRule(guestDutyHolder, tenant, packs());
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      exposure: "active",
      principal: { id: "guest", type: "guest" },
      subject: { kind: "group", id: "G" },
      message: 'guest is a guest and holds "G", which gives "to raise"',
      evidence: ["groupMembers/1#/value/0"],
    });
  });

  it("names a guest once for what they hold, whatever conflicts it stands in", () => {
    const tenant = bank().declares("P", "Q").assign("guest", "P");
    const run = runRule(guestDutyHolder, tenant, packs("critical"));
    expect(run.findings).toMatchObject([
      {
        subject: { kind: "accessPackage", id: "P" },
        message: 'guest is a guest and holds "P", which gives "P" and "to approve"',
      },
    ]);
    expect(run.outcome.violations).toBe(1);
  });

  it("takes all parts of a duty that has parts", () => {
    const parts = [packOf(duties, { id: "R1", duties: ["raise", "release"], severity: "high" })];
    expect(accused(runRule(guestDutyHolder, bank().assign("guest", "P"), parts))).toEqual([]);
    const both = bank().assign("guest", "P").assign("guest", "Q");
    const run = runRule(guestDutyHolder, both, parts);
    expect(subjects(run)).toEqual(["P", "Q"]);
    expect(run.outcome.examined).toBe(2);
  });

  it("is satisfied where members hold the duties, or guests what weighs less or is not held yet", () => {
    const members = bank().members("G", "ann");
    expect(runRule(guestDutyHolder, members, packs()).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const eligible = members.eligible("G", "guest").assign("other", "P", { state: "delivering" });
    expect(runRule(guestDutyHolder, eligible, packs()).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const lesser = runRule(guestDutyHolder, bank().members("G", "guest"), packs("medium"));
    expect(lesser.outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "nobody holds a duty of a conflict that is high or critical",
    });
  });

  it("leaves alone guests under contract", () => {
    const tenant = bank().members("G", "guest", "other");
    expect(accused(runRule(guestDutyHolder, tenant, packs(), { allow: ["GUEST@bank.example"] }))).toEqual(["other"]);
  });

  it("does not decide who may be a guest", () => {
    for (const tenant of [
      bank().members("G", "stranger"),
      bank().user("odd", { userType: "alien" }).members("G", "odd"),
    ]) {
      const { outcome } = runRule(guestDutyHolder, tenant, packs());
      expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
      expect(outcome.reason).toMatch(/^whether (?:stranger|odd), who holds such a duty, is a guest was not read$/u);
    }
  });

  it("says where a conflict was not judged whole, or not every one is known", () => {
    const tenant = () => bank().members("G", "guest");
    expect(runRule(guestDutyHolder, tenant().partial("groupMembers"), packs()).outcome.reason).toContain(
      "R1: groupMembers was not read to the end",
    );
    expect(accused(runRule(guestDutyHolder, tenant().partial("groupMembers"), packs()))).toEqual(["guest"]);
    expect(runRule(guestDutyHolder, bank().partial("groupMembers"), packs()).outcome.outcome).toBe("inconclusive");
    expect(runRule(guestDutyHolder, bank().unread("groupMembers"), packs()).outcome.outcome).toBe("inconclusive");
    expect(runRule(guestDutyHolder, tenant().unread("users"), packs()).outcome.outcome).toBe("inconclusive");
    expect(runRule(guestDutyHolder, bank().unread("incompatibleAccessPackages"), packs()).outcome.outcome).toBe(
      "inconclusive",
    );
  });
});
