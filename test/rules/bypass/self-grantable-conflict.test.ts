import { describe, expect, it } from "vitest";
import { selfGrantableConflict } from "../../../rules/bypass/self-grantable-conflict.ts";
import {
  application,
  catalogOwner,
  catalogReader,
  delegates,
  holdsRole,
  mayActivate,
  mayJoin,
  ownsApplication,
  roles,
  withGraph,
  withRoles,
} from "../../builders/administration.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed, packOf, roleOf } from "../../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

/** Ada raises payments by a package; approving takes a group, a package or a role, as each test says. */
const bank = () =>
  withRoles(aTenant())
    .users("ada", "bo")
    .groups("Approvers", "Nested")
    .members("Approvers", "Nested")
    .accessPackages("Raise", "Approve")
    .app("erp", "Approve")
    .assign("ada", "Raise");
const raise = [packageNamed("Raise")];
const byGroup = aPack({ raise, approve: [groupNamed("Approvers")] });
const byDirect = aPack({ raise, approve: [groupNamed("Approvers", "direct")] });
const byPackage = aPack({ raise, approve: [packageNamed("Approve")] });
const byRole = aPack({ raise, approve: [roleOf("erp", "Approve")] });
const run = (tenant: TenantBuilder, pack = byGroup) => runRule(selfGrantableConflict, tenant, [pack]);
const hopsOf = (tenant: TenantBuilder, pack = byGroup) =>
  run(tenant, pack).findings.map(({ message }) => /to approve \((?<hops>[^)]*)\)/u.exec(message)?.groups?.["hops"]);

describe("self-grantable-conflict", () => {
  it.each(["incompatibleAccessPackages", "incompatibleGroups"] as const)("does not conclude without %s", (section) => {
    const { outcome } = run(bank().owner("Approvers", "bo").unread(section));
    expect(outcome.outcome).toBe("inconclusive");
    expect(outcome.reason).toContain("not every declaration is known");
  });

  it("does not conclude where it cannot be told who holds the first side", () => {
    const { outcome } = run(bank().owner("Approvers", "bo").assign("bo", "Raise", { state: "unknownFutureValue" }));
    expect(outcome.outcome).toBe("inconclusive");
  });

  it("takes a holder of a role that may be a group that was not read for nobody", () => {
    const tenant = () => holdsRole(bank().assign("unlisted", "Raise", { targetType: null }), "unlisted", roles.groups);
    expect(accused(run(tenant()))).toEqual(["unlisted"]);
    expect(run(tenant().partial("groups")).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("is inconclusive where who is in a group with a role was not read", () => {
    const tenant = holdsRole(bank().group("Admins"), "Admins", roles.groups).notAsked("groupMembers", "Admins");
    expect(run(tenant).outcome.reason).toContain('the members of "Admins" were not read');
    const eligible = holdsRole(bank().groups("Admins", "Leads"), "Admins", roles.groups).notAsked(
      "groupMembers",
      "Leads",
    );
    expect(run(mayJoin(eligible, "Leads", "Admins")).outcome.reason).toContain('the members of "Leads" were not read');
  });

  it("counts the members of a group that may activate membership of a group with a role", () => {
    const tenant = holdsRole(bank().groups("Admins", "Leads").members("Leads", "ada"), "Admins", roles.groups);
    expect(hopsOf(mayJoin(tenant, "Leads", "Admins"))).toEqual([
      'member of "Leads" > member of "Admins" once activated > groups role',
    ]);
  });

  it("finds who holds one side and could give themselves the other", () => {
    const found = run(bank().owner("Approvers", "ada").owner("Approvers", "bo"));
    expect(found.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(found.findings[0]).toMatchObject({
      principal: { id: "ada" },
      conflict: "R1",
      severity: "high",
      exposure: "active",
      arithmetic: "high",
      evidence: ["assignments/1#/value/0", "groupOwners/1#/value/0"],
      message: 'ada holds to raise, and potentially to approve (owner of "Approvers"): conflict R1',
    });
    expect(found.findings[0]?.sides?.map(({ duty }) => duty)).toEqual(["raise"]);
  });

  it("counts what the person holds by another account", () => {
    const two = withRoles(aTenant())
      .user("ada", { employeeId: "E1" })
      .user("ada-adm", { employeeId: "E1" })
      .group("Approvers")
      .accessPackage("Raise")
      .assign("ada", "Raise")
      .owner("Approvers", "ada-adm");
    const { findings } = run(two);
    expect(findings).toMatchObject([{ principal: { id: "ada-adm" }, sides: [{ duty: "raise" }] }]);
    expect(findings[0]?.sides?.[0]?.holdings[0]?.path.map(({ id }) => id)).toEqual(["ada", "ada-Raise", "Raise"]);
  });

  it("counts sides, not the duties of one side, and all that a way takes", () => {
    const sided = aPack(
      { raise, release: [groupNamed("Approvers")], approve: [packageNamed("Approve")] },
      { sides: [["raise", "release"], ["approve"]] },
    );
    expect(run(bank().owner("Approvers", "ada"), sided).outcome.outcome).toBe("satisfied");
    const both = aPack({ raise, approve: [allOf(groupNamed("Approvers"), packageNamed("Approve"))] });
    expect(run(bank().owner("Approvers", "ada"), both).outcome.outcome).toBe("satisfied");
    expect(accused(run(bank().owner("Approvers", "ada").assign("ada", "Approve"), both))).toEqual(["ada"]);
  });

  it("asks whom the conflict applies to", () => {
    const guests = aPack({ raise, approve: [groupNamed("Approvers")] }, { when: { userType: ["guest"] } });
    expect(run(bank().owner("Approvers", "ada"), guests).outcome.outcome).toBe("satisfied");
  });

  it("does not decide for accounts of which it cannot be told whether the conflict applies to them", () => {
    const clerks = aPack({ raise, approve: [groupNamed("Approvers")] }, { when: { department: ["clerks"] } });
    const unlisted = bank().assign("eve", "Raise").owner("Approvers", "eve");
    const { outcome } = run(unlisted, clerks);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("R1: whether it applies to eve cannot be told");
    const holdsNothing = run(bank().owner("Approvers", "eve"), clerks);
    expect(holdsNothing.outcome.reason ?? "").not.toContain("applies to eve");
  });

  it("counts as held what is active or may be activated, and not what is only asked for", () => {
    const asked = bank().owner("Approvers", "ada").requests("ada", "Approve");
    const either = aPack({ raise, approve: [groupNamed("Approvers"), packageNamed("Approve")] });
    expect(accused(run(asked, either))).toEqual(["ada"]);
    const asksFirst = bank().owner("Approvers", "bo").requests("bo", "Raise");
    expect(run(asksFirst).outcome).toMatchObject({ outcome: "satisfied" });
  });

  it("does not conclude where a role that a package grants, or what somebody is eligible for, is unheard of", () => {
    const odd = bank().owner("Approvers", "bo").grants("Approve", { group: "Approvers" });
    const unheardOf = { roleOriginId: "Steward_Nested", roleName: "Steward", originSystem: "AadGroup" };
    const scope = { id: "odd", accessPackageId: "Raise", scopeOriginId: "Nested", scopeName: "Root", ...unheardOf };
    expect(run(odd.row("resourceRoleScopes", scope)).outcome.reason).toContain(
      'package "Raise": what the role "Steward" of "Nested" (AadGroup) is cannot be told',
    );
    const eligible = bank().owner("Approvers", "bo").eligible("Nested", "ada", { accessId: "steward" });
    expect(run(eligible).outcome.reason).toContain('as what somebody is eligible for "Nested" cannot be told');
  });

  it("is satisfied by administrators who hold no side, and leaves who holds both to another rule", () => {
    expect(run(bank().owner("Approvers", "bo")).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const both = bank().owner("Approvers", "ada").members("Approvers", "ada");
    expect(run(both).outcome.outcome).toBe("satisfied");
    expect(run(bank()).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "nobody administers what a conflict is about",
    });
  });

  it("calls nobody clean of conflicts that are not known or not judged", () => {
    const declared = bank().declares("Raise", "Approve").declares("Approve", "Raise").owner("Approvers", "bo");
    expect(runRule(selfGrantableConflict, declared.unread("incompatibleAccessPackages")).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("not every declaration is known") as string,
    });
    const unmatched = aPack({ raise, approve: [groupNamed("No such group")] });
    expect(run(bank().owner("Approvers", "bo"), unmatched).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("R1: pack.yaml:1:1") as string,
    });
    const violated = bank().members("Approvers", "ada").owner("Approvers", "bo").partial("groupMembers");
    expect(run(violated).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("R1: there may be more") as string,
    });
    expect(run(bank()).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "nobody administers what a conflict is about",
    });
  });

  it.each([
    ["Global Administrators, everything", roles.global, byPackage, ["global role"]],
    ["administrators of groups, groups", roles.groups, byGroup, ["groups role"]],
    ["administrators of groups, no packages", roles.groups, byPackage, []],
    ["administrators of governance, packages", roles.governance, byPackage, ["governance role"]],
    ["administrators of governance, no group that no package grants", roles.governance, byGroup, []],
    ["administrators of applications, app roles", roles.applications, byRole, ["applications role"]],
    ["administrators of applications, no groups", roles.applications, byGroup, []],
    ["administrators of Exchange, no security groups", roles.exchange, byGroup, []],
    ["readers, nothing", roles.reader, byGroup, []],
  ])("lets %s", (_what, role, pack, hops) => {
    expect(hopsOf(holdsRole(bank(), "ada", role), pack)).toEqual(hops);
  });

  it("lets administrators of Exchange give Microsoft 365 groups", () => {
    const tenant = bank()
      .group("Team", { groupTypes: ["unified"] })
      .members("Nested", "Team");
    expect(hopsOf(holdsRole(tenant, "ada", roles.exchange))).toEqual(["exchange role"]);
  });

  it("tells a role that has to be activated, within its term", () => {
    const [finding] = run(mayActivate(bank(), "ada", roles.groups)).findings;
    expect(finding).toMatchObject({ severity: "medium", exposure: "eligible" });
    expect(finding?.message).toContain("(groups role once activated)");
    expect(finding?.arithmetic).toContain("something has to be activated first");
    const at = "2026-11-23T09:00:00Z";
    expect(run(mayActivate(bank(), "ada", roles.groups, { endDateTime: at })).findings).toEqual([]);
    expect(
      run(mayActivate(bank(), "ada", roles.groups, { endDateTime: "2026-11-23T09:00:01Z" })).findings,
    ).toHaveLength(1);
    expect(run(mayActivate(bank(), "ada", roles.groups, { startDateTime: at })).findings).toHaveLength(1);
    expect(run(mayActivate(bank(), "ada", roles.groups, { startDateTime: "2026-11-23T09:00:01Z" })).findings).toEqual(
      [],
    );
  });

  it("prefers what is in force to what has to be activated, in one finding for a person and conflict", () => {
    const tenant = mayActivate(bank(), "ada", roles.groups).owner("Nested", "ada");
    const found = run(holdsRole(tenant, "ada", roles.global));
    expect(found.findings).toHaveLength(1);
    expect(found.findings[0]?.exposure).toBe("active");
  });

  it("counts owners of groups nested in the group, unless members must be direct", () => {
    expect(hopsOf(bank().owner("Nested", "ada"))).toEqual(['owner of "Nested"']);
    expect(hopsOf(bank().owner("Nested", "ada"), byDirect)).toEqual([]);
    expect(hopsOf(mayJoin(bank(), "ada", "Approvers", "owner"))).toEqual(['owner of "Approvers" once activated']);
  });

  it("knows groups whose members owners or administrators cannot choose", () => {
    const fresh = (name: string) =>
      withRoles(
        aTenant().dynamicGroup("Rule", "true").syncedGroup("Synced").group("Role", { isAssignableToRole: true }),
      )
        .user("ada")
        .accessPackage("Raise")
        .assign("ada", "Raise")
        .owner(name, "ada");
    for (const [name, byOwner, byAdministrator] of [
      ["Rule", 0, 1],
      ["Synced", 0, 0],
      ["Role", 1, 1],
    ] as const) {
      const pack = aPack({ raise, approve: [groupNamed(name)] });
      expect(hopsOf(fresh(name), pack), name).toHaveLength(byOwner);
      expect(hopsOf(holdsRole(fresh(name), "ada", roles.groups), pack), name).toHaveLength(
        name === "Role" ? 1 : byAdministrator,
      );
    }
    const role = withRoles(aTenant().group("Role", { isAssignableToRole: true }))
      .user("ada")
      .accessPackage("Raise");
    const administered = holdsRole(role.assign("ada", "Raise"), "ada", roles.groups);
    expect(hopsOf(administered, aPack({ raise, approve: [groupNamed("Role")] }))).toEqual([]);
  });

  it("reaches what packages grant by catalogs, and only as far as the delegation", () => {
    const granting = () => bank().grants("Approve", { group: "Approvers" });
    const hops = ['Delegate of "General"'];
    expect(hopsOf(delegates(granting(), "ada", catalogOwner, "/AccessPackageCatalog/General"))).toEqual(hops);
    expect(hopsOf(delegates(granting(), "ada", catalogOwner, "/AccessPackageCatalog/Other"))).toEqual([]);
    expect(hopsOf(delegates(bank(), "ada", catalogOwner, "/AccessPackageCatalog/General"))).toEqual([]);
    expect(hopsOf(delegates(bank(), "ada", catalogOwner, "/AccessPackageCatalog/General"), byPackage)).toEqual(hops);
    expect(hopsOf(delegates(bank(), "ada", catalogOwner, "/"), byPackage)).toEqual(["Delegate of all catalogs"]);
    expect(hopsOf(delegates(bank(), "ada", catalogReader, "/"), byPackage)).toEqual([]);
    const odd = run(delegates(bank(), "ada", catalogOwner, null), byPackage);
    expect(odd.outcome.reason).toContain('what "Delegate" of a scope that is not told reaches is not known');
  });

  it("reaches app roles by their application and by the groups that have them", () => {
    expect(hopsOf(ownsApplication(bank(), "erp", "ada"), byRole)).toEqual(['owner of application "erp"']);
    const assigned = () => bank().appRole("erp", "Approve", "Approvers");
    expect(hopsOf(assigned().owner("Approvers", "ada"), byRole)).toEqual(['owner of "Approvers"']);
    expect(hopsOf(assigned().owner("Nested", "ada"), byRole)).toEqual([]);
  });

  it("follows applications that somebody can speak for, and groups that somebody can join", () => {
    const robot = () =>
      application(withGraph(bank(), "Group.ReadWrite.All"), "robot").appRole("graph", "Group.ReadWrite.All", "robot");
    const granted = 'Group.ReadWrite.All of "robot"';
    expect(hopsOf(ownsApplication(robot(), "robot", "ada"))).toEqual([`owner of application "robot" > ${granted}`]);
    expect(hopsOf(holdsRole(robot(), "ada", roles.applications))).toEqual([`applications role > ${granted}`]);
    expect(
      hopsOf(ownsApplication(ownsApplication(application(robot(), "first"), "robot", "first"), "first", "ada")),
    ).toEqual([`owner of application "first" > owner of application "robot" > ${granted}`]);
    const admins = () => delegates(bank().group("Admins"), "Admins", catalogOwner, "/");
    expect(hopsOf(admins().members("Admins", "ada"), byPackage)).toEqual([
      'member of "Admins" > Delegate of all catalogs',
    ]);
    expect(hopsOf(admins().owner("Admins", "ada"), byPackage)).toEqual([
      'owner of "Admins" > Delegate of all catalogs',
    ]);
    expect(hopsOf(holdsRole(admins(), "ada", roles.groups), byPackage)).toEqual([
      "groups role > Delegate of all catalogs",
    ]);
    const [eligible] = run(mayJoin(admins(), "ada", "Admins"), byPackage).findings;
    expect(eligible).toMatchObject({ exposure: "eligible" });
    expect(eligible?.message).toContain('member of "Admins" once activated > Delegate of all catalogs');
  });

  it("accuses an application that holds a side like anybody else", () => {
    const tenant = application(withGraph(bank(), "Group.ReadWrite.All"), "robot").appRole(
      "graph",
      "Group.ReadWrite.All",
      "robot",
    );
    const pack = aPack({ raise: [roleOf("erp", "Approve")], approve: [groupNamed("Approvers")] });
    expect(accused(run(tenant.appRole("erp", "Approve", "robot"), pack))).toEqual(["robot"]);
  });

  it("asks for as many duties as make a conflict", () => {
    const duties = { raise, approve: [groupNamed("Approvers")], release: [groupNamed("Nested")] };
    const three = (atMost: number) => packOf(duties, { id: "R3", duties: Object.keys(duties), atMost });
    expect(run(bank().owner("Nested", "ada"), three(2)).findings[0]?.message).toContain(
      'potentially to approve (owner of "Nested") and to release (owner of "Nested")',
    );
    expect(run(bank().owner("Approvers", "ada"), three(2)).findings).toEqual([]);
    expect(run(bank().owner("Approvers", "ada"), three(1)).findings).toHaveLength(1);
  });

  it("reads roles of the tenant's own by what they allow, unless they are switched off", () => {
    const allowing = (isEnabled: boolean) =>
      holdsRole(
        withRoles(aTenant(), {
          isEnabled,
          rolePermissions: [{ allowedResourceActions: ["Microsoft.Directory/groups/members/update"] }],
        })
          .user("ada")
          .group("Approvers")
          .accessPackage("Raise")
          .assign("ada", "Raise"),
        "ada",
        "own",
      );
    expect(hopsOf(allowing(true))).toEqual(["own role"]);
    expect(hopsOf(allowing(false))).toEqual([]);
  });

  it("does not decide what it cannot know", () => {
    for (const [scope, told] of [
      ["/administrativeUnits/north", "/administrativeUnits/north"],
      [null, "a scope that is not told"],
    ] as const) {
      const { outcome } = run(holdsRole(bank(), "ada", roles.groups, scope));
      expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(outcome.reason).toContain(`what "groups role" reaches within ${told} is not read`);
    }
    expect(run(bank().notAsked("groupOwners", "Approvers")).outcome.reason).toContain(
      'the owners of "Approvers" were not read',
    );
    for (const section of ["groupOwners", "directoryRoleAssignments", "entitlementRoleAssignments"] as const)
      expect(run(bank().owner("Approvers", "ada").unread(section)).outcome.outcome).toBe("inconclusive");
    expect(accused(run(bank().owner("Approvers", "ada").partial("groupOwners")))).toEqual(["ada"]);
  });
});
