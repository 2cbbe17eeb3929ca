import { daysBefore } from "../builder/dated.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { adminAccountOf, keysOf, peopleOf, privateMailOf, staff } from "./people.ts";
import { governed, lenient, singleUser } from "./policies.ts";

const initiator = "Vendor Payment - Initiator";
const approver = "Vendor Payment - Approver";
const guestApprover = "guest-approver";
const erp = "app-finance-erp";

const treasuryAnalysts = keysOf(staff.filter(({ title }) => title === "Treasury Analyst"));
const treasuryOfficers = keysOf(staff.filter(({ title }) => title === "Treasury Operations Officer"));
const controllers = keysOf(peopleOf("Finance Control"));

/** Eight who are in both legacy groups themselves. */
const inBothThemselves = keysOf(peopleOf("Payments", 0, 8));

/** The eleven who can raise and approve the same payment: three are initiators only through a nested group. */
const dualHolders = [
  ...inBothThemselves,
  ...keysOf(peopleOf("Payments", 8, 9)),
  ...treasuryAnalysts.slice(0, 1),
  ...treasuryOfficers.slice(0, 1),
];

/** The two sides of a payment, in legacy groups and in packages, and everybody who looks like a twelfth but is none. */
export function addPayments(bank: TenantBuilder, now: Date): void {
  addLegacyGroups(bank);
  addPackages(bank, now);
  assignDualHolders(bank, now);
  assignOneSide(bank, now);
  addDecoys(bank, now);
  addSecondAccounts(bank, now);
}

function addLegacyGroups(bank: TenantBuilder): void {
  const nested = ["PAY-Initiators-Branch-North", "DYN-Treasury-Staff", "Treasury Operations"];
  bank
    .group("PAY-Initiators", { members: [...inBothThemselves, ...keysOf(peopleOf("Payments", 16, 25)), ...nested] })
    .group("PAY-Approvers", { members: [...dualHolders, ...controllers.slice(0, 14), guestApprover] })
    .group("PAY-Initiators-Branch-North", {
      members: [...keysOf(peopleOf("Payments", 8, 12)), "PAY-Initiators-Branch-Cover"],
    })
    .group("PAY-Initiators-Branch-Cover", {
      members: [...keysOf(peopleOf("Payments", 13, 15)), "PAY-Initiators-Branch-North"],
    })
    .group("DYN-Treasury-Staff", {
      membershipRule: '(user.department -eq "Treasury") and (user.jobTitle -eq "Treasury Analyst")',
      members: treasuryAnalysts,
    })
    .group("Treasury Operations", {
      members: treasuryOfficers.slice(0, 11),
      owners: keysOf(peopleOf("Treasury", 2, 3)),
    })
    .group("Treasury Workstations", { members: ["Treasury Operations"] })
    .appRole("Treasury Operations", "app-treasury-mgmt", "Treasury.Read");
}

function addPackages(bank: TenantBuilder, now: Date): void {
  const owner = singleUser(bank.id("user", peopleOf("Risk")[0]?.key ?? ""));
  const catalog = "Payment Operations";
  const ticketing = [
    { stage: "assignmentRequestGranted", extension: "ServiceNow ticket on grant" },
    { stage: "assignmentRequestRemoved", extension: "ServiceNow ticket on grant" },
  ] as const;

  bank
    .customExtension("ServiceNow ticket on grant", { catalog, about: "request" })
    .customExtension("Warn before payment access ends", { catalog, about: "assignment", waitsForCallback: true })
    .group("APP-VendorPay-Initiators", { members: keysOf(peopleOf("Payments", 36, 38)) })
    .group("APP-VendorPay-Approvers", { members: controllers.slice(18, 20) })
    .accessPackage(initiator, {
      catalog,
      grants: [{ group: "APP-VendorPay-Initiators" }, { app: erp, role: "Payment.Create" }],
    })
    .accessPackage(approver, {
      catalog,
      grants: [{ group: "APP-VendorPay-Approvers" }, { app: erp, role: "Payment.Approve" }],
    })
    .policy("Payments staff", { accessPackage: initiator, ...lenient(owner, now), stages: ticketing })
    .policy("Finance control staff", { accessPackage: approver, ...governed(owner, now), stages: ticketing })
    .incompatible(approver, initiator)
    .incompatibleGroup(approver, "PAY-Initiators");
}

/** Four hold both packages, one of them half delivered; three hold one; four hold only what the groups give. */
function assignDualHolders(bank: TenantBuilder, now: Date): void {
  const term = { from: daysBefore(now, 120), until: daysBefore(now, -60) };
  for (const [nth, key] of inBothThemselves.slice(0, 4).entries()) {
    bank.assign(key, initiator, { ...term, state: nth === 3 ? "partiallyDelivered" : "Delivered", request: "userAdd" });
    bank.assign(key, approver, { ...term, request: "adminAdd", justification: "Cover during the migration" });
  }
  for (const key of inBothThemselves.slice(4, 5)) bank.assign(key, initiator, term);
  for (const key of inBothThemselves.slice(5, 7)) bank.assign(key, approver, term);
}

function assignOneSide(bank: TenantBuilder, now: Date): void {
  for (const [nth, key] of keysOf(peopleOf("Payments", 16, 36)).entries()) {
    const until = nth % 6 === 0 ? null : daysBefore(now, -20 - nth * 4);
    bank.assign(key, initiator, { from: daysBefore(now, 90 - nth), until, request: "userAdd" });
  }
  for (const [nth, key] of controllers.slice(0, 18).entries()) {
    bank.assign(key, approver, {
      state: nth % 2 === 0 ? "Delivered" : "delivered",
      from: daysBefore(now, 80 - nth),
      until: daysBefore(now, -30 - nth * 5),
      request: "userAdd",
    });
  }
}

/** Approvers whose hold on the other side is over, not there yet, or does not reach them. */
function addDecoys(bank: TenantBuilder, now: Date): void {
  const [expired = "", delivering = "", notBegun = "", ended = "", nestedTooDeep = ""] = controllers;
  bank
    .assign(expired, initiator, { state: "expired", from: daysBefore(now, 200), until: daysBefore(now, 20) })
    .assign(delivering, initiator, { state: "delivering", from: daysBefore(now, 1), request: "userAdd" })
    .assign(notBegun, initiator, { from: daysBefore(now, -14), until: daysBefore(now, -104) })
    .assign(ended, initiator, { from: daysBefore(now, 100), until: daysBefore(now, 2) })
    .request(controllers[5] ?? "", initiator, { state: "denied", status: "Denied", completed: daysBefore(now, 1) })
    .group("GL-Payment-Runners", { members: [...keysOf(peopleOf("Payments", 40, 45)), "GL-Payment-Runners-Night"] })
    .group("GL-Payment-Runners-Night", { members: [...keysOf(peopleOf("Payments", 45, 47)), nestedTooDeep] })
    .appRole("GL-Payment-Runners", erp, "Payment.Create");
}

/** Two initiators whose second account approves: one for administration, and one as a guest under a private address. */
function addSecondAccounts(bank: TenantBuilder, now: Date): void {
  const [withAdmin, withGuest] = peopleOf("Payments", 38, 40);
  if (withAdmin === undefined || withGuest === undefined) throw new RangeError("the payments department is too small");
  for (const { key } of [withAdmin, withGuest]) {
    bank.assign(key, initiator, { until: daysBefore(now, -90), request: "userAdd" });
  }
  bank.assign(adminAccountOf(withAdmin.key), approver, { until: daysBefore(now, -90) });

  const mail = privateMailOf(withGuest.key);
  bank.user(`${withGuest.name} (private)`, {
    key: guestApprover,
    userPrincipalName: `${mail.replace("@", "_")}#EXT#@contosobank.onmicrosoft.com`,
    mail,
    guest: true,
    created: daysBefore(now, 45),
  });
}
