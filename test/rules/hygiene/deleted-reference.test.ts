import { describe, expect, it } from "vitest";
import { deletedReference } from "../../../rules/hygiene/deleted-reference.ts";
import { aResource } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking } from "../../builders/policies.ts";
import { approving, aStage, subjectSet } from "../../builders/policy-settings.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () =>
  aTenant().group("G").app("erp", "Pay").accessPackage("P", { displayName: "Package P" }).accessPackage("Q");
const members = (id: string | null) => [subjectSet("groupMembers", id)];
const reviews = {
  isEnabled: true,
  expirationBehavior: null,
  isSelfReview: false,
  isRecommendationEnabled: null,
  isReviewerJustificationRequired: null,
  schedule: null,
  primaryReviewers: [],
  fallbackReviewers: [],
};
const stage = (more: Parameters<typeof aStage>[0]) => approving({ stages: [aStage(), aStage(more)] });

describe("deleted-reference", () => {
  it("finds a deleted group, when it was deleted and everything that names it", () => {
    const tenant = bank()
      .row("deletedGroups", { id: "old", displayName: "Old", mail: null, deletedDateTime: "2026-11-20T00:00:00Z" })
      .row("catalogResources", aResource("C", "AadGroup", "old"))
      .grants("P", { group: "old" })
      .declaresGroup("P", "old")
      .policy("staff", "P", { specificAllowedTargets: [...members("old"), ...members("G")] });
    const run = runRule(deletedReference, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "group", id: "old", name: "Old" },
      message:
        'Group "Old" was deleted on 2026-11-20 and can be restored, and is still named by catalog resource "old", what package "Package P" grants, the groups incompatible with package "Package P", the audience of Policy "staff" of "P"',
      evidence: [
        "catalogResources/1#/value/0",
        "deletedGroups/1#/value/0",
        "incompatibleGroups/1#/value/0",
        "policies/1#/value/0",
        "resourceRoleScopes/1#/value/0",
      ],
    });
  });

  it("finds what has left no trace, and applications", () => {
    const tenant = bank()
      .row("catalogResources", aResource("C", "aadAPPLICATION", "gone app"))
      .row("deletedGroups", { id: "undated", displayName: "Undated", mail: null, deletedDateTime: null })
      .declaresGroup("P", "gone group")
      .declaresGroup("Q", "undated");
    const run = runRule(deletedReference, tenant);
    expect(subjects(run)).toEqual(["gone app", "gone group", "undated"]);
    expect(run.findings.map(({ message }) => message)).toEqual([
      'Group "Undated" was deleted and can be restored, and is still named by the groups incompatible with package "Q"',
      'Application "gone app" is not in the directory, and is still named by catalog resource "gone app"',
      'Group "gone group" is not in the directory, and is still named by the groups incompatible with package "Package P"',
    ]);
    expect(run.findings.map(({ evidence }) => evidence.length)).toEqual([2, 1, 1]);
  });

  const places: readonly (readonly [string, (tenant: TenantBuilder) => TenantBuilder])[] = [
    ["the audience", (tenant) => tenant.policy("p", "P", { specificAllowedTargets: members("gone") })],
    ["the requestor", (tenant) => tenant.policy("p", "P", asking({ onBehalfRequestors: members("gone") }))],
    ["the approver", (tenant) => tenant.policy("p", "P", stage({ primaryApprovers: members("gone") }))],
    ["the approver", (tenant) => tenant.policy("p", "P", stage({ fallbackPrimaryApprovers: members("gone") }))],
    ["the approver", (tenant) => tenant.policy("p", "P", stage({ escalationApprovers: members("gone") }))],
    ["the approver", (tenant) => tenant.policy("p", "P", stage({ fallbackEscalationApprovers: members("gone") }))],
    [
      "the reviewer",
      (tenant) => tenant.policy("p", "P", { reviewSettings: { ...reviews, primaryReviewers: members("gone") } }),
    ],
    [
      "the reviewer",
      (tenant) => tenant.policy("p", "P", { reviewSettings: { ...reviews, fallbackReviewers: members("gone") } }),
    ],
  ];

  it.each(places)("finds %s of a policy that is gone (%#)", (as, policy) => {
    expect(runRule(deletedReference, policy(bank())).findings.map(({ message }) => message)).toEqual([
      `Group "gone" is not in the directory, and is still named by ${as} of Policy "p" of "P"`,
    ]);
  });

  it("knows an application in an audience, and leaves out people and rules", () => {
    const specificAllowedTargets = [
      subjectSet("SingleServicePrincipal", "gone app"),
      subjectSet("GROUPMEMBERS", "gone group"),
      subjectSet("singleUser", "gone user"),
      subjectSet("attributeRuleMembers", null, "rule"),
      subjectSet("groupMembers", null),
    ];
    const run = runRule(deletedReference, bank().policy("p", "P", { specificAllowedTargets }));
    expect(run.findings.map(({ subject }) => [subject?.kind, subject?.id])).toEqual([
      ["servicePrincipal", "gone app"],
      ["group", "gone group"],
    ]);
    expect(run.outcome.examined).toBe(2);
  });

  it("is satisfied by what is there, and by what is not asked for", () => {
    const tenant = bank()
      .row("catalogResources", aResource("C", "AadGroup", "G"))
      .row("catalogResources", aResource("C", "SharePointOnline", "https://gone"))
      .row("catalogResources", aResource("C", "CustomDataProvidedResource", "elsewhere"))
      .row("catalogResources", aResource("C", "unheardOf", "G"))
      .row("catalogResources", aResource("C", "AadGroup", "x", { originId: null }))
      .grants("P", { group: "G" }, { app: "erp", role: "Pay" }, { site: "https://gone", role: "Members" })
      .policy("p", "P");
    expect(runRule(deletedReference, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 3 });
  });

  it.each([null, "unheardOf"])("does not decide what is not there of %s", (system) => {
    const { outcome } = runRule(deletedReference, bank().row("catalogResources", aResource("C", system, "odd")));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("odd, which is neither a group nor an application");
  });

  it("names five places, and counts the rest", () => {
    const tenant = bank();
    for (const id of ["1", "2", "3", "4", "5"]) tenant.declaresGroup(id, "gone");
    expect(runRule(deletedReference, tenant).findings[0]?.message).toMatch(/package "5"$/u);
    for (const id of ["6", "7"]) tenant.declaresGroup(id, "gone");
    const message = runRule(deletedReference, tenant).findings[0]?.message;
    expect(message).toContain('package "5", 2 more');
    expect(message).not.toContain('package "6"');
  });

  it.each(["groups", "servicePrincipals"] as const)("calls nothing deleted where %s were not all read", (section) => {
    const tenant = () => bank().declaresGroup("P", "gone");
    expect(runRule(deletedReference, tenant().partial(section)).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
    expect(runRule(deletedReference, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
  });

  it.each(["policies", "deletedGroups", "catalogResources"] as const)(
    "is inconclusive where %s were not read",
    (section) => {
      const clean = () =>
        bank()
          .policy("p", "P")
          .row("catalogResources", aResource("C", "AadGroup", "G"))
          .row("deletedGroups", { id: "other", displayName: "Other", mail: null, deletedDateTime: null });
      expect(runRule(deletedReference, clean().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(deletedReference, clean().partial(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(deletedReference, clean().declaresGroup("P", "gone").partial(section)))).toEqual([
        "gone",
      ]);
    },
  );
});
