import { describe, expect, it } from "vitest";
import { movedHolder } from "../../../rules/lifecycle/moved-holder.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { catalog, membersOf, openTo, organization, peopleOf, someone } from "../../builders/policies.ts";
import { aTenant } from "../../builders/tenant.ts";

const forG = openTo(membersOf("G"));
const byP = { policyId: "p" };
const bank = () =>
  organization(catalog(aTenant(), "General"), "O")
    .users("ann", "moved")
    .user("guest", { userType: "Guest" })
    .user("off", { accountEnabled: false })
    .user("odd", { accountEnabled: null })
    .groups("G", "N")
    .app("bot")
    .members("G", "ann")
    .accessPackages("P", "Q");

describe("moved-holder", () => {
  it("finds somebody for whom no policy of the package is any more", () => {
    const tenant = bank()
      .policy("q", "P", openTo(someone("ann")))
      .policy("p", "P", forG)
      .policy("other", "Q");
    const run = runRule(movedHolder, tenant.assign("ann", "P", byP).assign("moved", "P", byP));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      principal: { id: "moved" },
      subject: { kind: "accessPackage", id: "P" },
      message:
        'moved holds "P", and no policy of it is for them: "p" (specificDirectoryUsers), "q" (specificDirectoryUsers)',
      evidence: ["assignments/1#/value/1", "policies/1#/value/0", "policies/1#/value/1"],
    });
  });

  it("finds a guest who holds what is for members, and a holder whose policy is gone", () => {
    expect(accused(runRule(movedHolder, bank().policy("p", "P").assign("guest", "P", byP)))).toEqual(["guest"]);
    expect(
      accused(runRule(movedHolder, bank().policy("p", "P", forG).assign("moved", "P", { policyId: "gone" }))),
    ).toEqual(["moved"]);
    expect(accused(runRule(movedHolder, bank().policy("p", "P", forG).assign("moved", "P")))).toEqual(["moved"]);
  });

  it.each([
    ["another policy is for them", bank().policy("p", "P", forG).policy("q", "P").assign("moved", "P", byP), 1],
    [
      "administrators assign",
      bank().policy("p", "P", { allowedTargetScope: "notSpecified" }).assign("moved", "P", byP),
      0,
    ],
    [
      "a rule assigns",
      bank()
        .policy("p", "P", { ...forG, isAutomatic: true })
        .assign("moved", "P", byP),
      0,
    ],
    ["the account is disabled", bank().policy("p", "P", forG).assign("off", "P", byP), 0],
    [
      "an application holds it",
      bank()
        .policy("p", "P", forG)
        .assign("bot", "P", { ...byP, targetType: "servicePrincipal" }),
      0,
    ],
    [
      "somebody without an account holds it",
      bank()
        .policy("p", "P", forG)
        .assign("new", "P", { ...byP, targetObjectId: null }),
      0,
    ],
    ["the package has no policy", bank().assign("moved", "P"), 0],
    [
      "the assignment is over",
      bank()
        .policy("p", "P", forG)
        .assign("moved", "P", { ...byP, state: "expired" }),
      0,
    ],
  ])("is satisfied where %s", (_, tenant, examined) => {
    expect(runRule(movedHolder, tenant).outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  const outside = { allowedTargetScope: "specificConnectedOrganizationUsers", specificAllowedTargets: [peopleOf("O")] };
  const rule = openTo({ ...someone("x"), type: "attributeRuleMembers" });
  it.each([
    [
      "for whom a policy is",
      bank().policy("p", "P", { allowedTargetScope: "martians" }).assign("moved", "P", byP),
      "moved",
    ],
    ["whom a rule means", bank().policy("p", "P", rule).assign("moved", "P", byP), "moved"],
    [
      "whether nested members count",
      bank().members("N", "moved").members("G", "N").policy("p", "P", forG).assign("moved", "P", byP),
      "moved",
    ],
    ["to which organization a guest belongs", bank().policy("p", "P", outside).assign("guest", "P", byP), "guest"],
    [
      "whether the assignment is active",
      bank()
        .policy("p", "P", forG)
        .assign("moved", "P", { ...byP, state: "new" }),
      "moved",
    ],
    ["whether the account is enabled", bank().policy("p", "P", forG).assign("odd", "P", byP), "odd"],
    [
      "whether the account is a guest",
      bank().user("alien", { userType: "alien" }).policy("p", "P", forG).assign("alien", "P", byP),
      "alien",
    ],
    ["who holds it", bank().policy("p", "P", forG).assign("stranger", "P", byP), "stranger"],
    [
      "whose another policy is",
      bank()
        .policy("p", "P", forG)
        .policy("q", "P", { ...forG, accessPackageId: null })
        .assign("moved", "P", byP),
      "moved",
    ],
    [
      "by which policy it is held, where administrators assign",
      bank().policy("p", "P", forG).policy("q", "P", { allowedTargetScope: "notSpecified" }).assign("moved", "P"),
      "moved",
    ],
    [
      "by which policy it is held, where a rule assigns",
      bank()
        .policy("p", "P", forG)
        .policy("q", "P", { ...openTo(someone("ann")), isAutomatic: true })
        .assign("moved", "P"),
      "moved",
    ],
  ])("decides nothing where it is not told %s", (_, tenant, who) => {
    const { outcome } = runRule(movedHolder, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe(`${who}: whether a policy of "P" is still for them cannot be told`);
  });

  it("leaves a guest undecided even where the catalog is closed to outsiders by now", () => {
    const closed = catalog(aTenant(), "General", { isExternallyVisible: false })
      .user("guest", { userType: "Guest" })
      .user("ann");
    const tenant = closed
      .accessPackage("P")
      .policy("p", "P", outside)
      .assign("guest", "P", byP)
      .assign("ann", "P", byP);
    const run = runRule(movedHolder, tenant);
    expect(accused(run)).toEqual(["ann"]);
    expect(run.outcome.reason).toContain("guest: whether a policy");
  });

  it("holds an automatic policy beside it against nobody", () => {
    const tenant = bank()
      .policy("p", "P", forG)
      .policy("q", "P", { ...openTo(someone("ann")), isAutomatic: true });
    expect(accused(runRule(movedHolder, tenant.assign("moved", "P", byP)))).toEqual(["moved"]);
  });

  it("accuses nobody where policies, groups or accounts were read in part", () => {
    const tenant = () => bank().policy("p", "P", forG).assign("moved", "P", byP);
    for (const section of ["policies", "groups", "groupMembers", "users", "catalogs"] as const)
      for (const gap of [tenant().partial(section), tenant().unread(section)])
        expect(runRule(movedHolder, gap).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(accused(runRule(movedHolder, tenant().partial("assignments")))).toEqual(["moved"]);
    expect(runRule(movedHolder, tenant().unread("assignments")).outcome.outcome).toBe("inconclusive");
  });
});
