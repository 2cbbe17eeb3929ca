import { describe, expect, it } from "vitest";
import { unreadyOrganization } from "../../../rules/external/unready-organization.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking, organization, peopleOf } from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const all = { allowedTargetScope: "allConfiguredConnectedOrganizationUsers", ...asking() };
const anyone = { ...all, allowedTargetScope: "AllExternalUsers" };
const some = (...ids: readonly string[]) => ({
  ...all,
  allowedTargetScope: "specificConnectedOrganizationUsers",
  specificAllowedTargets: ids.map(peopleOf),
});
const sponsor = (tenant: TenantBuilder, connectedOrganizationId: string) =>
  tenant.row("internalSponsors", {
    connectedOrganizationId,
    sponsorId: "ann",
    sponsorType: "user",
    sponsorName: "ann",
  });
const bank = (state = "configured") => organization(aTenant().accessPackage("P"), "O", state);

describe("unready-organization", () => {
  it("finds an organization that nobody sponsors and a policy lets in", () => {
    const tenant = sponsor(organization(bank(), "fine"), "fine")
      .policy("partners", "P", all)
      .policy("more", "P", anyone);
    const run = runRule(unreadyOrganization, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "connectedOrganization", id: "O", name: "O Ltd" },
      message:
        'Organization "O Ltd" is sponsored by nobody inside, and Policy "partners" of "P" is for its people, as are 1 more',
      evidence: ["connectedOrganizations/1#/value/0", "policies/1#/value/0", "policies/1#/value/1"],
    });
  });

  it.each([
    ["low", all],
    ["medium", anyone],
    ["medium", some("x", "O")],
  ])("finds a proposed one, %s where that is how it stands to the policy", (severity, settings) => {
    const run = runRule(unreadyOrganization, sponsor(bank("Proposed"), "O").policy("p", "P", settings));
    expect(run.findings).toMatchObject([
      { severity, message: 'Organization "O Ltd" is only proposed, and Policy "p" of "P" is for its people' },
    ]);
  });

  it("weighs a proposed one by the policy that lets it in at once", () => {
    const run = runRule(unreadyOrganization, bank("proposed").policy("p", "P", all).policy("q", "P", anyone));
    expect(run.findings).toMatchObject([
      {
        severity: "medium",
        message: expect.stringContaining("is only proposed and sponsored by nobody inside") as string,
      },
    ]);
  });

  it.each([
    ["sponsored and configured", sponsor(bank(), "O").policy("p", "P", all)],
    ["let in by no policy", bank().policy("p", "P", { ...all, allowedTargetScope: "allMemberUsers" })],
    ["not the one that is named", bank().policy("p", "P", some("x"))],
    [
      "let in by a policy under which nobody can ask",
      bank().policy("p", "P", { ...all, ...asking({ enableTargetsToSelfAddAccess: false }) }),
    ],
  ])("is satisfied where an organization is %s", (_, tenant) => {
    expect(runRule(unreadyOrganization, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each([
    ["what state it is in", sponsor(bank("new"), "O").policy("p", "P", all)],
    ["for whom a policy is", bank().policy("p", "P", { ...all, allowedTargetScope: "martians" })],
    ["whom a policy names", bank().policy("p", "P", { ...some(), specificAllowedTargets: null })],
    ["who may ask", bank().policy("p", "P", { ...all, requestorSettings: null })],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(unreadyOrganization, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe('organization "O Ltd": whether it is configured, or a policy lets it in, is not told');
  });

  it("finds one without sponsors whatever its state", () => {
    const run = runRule(unreadyOrganization, bank("new").policy("p", "P", all));
    expect(run.findings).toMatchObject([
      { severity: "medium", message: expect.stringContaining("is sponsored by nobody") as string },
    ]);
  });

  it("accuses nobody where sponsors were read in part; what a part of the policies shows stands", () => {
    const tenant = () => sponsor(organization(bank(), "fine"), "fine").policy("p", "P", all);
    for (const section of ["internalSponsors", "connectedOrganizations"] as const)
      expect(runRule(unreadyOrganization, tenant().partial(section)).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(unreadyOrganization, tenant().partial("policies")))).toEqual(["O"]);
    for (const section of ["policies", "connectedOrganizations", "internalSponsors"] as const)
      expect(runRule(unreadyOrganization, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
  });
});
