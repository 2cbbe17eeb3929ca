import type { TenantBuilder } from "../tenant-builder.ts";
import { peopleOf } from "./people.ts";
import { automatic, governed, singleUser } from "./policies.ts";

/** Policies and a resource that nobody should have let through, on packages of which the story tells nothing else. */
export function addFaultyPolicies(bank: TenantBuilder, now: Date): void {
  const staff = governed(singleUser(bank.id("user", peopleOf("Risk")[0]?.key ?? "")), now);
  const { requestApprovalSettings: approvals } = staff;
  bank
    .policy("Accountants - automatic", {
      accessPackage: "Purchase Order - Approver",
      ...automatic,
      specificAllowedTargets: [attributeRule("Accountants", '(user.jobTitle -eq "Accountant")')],
    })
    .policy("Buyers and the war room", {
      accessPackage: "Vendor Master - Maintainer",
      ...staff,
      allowedTargetScope: "specificDirectoryUsers",
      specificAllowedTargets: ["DYN-Procurement", "Payments War Room"].map((group) => members(bank.id("group", group))),
      ...(approvals && { requestApprovalSettings: { ...approvals, isApprovalRequiredForUpdate: false } }),
    })
    .group("PRIV-Helpdesk", { roleAssignable: true, description: "Resets passwords" })
    .accessPackage("Helpdesk Rotation", { grants: [{ group: "PRIV-Helpdesk" }] })
    .policy("Staff - reviewed quarterly", { accessPackage: "Helpdesk Rotation", ...staff });
}

function members(groupId: string) {
  return { "@odata.type": "#microsoft.graph.groupMembers", groupId } as const;
}

function attributeRule(description: string, membershipRule: string) {
  return { "@odata.type": "#microsoft.graph.attributeRuleMembers", description, membershipRule } as const;
}
