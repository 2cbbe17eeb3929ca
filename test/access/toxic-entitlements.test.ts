import { expect, it } from "vitest";
import { toxicEntitlements } from "../../src/access/toxic-entitlements.ts";
import { modelOf, pointOf } from "../builders/judging.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";

const pay = {
  atMost: 1,
  duties: [
    { id: "raise", points: [pointOf("appRole", "erp/Raise"), pointOf("accessPackage", "P")] },
    { id: "approve", points: [pointOf("group", "approvers")] },
  ],
};

const bank = () => aTenant().groups("approvers", "clerks").app("erp", "Raise").accessPackages("P", "Q");

function toxic(tenant: TenantBuilder): readonly string[] {
  return toxicEntitlements(pay, modelOf(tenant), (id) => `package ${id}`).map(({ entitlement, duties }) =>
    [entitlement.kind, entitlement.id, ...duties].join(" "),
  );
}

it("a package is toxic that grants both sides, itself or through groups", () => {
  expect(toxic(bank().grants("Q", { app: "erp", role: "Raise" }, { group: "approvers" }))).toEqual([
    "accessPackage Q raise approve",
  ]);
  expect(toxic(bank().grants("Q", { app: "erp", role: "Raise" }))).toEqual([]);
  expect(toxic(bank().grants("P", { group: "clerks" }).members("approvers", "clerks"))).toEqual([
    "accessPackage P raise approve",
  ]);
});

it("a group is toxic whose members hold both sides, and with it the package that grants it", () => {
  const tenant = bank()
    .members("approvers", "clerks")
    .appRole("erp", "Raise", "clerks")
    .grants("Q", { group: "clerks" });
  expect(toxic(tenant)).toEqual(["accessPackage Q raise approve", "group clerks raise approve"]);
  expect(toxic(bank().members("clerks", "approvers").appRole("erp", "Raise", "clerks"))).toEqual([]);
});
