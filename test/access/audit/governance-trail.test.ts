import { describe, expect, it } from "vitest";
import { defaultPersonSettings } from "../../../src/access/persons/settings.ts";
import { deedOf } from "../../../src/access/audit/activities.ts";
import { governanceTrailOf } from "../../../src/access/audit/governance-trail.ts";
import type { GovernanceTrail } from "../../../src/domain/governance-event.ts";
import {
  auditedTenant,
  byApplication,
  logged,
  month,
  onAssignment,
  onGroup,
  onPackage,
  onPolicy,
  onRequest,
  onUser,
  request,
} from "../../builders/audit.ts";
import { modelOf } from "../../builders/judging.ts";
import type { TenantBuilder } from "../../builders/tenant.ts";

const at = "2026-11-10T08:00:00Z";
const asks = "User requests access package assignment";
const approves = "Approve access package assignment request";
const assigns = "Administrator directly assigns user to access package";
const adds = "Add member to group";

const bank = () =>
  auditedTenant().users("ann", "bob", "eve").accessPackages("P", "Q").group("G").grants("P", { group: "G" });

function trailOf(tenant: TenantBuilder): GovernanceTrail {
  return governanceTrailOf(tenant.build(), modelOf(tenant));
}

describe("the deed of an activity", () => {
  it.each([
    ["Fulfill access package assignment", null, "fulfilled"],
    ["fulfill  access package assignment request ", null, "fulfilled"],
    ["Administrator directly assigns user to access package", null, "assignedDirectly"],
    ["Approval stage completed for access package assignment request", null, "approved"],
    ["Delete incompatible group", null, "withdrawn"],
    ["Create incompatible access package", "whatever", "declared"],
    ["Renamed by Microsoft", "UpdateEntitlementGrantPolicy", "policyUpdated"],
    ["Renamed by Microsoft", "CreateEntitlementGrantPolicy", "policyCreated"],
    ["Renamed by Microsoft", "createentitlementgrantuseraddrequest", "requested"],
    ["Renamed by Microsoft", "AutoApproveEntitlementGrantRequest", "autoApproved"],
    ["Deny access package assignment request", null, "other"],
    ["Renamed by Microsoft", "Update", null],
    ["Renamed by Microsoft", null, null],
  ])("%s by %s is %s", (activity, operation, deed) => {
    expect(deedOf(activity, operation)).toBe(deed);
  });
});

describe("the audit trail of governance", () => {
  it("names what an event is about, whatever the order of its targets", () => {
    const targets = [onRequest("r"), onPackage("P"), onUser("ann"), onPolicy("pol"), onAssignment("a")];
    for (const on of [targets, targets.toReversed()]) {
      const tenant = bank();
      logged(tenant, at, asks, "bob", {
        on,
        changes: [{ target: "pol", property: "Flag", oldValue: null, newValue: '"False"' }],
      });
      expect(trailOf(tenant).events).toMatchObject([
        {
          at: Date.parse(at),
          deed: "requested",
          actor: { kind: "user", id: "bob", name: "bob", userPrincipalName: "bob@bank.example", isOfMicrosoft: null },
          packages: [{ kind: "accessPackage", id: "P", name: "P" }],
          policy: { kind: "policy", id: "pol" },
          requestId: "r",
          assignmentId: "a",
          requestor: { id: "bob" },
          beneficiary: { id: "ann", type: "user" },
          changes: [{ property: "Flag", oldValue: null, newValue: "False" }],
          evidence: "auditEvents/1#/value/0",
        },
      ]);
    }
  });

  it("takes from the request and its assignment what the event does not name", () => {
    const tenant = bank().assign("ann", "P", { id: "a", policyId: "pol", policyName: "Staff" });
    request(tenant, "r", "eve", "P", { requestType: "onBehalfAdd", assignmentId: "a" });
    logged(tenant, at, approves, "bob", { on: [onRequest("r")] });
    expect(trailOf(tenant).events).toMatchObject([
      {
        packages: [{ id: "P" }],
        policy: { id: "pol", name: "Staff" },
        assignmentId: "a",
        requestor: { id: "eve" },
        beneficiary: { id: "ann" },
      },
    ]);
  });

  it.each([
    ["userAdd", "ann", "ann"],
    ["adminAdd", undefined, "ann"],
    ["systemAdd", undefined, "ann"],
    ["onBehalfAdd", "ann", undefined],
  ])("reads the requestor of a request by %s as who asked: %s, and who gets it: %s", (requestType, asked, gets) => {
    const tenant = bank();
    request(tenant, "r", "ann", "P", { requestType });
    logged(tenant, at, approves, "bob", { on: [onRequest("r")] });
    const [event] = trailOf(tenant).events;
    expect([event?.requestor?.id, event?.beneficiary?.id]).toEqual([asked, gets]);
  });

  it("finds the request by the steps that share its correlation id, unless those name several", () => {
    const tenant = bank();
    const step = (requestId: string, correlationId: string, when: string) =>
      logged(tenant, when, asks, "ann", { on: [onRequest(requestId)], correlationId });
    step("r", "c", "2026-11-10T08:00:00Z");
    step("r", "c", "2026-11-10T08:01:00Z");
    step("r1", "d", "2026-11-10T08:02:00Z");
    step("r2", "d", "2026-11-10T08:03:00Z");
    step("r1", "d", "2026-11-10T08:04:00Z");
    for (const [nth, correlationId] of ["c", "d", null].entries()) {
      logged(tenant, `2026-11-10T09:0${nth}:00Z`, approves, "bob", { on: [onPackage("P")], correlationId });
    }
    const approvals = trailOf(tenant).events.filter(({ deed }) => deed === "approved");
    expect(approvals.map(({ requestId, requestor }) => [requestId, requestor?.id])).toEqual([
      ["r", "ann"],
      [null, undefined],
      [null, undefined],
    ]);
  });

  it("takes nobody from an approval that names people, nor one of several from a request", () => {
    const tenant = bank();
    logged(tenant, at, approves, "bob", { on: [onPackage("P"), onUser("ann")] });
    logged(tenant, at, assigns, "bob", { on: [onPackage("P"), onUser("ann"), onUser("eve")] });
    logged(tenant, at, "Fulfill access package assignment", "bob", {
      on: [onPackage("P"), onUser("ann"), onUser("ann")],
    });
    expect(trailOf(tenant).events.map(({ deed, beneficiary }) => [deed, beneficiary?.id])).toEqual([
      ["assignedDirectly", undefined],
      ["approved", undefined],
      ["fulfilled", "ann"],
    ]);
  });

  it("names those who are gone as the log does", () => {
    const tenant = bank();
    logged(tenant, at, assigns, "bob", { on: [onPackage("P"), { ...onUser("gone"), displayName: "Gone Girl" }] });
    const named = { ...onUser("left"), displayName: null, userPrincipalName: "left@bank.example" };
    logged(tenant, "2026-11-11T08:00:00Z", assigns, "bob", { on: [onPackage("P"), named] });
    expect(trailOf(tenant).events.map(({ beneficiary }) => beneficiary)).toMatchObject([
      { id: "gone", type: "unknown", displayName: "Gone Girl", userPrincipalName: null, enabled: null },
      { id: "left", type: "unknown", displayName: "left@bank.example", userPrincipalName: "left@bank.example" },
    ]);
  });

  it("leaves out what failed, other categories and what rules do not ask about, but counts the moments of all of it", () => {
    const tenant = bank();
    for (const result of ["failure", "timeout", "Timeout"])
      logged(tenant, at, assigns, "bob", { on: [], result, id: result });
    logged(tenant, "2026-11-09T08:00:00Z", "Create access package", "bob", { on: [] });
    logged(tenant, at, assigns, "bob", { on: [], category: "UserManagement", id: "elsewhere" });
    const { events, moments, doubts } = trailOf(tenant);
    expect(events).toEqual([]);
    expect(moments).toEqual(["2026-11-09T08:00:00Z", at, at, at].map((moment) => Date.parse(moment)));
    expect(doubts).toEqual({ entitlement: [], additions: [] });
  });

  it("doubts where it meets an activity it does not know or a result that says nothing", () => {
    const tenant = bank();
    logged(tenant, at, "Conjure access", "bob", { on: [] });
    logged(tenant, at, assigns, "bob", { on: [], result: null });
    const { doubts, events } = trailOf(tenant);
    expect(events).toEqual([]);
    expect(doubts.entitlement).toEqual([
      'the audit log does not say whether "Administrator directly assigns user to access package" succeeded',
      'the audit log has "Conjure access", which sodscan does not know',
    ]);
    expect(doubts.additions).toEqual([]);
  });

  it.each([
    ["nothing was seen", null, ["is empty there"]],
    ["all was seen", month, []],
    ["the log begins three days late", { ...month, from: "2026-10-27T08:00:00.000Z" }, []],
    ["it begins later than that", { ...month, from: "2026-10-27T08:00:00.001Z" }, ["tells only 2026-10-27"]],
    ["the log ends three days early", { ...month, to: "2026-11-20T08:00:00.000Z" }, []],
    ["it ends earlier than that", { ...month, to: "2026-11-20T07:59:59.999Z" }, ["to 2026-11-20T07:59:59.999Z"]],
  ])("doubts its silence: %s", (_, seen, words) => {
    const { entitlement, additions } = trailOf(bank().audited({ asked: month, seen })).doubts;
    expect(entitlement).toEqual(words.map((word) => expect.stringContaining(word)));
    expect(additions).toEqual(entitlement);
  });

  it("tells Microsoft's applications from others, by service principal and by application id", () => {
    const tenant = bank().app("theirs").app("ours");
    const owned = (id: string, appOwnerOrganizationId: string | null) =>
      tenant.row("servicePrincipals", {
        id,
        appId: `${id}-app`,
        appOwnerOrganizationId,
        displayName: id,
        servicePrincipalType: "Application",
        accountEnabled: true,
        appRoles: [],
      });
    owned("pim", "F8CDEF31-a31e-4b4a-93e4-5f571e91255a");
    owned("own", "bank");
    owned("odd", null);
    for (const [nth, id] of ["pim", "pim-app", "own", "odd", "unheard"].entries()) {
      logged(tenant, `2026-11-10T08:0${nth}:00Z`, asks, "", { on: [], ...byApplication("MS-PIM", id) });
    }
    logged(tenant, "2026-11-10T09:00:00Z", asks, "own", { on: [] });
    expect(trailOf(tenant).events.map(({ actor }) => actor.isOfMicrosoft)).toEqual([
      true,
      true,
      false,
      null,
      null,
      null,
    ]);
  });

  it("names an actor by what the log has of them", () => {
    const tenant = bank();
    const nobody = { actorKind: "unknown", actorId: null, actorName: null, actorUserPrincipalName: null } as const;
    logged(tenant, at, asks, "", { on: [], ...nobody, id: "1" });
    logged(tenant, at, asks, "", { on: [], ...nobody, id: "2", actorId: "x" });
    logged(tenant, at, asks, "", { on: [], ...nobody, id: "3", actorId: "x", actorUserPrincipalName: "x@bank" });
    const names = trailOf(tenant).events.map(({ actor }) => actor.name);
    expect(names).toEqual(["somebody the log does not name", "x", "x@bank"]);
  });
});

describe("who was put into a group", () => {
  const add = (tenant: TenantBuilder, on: Parameters<typeof logged>[4]["on"], more = {}) =>
    logged(tenant, at, adds, "bob", { on, category: "GroupManagement", ...more });
  const objectId = (id: string) => ({
    changes: [{ target: "x", property: "Group.ObjectID", oldValue: null, newValue: `"${id}"` }],
  });

  it.each([
    ["the group last", [onUser("ann"), onGroup("G")], {}, "ann"],
    ["the group first", [onGroup("G"), onUser("ann")], {}, "ann"],
    ["the group as a property of the member", [onUser("ann")], objectId("G"), "ann"],
    ["a group as the member", [onGroup("H"), onGroup("G")], objectId("G"), "H"],
  ])("is read from %s", (_, on, more, member) => {
    const tenant = bank();
    add(tenant, on, more);
    expect(trailOf(tenant)).toMatchObject({
      events: [
        { deed: "memberAdded", groups: [{ kind: "group", id: "G" }], beneficiary: { id: member }, packages: [] },
      ],
      doubts: { additions: [] },
      moments: [],
    });
  });

  it("is left out for groups that no package grants, unless a declaration names them", () => {
    const tenant = bank().group("H");
    add(tenant, [onUser("ann"), onGroup("H")]);
    expect(trailOf(tenant).events).toEqual([]);
    logged(tenant, "2026-11-10T07:00:00Z", "Delete incompatible group", "bob", { on: [onPackage("P"), onGroup("H")] });
    expect(trailOf(tenant).events.map(({ deed }) => deed)).toEqual(["withdrawn", "memberAdded"]);
  });

  it.each([
    ["two groups, and nothing that tells which is the member", [onGroup("H"), onGroup("G")], {}],
    ["a result that says nothing", [onUser("ann"), onGroup("G")], { result: null }],
  ])("is doubted: %s", (_, on, more) => {
    const tenant = bank();
    add(tenant, on, more);
    const { events, doubts } = trailOf(tenant);
    expect(events).toEqual([]);
    expect(doubts.additions).toEqual([expect.stringContaining(`"Add member to group" of ${at} cannot be told`)]);
  });

  it("is none where adding failed", () => {
    const tenant = bank();
    add(tenant, [onUser("ann"), onGroup("G")], { result: "failure" });
    expect(trailOf(tenant)).toMatchObject({ events: [], doubts: { additions: [] } });
  });
});

describe("one person's accounts", () => {
  const employees = (...ids: readonly (string | null)[]) => {
    const tenant = auditedTenant();
    for (const [nth, employeeId] of ids.entries()) {
      tenant.user(`u${nth}`, { employeeId });
      logged(tenant, `2026-11-10T08:00:${10 + nth}Z`, asks, `u${nth}`, { on: [] });
    }
    return trailOf(tenant).isSamePerson;
  };

  it("share an employee id, whatever its case and blanks", () => {
    expect(employees("A1", " a1 ")("u0", "u1")).toBe(true);
    expect(employees("A1", "A2")("u0", "u1")).toBe(false);
    expect(employees(null, null)("u0", "u1")).toBe(false);
    expect(employees(null)("u0", "u0")).toBe(true);
  });

  it("are told by whatever tells persons", () => {
    const tenant = auditedTenant();
    for (const id of ["u0", "u1"]) tenant.user(id, { onPremisesSecurityIdentifier: "S-1-5-21-1" });
    expect(trailOf(tenant).isSamePerson("u0", "u1")).toBe(true);
  });

  it.each(["00000", "N/A", "na", "none", "-", "xxx", "", "unknown"])("are not told by the placeholder %j", (id) => {
    expect(employees(id, id)("u0", "u1")).toBe(false);
  });

  it("are at most as many as a person is said to have", () => {
    const { maxAccounts } = defaultPersonSettings;
    expect(employees(...Array.from({ length: maxAccounts }, () => "7"))("u0", "u1")).toBe(true);
    expect(employees(...Array.from({ length: maxAccounts + 1 }, () => "7"))("u0", "u1")).toBe(false);
  });
});
