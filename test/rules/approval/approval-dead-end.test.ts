import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvalDeadEnd } from "../../../rules/approval/approval-dead-end.ts";
import { runRule } from "../../builders/judging.ts";
import {
  approvedBy,
  catalog,
  kind,
  managed,
  managedBank,
  managerOf,
  membersOf,
  openTo,
  organization,
  someone,
  stage,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const policy = (tenant: TenantBuilder, ...stages: Parameters<typeof approvedBy>) =>
  tenant.policy("pol", "P", approvedBy(...stages));

const run = (tenant: TenantBuilder) => runRule(approvalDeadEnd, tenant);

const messageOf = (tenant: TenantBuilder) => run(tenant).findings[0]?.message;

describe("approval-dead-end", () => {
  it("counts people, whatever accounts they approve by", () => {
    const twice = (more: Parameters<TenantBuilder["user"]>[1]) =>
      run(policy(managedBank().user("eve", more).user("zoe", more), stage([someone("eve"), someone("zoe")])));
    expect(twice({ employeeId: "E1" }).findings[0]?.message).toContain("eve alone can approve stage 1");
    expect(twice({}).outcome.outcome).toBe("satisfied");
    const perhaps = twice({ displayName: "Eve Adams" });
    expect(perhaps.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(perhaps.outcome.reason).toContain("whether the approvers are one person by several accounts");
  });

  it("finds stages that nobody can approve", () => {
    const { outcome, findings } = run(
      policy(managedBank(), stage([someone("ann"), someone("bob")]), stage([membersOf("G")])),
    );
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1 });
    expect(findings[0]).toMatchObject({
      subject: { kind: "policy", id: "pol" },
      arithmetic: "medium",
      principal: null,
      evidence: ["policies/1#/value/0"],
    });
    expect(findings[0]?.message).toBe('Policy "pol" of "P": nobody can approve stage 2');
  });

  it("is milder about a stage that one person alone can approve, be it that another is disabled", () => {
    const tenant = managedBank().user("gone", { accountEnabled: false });
    const { findings } = run(policy(tenant, stage([someone("ann"), someone("gone")])));
    expect(findings[0]?.message).toContain("ann alone can approve stage 1, and never their own request");
    expect(findings[0]?.arithmetic).toBe("low = medium -1 (requests of others than the one approver can be approved)");
  });

  it("tells of each stage, and is as bad as the worst", () => {
    const { findings } = run(policy(managedBank(), stage([someone("ann")]), stage([membersOf("G")])));
    expect(findings[0]?.message).toBe(
      'Policy "pol" of "P": ann alone can approve stage 1, and never their own request; nobody can approve stage 2',
    );
    expect(findings[0]?.arithmetic).toBe("medium");
  });

  it("is satisfied with two approvers, with an alternate one, and does not count policies without approval", () => {
    const tenant = policy(managedBank(), stage([someone("ann"), someone("bob")])).policy("free", "P", withoutApproval);
    tenant.policy(
      "alternate",
      "P",
      approvedBy(stage([someone("ann")], { isEscalationEnabled: true, escalationApprovers: [someone("bob")] })),
    );
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("does not apply where nobody has to approve", () => {
    for (const none of [managedBank(), managedBank().policy("free", "P", withoutApproval)]) {
      const { outcome } = run(none);
      expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks anybody to approve" });
    }
  });

  it("counts those without a manager where nobody stands in, and not where somebody does", () => {
    expect(messageOf(policy(managedBank(), stage([managerOf()])))).toContain(
      "nobody can approve stage 1 for 1 requestors such as boss",
    );
    expect(messageOf(policy(managedBank(), stage([managerOf(2)])))).toContain(
      "for 3 requestors such as ann, bob, boss",
    );
    const withFallback = (id: string) =>
      policy(managedBank(), stage([managerOf()], { fallbackPrimaryApprovers: [someone(id)] }));
    expect(run(withFallback("ann")).outcome.outcome).toBe("satisfied");
    expect(messageOf(withFallback("boss"))).toContain("1 requestors such as boss");
  });

  it("counts those whose manager is disabled, and only those who may ask", () => {
    const tenant = () =>
      managed(aTenant().users("ann", "bob").user("gone", { accountEnabled: false }).accessPackage("P"), {
        ann: "gone",
        bob: "ann",
        gone: null,
      });
    expect(messageOf(policy(tenant(), stage([managerOf()])))).toContain("for 1 requestors such as ann");
    const only = { ...approvedBy(stage([managerOf()])), ...openTo(someone("bob")) };
    expect(run(tenant().policy("pol", "P", only)).outcome.outcome).toBe("satisfied");
  });

  it("names the organizations that have no sponsor, and members, who can have none", () => {
    const tenant = catalog(organization(organization(managedBank(), "north"), "south"), "General");
    tenant.row("internalSponsors", {
      connectedOrganizationId: "north",
      sponsorId: "ann",
      sponsorType: "user",
      sponsorName: "ann",
    });
    const settings = approvedBy(stage([kind("internalSponsors")]));
    tenant.policy("world", "P", { ...settings, allowedTargetScope: "allExternalUsers" });
    expect(messageOf(tenant)).toContain("stage 1 for people of south Ltd and anybody from outside");
    expect(messageOf(policy(managedBank(), stage([kind("internalSponsors")])))).toContain(
      "for 3 requestors such as ann",
    );
  });

  it.each([
    ["a group whose members were not read", managedBank().notAsked("groupMembers", "G")],
    ["a group that others are nested in", managedBank().group("H").members("G", "H").members("H", "ann", "bob")],
  ])("is inconclusive about %s", (_, tenant) => {
    expect(run(policy(tenant, stage([membersOf("G")]))).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
      reason: expect.stringMatching(/^policy "pol": (?:the members of "G"|whether members of nested groups) /u),
    });
    const standIn = stage([managerOf()], { fallbackPrimaryApprovers: [membersOf("G")] });
    expect(run(policy(tenant, standIn)).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("is inconclusive where Graph did not say who approves", () => {
    const silent = managedBank().policy("pol", "P", { requestApprovalSettings: null });
    expect(run(silent).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "pol": Graph did not say who has to approve',
    });
  });

  it.each(["unread", "partial"] as const)("accuses nobody by managers or members that were %s", (how) => {
    for (const section of ["managers", "groupMembers", "users", "policies"] as const) {
      const tenant = policy(managedBank().members("G", "ann"), stage([managerOf()]), stage([membersOf("G")]))[how](
        section,
      );
      expect(run(tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    }
  });

  it("counts exactly those for whom no one else is left", () => {
    const people = ["p0", "p1", "p2", "p3"];
    const bosses = fc.tuple(...people.map((_, nth) => fc.constantFrom(null, ...people.slice(nth + 1))));
    fc.assert(
      fc.property(bosses, fc.uniqueArray(fc.constantFrom(...people), { maxLength: 2 }), (drawn, standIns) => {
        const managers = Object.fromEntries(people.map((id, nth) => [id, drawn[nth] ?? null]));
        const tenant = managed(
          aTenant()
            .users(...people)
            .accessPackage("P"),
          managers,
        );
        const only = stage([managerOf()], { fallbackPrimaryApprovers: standIns.map(someone) });
        const stuck = people.filter((id) => managers[id] === null && standIns.every((other) => other === id));
        const message = messageOf(policy(tenant, only)) ?? "for 0 requestors";
        expect(message).toContain(`for ${stuck.length} requestors`);
      }),
      { numRuns: 100 },
    );
  });
});
