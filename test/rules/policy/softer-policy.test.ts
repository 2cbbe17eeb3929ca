import { describe, expect, it } from "vitest";
import { softerPolicy } from "../../../rules/policy/softer-policy.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import {
  approvedBy,
  asking,
  catalog,
  membersOf,
  openTo,
  organization,
  peopleOf,
  someone,
  stage,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const strict = { ...asking(), ...approvedBy(stage([someone("boss")]), stage([someone("owner")])) };
const soft = { ...asking(), ...approvedBy(stage([someone("boss")])) };
const days = (count: number) => ({ expiration: { type: "afterDuration", duration: `P${count}D`, endDateTime: null } });
const scope = (allowedTargetScope: string) => ({ allowedTargetScope });

const bank = () =>
  organization(organization(catalog(aTenant(), "General"), "O"), "U")
    .users("ann", "ben", "boss", "owner")
    .user("guest", { userType: "Guest" })
    .groups("G", "H", "N")
    .accessPackages("P", "Q");
const pair = (ours: object, theirs: object, tenant: TenantBuilder = bank()) =>
  tenant.policy("soft", "P", { ...soft, ...ours }).policy("strict", "P", { ...strict, ...theirs });

describe("softer-policy", () => {
  it("finds a policy that people can pick instead of a stricter one", () => {
    const run = runRule(softerPolicy, pair({}, {}).policy("alone", "Q", soft));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "policy", id: "soft" },
      message: 'Policy "soft" of "P" can be picked by people such as ann instead of "strict", with fewer approvals',
      evidence: ["policies/1#/value/0", "policies/1#/value/1"],
    });
  });

  it("finds one whose access ends later, and each where both are laxer in their way", () => {
    expect(runRule(softerPolicy, pair({ ...strict, ...days(181) }, {})).findings).toMatchObject([
      { subject: { id: "soft" }, message: expect.stringContaining('"strict", with a later end') as string },
    ]);
    expect(runRule(softerPolicy, pair({ ...withoutApproval, ...days(400) }, {})).findings[0]?.message).toContain(
      "with fewer approvals and a later end",
    );
    expect(subjects(runRule(softerPolicy, pair(days(30), {})))).toEqual(["soft", "strict"]);
  });

  it("names every stricter one, in the order of their names", () => {
    const run = runRule(softerPolicy, pair({}, {}).policy("also", "P", strict));
    expect(run.findings[0]?.message).toContain('instead of "also" and "strict"');
  });

  const outside = { ...scope("specificConnectedOrganizationUsers") };
  it.each([
    ["one group", openTo(membersOf("G")), openTo(membersOf("G")), "ann"],
    ["a group and one of its members", openTo(membersOf("G")), openTo(someone("ann")), "ann"],
    ["two groups with a member of both", openTo(membersOf("G")), openTo(membersOf("H")), "ann"],
    ["all users", scope("AllDirectoryUsers"), scope("allDirectoryUsers"), "ann"],
  ])("sees that %s are for the same person", (_, ours, theirs, who) => {
    const run = runRule(softerPolicy, pair(ours, theirs, bank().members("G", "ann").members("H", "ann", "ben")));
    expect(run.findings).toMatchObject([
      { subject: { id: "soft" }, message: expect.stringContaining(`such as ${who}`) as string },
    ]);
  });

  it("sees that two policies are for one organization, or for all of them", () => {
    const named = { ...outside, specificAllowedTargets: [peopleOf("O")] };
    const run = runRule(softerPolicy, pair(named, named));
    expect(run.findings[0]?.message).toContain("by people of the same organizations instead");
    const all = pair(scope("allExternalUsers"), scope("allConfiguredConnectedOrganizationUsers"));
    expect(subjects(runRule(softerPolicy, all))).toEqual(["soft"]);
  });

  it.each([
    ["are equally strict", pair(strict, {})],
    ["are of different ranks", pair(scope("allMemberUsers"), scope("allDirectoryUsers"))],
    [
      "are for different people",
      pair(openTo(membersOf("G")), openTo(membersOf("H")), bank().members("G", "ann").members("H", "ben")),
    ],
    [
      "are for different organizations",
      pair(
        { ...outside, specificAllowedTargets: [peopleOf("O")] },
        { ...outside, specificAllowedTargets: [peopleOf("U")] },
      ),
    ],
    [
      "are for people inside and for others outside",
      pair(openTo(someone("ann")), { ...outside, specificAllowedTargets: [peopleOf("O")] }),
    ],
    [
      "are for staff and for an organization of all users without guests",
      pair(scope("allMemberUsers"), { ...outside, specificAllowedTargets: [peopleOf("O")] }),
    ],
  ])("is satisfied where two policies %s", (_, tenant) => {
    expect(runRule(softerPolicy, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it.each([
    ["a rule hands out", { isAutomatic: true }],
    ["nobody can ask by", asking({ enableTargetsToSelfAddAccess: false })],
  ])("leaves out what %s", (_, settings) => {
    expect(runRule(softerPolicy, pair(settings, {})).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    expect(runRule(softerPolicy, pair({}, settings)).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  const guests = { ...outside, specificAllowedTargets: [peopleOf("O")] };
  it.each([
    ["who may ask", pair({ requestorSettings: null }, {})],
    ["who may ask for the other", pair({}, { requestorSettings: null })],
    ["for whom one is", pair(scope("martians"), {})],
    [
      "of what rank applications are",
      pair(scope("allDirectoryServicePrincipals"), scope("allDirectoryServicePrincipals"), bank().app("bot")),
    ],
    ["who agrees", pair({ requestApprovalSettings: null }, {})],
    ["when access ends", pair({ ...strict, expiration: null }, {})],
    [
      "who is in a nested group",
      pair(openTo(membersOf("G")), openTo(someone("ann")), bank().members("N", "ann").members("G", "N")),
    ],
    [
      "whom a rule about attributes means",
      pair(openTo({ ...someone("x"), type: "attributeRuleMembers" }), openTo(someone("ann"))),
    ],
    ["to which organization a guest belongs", pair(openTo(someone("guest")), guests)],
    ["to which organization a guest belongs, seen from there", pair(guests, openTo(someone("guest")))],
    ["of what rank some organizations are beside all users", pair(scope("allDirectoryUsers"), guests)],
    ["of which package one is", pair({ accessPackageId: null }, {})],
    ["of which package the other is", pair({}, { accessPackageId: null })],
  ])("decides nothing where it is not told %s", (_, tenant) => {
    const { outcome } = runRule(softerPolicy, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 2, violations: 0 });
    expect(outcome.reason).toContain("Graph does not say whether somebody can pick it instead of a stricter one");
  });

  it("does not decide by one stricter policy where it is not told of another", () => {
    const byRule = { ...strict, ...openTo({ ...someone("x"), type: "attributeRuleMembers" }) };
    const tenant = pair(openTo(someone("ann")), openTo(someone("ben"))).policy("rule", "P", byRule);
    const { outcome } = runRule(softerPolicy, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 3, violations: 0 });
    expect(outcome.reason).toMatch(/^Policy "soft" of "P"/u);
  });

  it("is inconclusive where audiences were not read; what a part shows stands", () => {
    for (const section of ["policies", "users"] as const) {
      expect(runRule(softerPolicy, pair({}, {}).unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(softerPolicy, pair({}, {}).partial(section)))).toEqual(["soft"]);
    }
  });
});
