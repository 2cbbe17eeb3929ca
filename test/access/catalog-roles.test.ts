import { expect, it } from "vitest";
import { holdersOf, modelOf, pathsOf, pointOf } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const owner = pointOf("catalogRole", "payments/owner");
const delegated = () => aTenant().users("ann", "bob", "cleo").groups("governors", "juniors");

it("catalog roles are held by those named and by the members of groups named, over that catalog or over all", () => {
  const tenant = delegated()
    .members("governors", "juniors")
    .members("juniors", "bob")
    .catalogRole("owner", "payments", "ann")
    .catalogRole("owner", "payments", "governors")
    .catalogRole("owner", null, "cleo")
    .catalogRole("owner", "ledger", "dan")
    .catalogRole("reader", "payments", "eve");
  const model = modelOf(tenant);

  expect(holdersOf(model, owner)).toEqual(["ann", "bob", "cleo"]);
  expect(holdersOf(model, pointOf("catalogRole", "/owner"))).toEqual(["cleo"]);
  expect(pathsOf(model, "bob", owner)).toEqual([
    "group juniors, group governors, catalogRoleAssignment governors-payments-owner, catalogRole payments/owner",
  ]);
  expect(model.sources(owner).sections).toContain("groupMembers");
});
