import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const bank = contosoBank({ now });
const initiator = "Vendor Payment - Initiator";
const approver = "Vendor Payment - Approver";

function idOf(objects: readonly { readonly id: string; readonly displayName: string }[], name: string): string {
  const found = objects.filter(({ displayName }) => displayName === name);
  if (found.length !== 1) throw new Error(`${found.length} objects are called ${name}`);
  return found[0]?.id ?? "";
}

function directMembers({ groups }: Tenant, name: string): Set<string> {
  return new Set(groups.find(({ id }) => id === idOf(groups, name))?.members);
}

/** Every user below a group, found by asking again and again until nobody is new. */
function everybodyIn({ groups, users }: Tenant, name: string): Set<string> {
  let reached = new Set([idOf(groups, name)]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    reached = reached.union(new Set(groups.filter(({ id }) => reached.has(id)).flatMap(({ members }) => members)));
  }
  return reached.intersection(new Set(users.map(({ id }) => id)));
}

/** Everybody whose assignment is delivered, at least in part, and in its time; judged here by string comparison of dates. */
function holdersOf({ accessPackages, assignments }: Tenant, name: string): Set<string> {
  const at = now.toISOString();
  const held = assignments.filter(
    ({ accessPackageId, state, schedule }) =>
      accessPackageId === idOf(accessPackages, name) &&
      ["delivered", "Delivered", "partiallyDelivered"].includes(state) &&
      (schedule.startDateTime ?? "") <= at &&
      (schedule.expiration.endDateTime ?? "9999") > at,
  );
  return new Set(held.map(({ target }) => target.objectId ?? ""));
}

/** Users with the app role, themselves or as direct members of an assigned group. */
function roleHolders({ servicePrincipals, appRoleAssignments, groups, users }: Tenant, value: string): Set<string> {
  const roleId = servicePrincipals.flatMap(({ appRoles }) => appRoles).find((role) => role.value === value)?.id;
  const assigned = appRoleAssignments
    .filter(({ appRoleId }) => appRoleId === roleId)
    .map(({ principalId }) => principalId);
  const viaGroups = groups.filter(({ id }) => assigned.includes(id)).flatMap(({ members }) => members);
  return new Set([...assigned, ...viaGroups]).intersection(new Set(users.map(({ id }) => id)));
}

const initiators = everybodyIn(bank, "PAY-Initiators");
const approvers = everybodyIn(bank, "PAY-Approvers");
const theEleven = initiators.intersection(approvers);
const paid = { initiator: holdersOf(bank, initiator), approver: holdersOf(bank, approver) };

describe("the eleven", () => {
  it("are eleven: eight in both legacy groups themselves, three through a nested group each", () => {
    const direct = directMembers(bank, "PAY-Initiators");
    const nested = [...theEleven].filter((id) => !direct.has(id));
    const through = (name: string) => nested.filter((id) => everybodyIn(bank, name).has(id)).length;

    expect(theEleven.size).toBe(11);
    expect(theEleven.intersection(direct).size).toBe(8);
    expect(theEleven.difference(directMembers(bank, "PAY-Approvers")).size).toBe(0);
    expect(["PAY-Initiators-Branch-North", "DYN-Treasury-Staff", "Treasury Operations"].map(through)).toEqual([
      1, 1, 1,
    ]);
  });

  it("are the only ones who hold both sides by any way", () => {
    const raise = initiators.union(paid.initiator).union(roleHolders(bank, "Payment.Create"));
    const approve = approvers.union(paid.approver).union(roleHolders(bank, "Payment.Approve"));

    expect(raise.intersection(approve)).toEqual(theEleven);
  });

  it("hold both packages four times, one of them half delivered, and one package three times", () => {
    const both = theEleven.intersection(paid.initiator).intersection(paid.approver);
    const either = theEleven.intersection(paid.initiator.union(paid.approver));
    const inPart = bank.assignments.filter(
      ({ state, target }) => state === "partiallyDelivered" && both.has(target.objectId ?? ""),
    );

    expect({ both: both.size, exactlyOne: either.size - both.size }).toEqual({ both: 4, exactlyOne: 3 });
    expect(
      inPart.filter(({ accessPackageId }) => accessPackageId === idOf(bank.accessPackages, initiator)),
    ).toHaveLength(1);
    expect(paid.initiator.intersection(paid.approver)).toEqual(both);
  });

  it("sit in groups of the sizes and shapes that were told", () => {
    for (const name of ["PAY-Initiators", "PAY-Approvers"]) {
      expect(directMembers(bank, name).size).toBeGreaterThanOrEqual(20);
      expect(everybodyIn(bank, name).size).toBeLessThanOrEqual(40);
    }
    const id = (name: string) => idOf(bank.groups, name);
    const parentsOf = (name: string) => bank.groups.filter(({ members }) => members.includes(id(name)));
    expect(parentsOf("PAY-Initiators-Branch-North").map(({ displayName }) => displayName)).toEqual([
      "PAY-Initiators",
      "PAY-Initiators-Branch-Cover",
    ]);
    expect(directMembers(bank, "PAY-Initiators-Branch-North")).toContain(id("PAY-Initiators-Branch-Cover"));
    expect(parentsOf("Treasury Operations")).toHaveLength(2);
    expect(bank.appRoleAssignments.some(({ principalId }) => principalId === id("Treasury Operations"))).toBe(true);
    expect(bank.groups.find(({ displayName }) => displayName === "Treasury Operations")?.owners).toHaveLength(1);
    expect(bank.groups.find(({ displayName }) => displayName === "DYN-Treasury-Staff")).toMatchObject({
      groupTypes: ["DynamicMembership"],
    });
  });
});

describe("decoys", () => {
  const deniedSide = bank.assignments.filter(
    ({ accessPackageId, target }) =>
      accessPackageId === idOf(bank.accessPackages, initiator) &&
      paid.approver.has(target.objectId ?? "") &&
      !theEleven.has(target.objectId ?? ""),
  );

  it("are approvers with an initiator assignment that is expired, under way, not begun, or ended", () => {
    const windows = deniedSide.map(({ state, schedule: { startDateTime, expiration } }) => [
      state,
      (startDateTime ?? "") > now.toISOString() ? "later" : "begun",
      (expiration.endDateTime ?? "9999") < now.toISOString() ? "ended" : "open",
    ]);

    expect(windows).toEqual([
      ["expired", "begun", "ended"],
      ["delivering", "begun", "open"],
      ["delivered", "later", "open"],
      ["delivered", "begun", "ended"],
    ]);
  });

  it("are an approver nested below a group with the app role, and somebody with two accounts", () => {
    const below = everybodyIn(bank, "GL-Payment-Runners").difference(directMembers(bank, "GL-Payment-Runners"));
    const employeeIds = (holders: Set<string>) =>
      new Set(bank.users.filter(({ id }) => holders.has(id)).map(({ employeeId }) => employeeId));
    const outsideTheEleven = (holders: Set<string>) => employeeIds(holders.difference(theEleven));

    expect(below.intersection(paid.approver).size).toBe(1);
    expect(outsideTheEleven(paid.initiator).intersection(outsideTheEleven(paid.approver)).size).toBe(2);
  });
});

describe("the rest of the bank", () => {
  it("has several pages of everything, and no end of sorts", () => {
    expect(bank.users.length).toBeGreaterThan(380);
    expect(bank.groups.length).toBeGreaterThanOrEqual(60);
    expect(bank.accessPackages).toHaveLength(42);
    expect(bank.servicePrincipals).toHaveLength(24);
    expect(bank.assignments.length).toBeGreaterThan(1_450);
    expect(new Set(bank.assignments.map(({ state }) => state))).toEqual(
      new Set(["delivered", "Delivered", "delivering", "partiallyDelivered", "expired", "deliveryFailed"]),
    );
    expect(new Set(bank.policies.map(({ expiration }) => expiration.type)).size).toBe(3);
    expect(bank.policies.some(({ automaticRequestSettings }) => automaticRequestSettings !== null)).toBe(true);
    expect(bank.groups.filter(({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)).not.toEqual([]);
    expect(bank.groups.filter(({ isAssignableToRole }) => isAssignableToRole === true)).not.toEqual([]);
    expect(bank.groups.filter(({ groupTypes }) => groupTypes.includes("Unified"))).not.toEqual([]);
  });

  it("has one or two policies for each package, and three for the one that two people bent", () => {
    const counts = bank.accessPackages.map(({ id, displayName }) => ({
      displayName,
      count: bank.policies.filter(({ accessPackageId }) => accessPackageId === id).length,
    }));
    const others = counts.filter(({ count }) => count !== 1 && count !== 2);
    expect(others).toEqual([{ displayName: "Purchase Order - Approver", count: 3 }]);
  });

  it("puts whoever was given a package into its group, and some people into governed groups by hand", () => {
    const members = [
      ...directMembers(bank, "APP-VendorPay-Initiators"),
      ...directMembers(bank, "APP-VendorPay-Approvers"),
    ];
    const byHand = new Set(members).difference(paid.initiator.union(paid.approver));

    expect(paid.initiator.difference(directMembers(bank, "APP-VendorPay-Initiators")).size).toBe(0);
    expect(paid.approver.difference(directMembers(bank, "APP-VendorPay-Approvers")).size).toBe(0);
    expect(byHand.size).toBe(4);
  });

  it("declares one pair one way, one both ways without holders, and one both ways with two of them", () => {
    const declared = bank.accessPackages.flatMap(({ displayName, incompatibleAccessPackageIds }) =>
      incompatibleAccessPackageIds.map((id) => [
        displayName,
        bank.accessPackages.find((other) => other.id === id)?.displayName ?? "",
      ]),
    );
    const shared = (a: string, b: string) => holdersOf(bank, a).intersection(holdersOf(bank, b)).size;

    const oneWay = declared.filter(([from, to]) => !declared.some(([other, back]) => other === to && back === from));
    expect(oneWay).toEqual([[approver, initiator]]);
    expect(declared.length).toBeGreaterThanOrEqual(5);
    expect(shared("Trading - Front Office", "Trading - Settlement")).toBe(0);
    expect(shared("Vendor Master - Maintainer", "Purchase Order - Approver")).toBe(2);
  });

  it("has idle, unused and disabled accounts that hold packages", () => {
    const holders = new Set(bank.accessPackages.flatMap(({ displayName }) => [...holdersOf(bank, displayName)]));
    const holding = bank.users.filter(({ id }) => holders.has(id));
    const longAgo = new Date(now.getTime() - 120 * 86_400_000).toISOString();
    const lastUsed = (user: (typeof holding)[number]) => user.signInActivity?.lastSuccessfulSignInDateTime ?? null;

    expect(holding.some(({ accountEnabled }) => !accountEnabled)).toBe(true);
    expect(holding.some((user) => lastUsed(user) !== null && (lastUsed(user) ?? "") < longAgo)).toBe(true);
    expect(holding.some((user) => lastUsed(user) === null && user.createdDateTime < longAgo)).toBe(true);
    expect(bank.users.some((user) => lastUsed(user) === null && user.createdDateTime > longAgo)).toBe(true);
  });

  it("has auditors from outside for ninety days, and one who is not there yet", () => {
    const audit = bank.assignments.filter(
      ({ accessPackageId }) => accessPackageId === idOf(bank.accessPackages, "External Audit - Read Only"),
    );
    const guests = bank.users.filter(({ userType }) => userType === "Guest");

    expect(audit.map(({ schedule }) => schedule.expiration.duration)).toEqual(Array(8).fill("P90D"));
    expect(guests.map(({ userPrincipalName }) => userPrincipalName.includes("#EXT#"))).toEqual(Array(8).fill(true));
    expect(audit.filter(({ target }) => target.objectId === null)).toMatchObject([
      { state: "delivering", target: { email: "hugo.marsh@northwind-assurance.example" } },
    ]);
  });

  it("is the same for the same now, and moves with it", () => {
    const later = contosoBank({ now: new Date(now.getTime() + 86_400_000) });

    expect(contosoBank({ now })).toEqual(bank);
    expect(later.assignments[0]?.id).toBe(bank.assignments[0]?.id);
    expect(later.assignments[0]?.schedule.startDateTime).not.toBe(bank.assignments[0]?.schedule.startDateTime);
  });

  it("is served whole", async () => {
    const { all } = await serve({ tenant: bank });
    const select = "$select=id";

    expect(await all(`${governance}/assignments?${select}`)).toEqual(bank.assignments.map(({ id }) => ({ id })));
    expect(await all(`/users?${select}`)).toHaveLength(bank.users.length);
    expect(await all(`/groups?${select}`)).toHaveLength(bank.groups.length);
  });
});
