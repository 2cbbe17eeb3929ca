import { describe, expect, it } from "vitest";
import type { TenantBuilder } from "../builders/tenant.ts";
import { everyHolderOf, holdersOf, modelOf, pathsOf, pointOf } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const admin = pointOf("directoryRole", "admin");
const directory = () =>
  aTenant().users("ann", "bob", "cleo").groups("admins", "on call").directoryRoles("admin", "reader");
const ahead = { startDateTime: "2026-12-01T00:00:00Z" };
const over = { endDateTime: "2026-11-20T00:00:00Z" };

function memberships(tenant: TenantBuilder, person: string): readonly string[] {
  return modelOf(tenant)
    .holdings(person, admin)
    .map(({ membership }) => membership);
}

describe("directory roles", () => {
  it("are held by those assigned, and by the members of groups assigned", () => {
    const tenant = directory().directoryRole("admin", "ann", "admins").directoryRole("reader", "cleo");
    const model = modelOf(tenant.members("admins", "bob"));

    expect(holdersOf(model, admin)).toEqual(["ann", "bob"]);
    expect(pathsOf(model, "ann", admin)).toEqual(["directoryRoleAssignment ann-admin, directoryRole admin"]);
    expect(pathsOf(model, "bob", admin)).toEqual([
      "group admins, directoryRoleAssignment admins-admin, directoryRole admin",
    ]);
    expect(model.holdings("bob", admin)[0]?.evidence).toEqual([
      "groupMembers/1#/value/0",
      "directoryRoleAssignments/1#/value/1",
    ]);
  });

  it("given to what may be a group that was not read are held by nobody known, and not by nobody", () => {
    const tenant = () => directory().directoryRole("admin", "ann", "unlisted").mayActivate("admin", "strange");
    expect(everyHolderOf(modelOf(tenant()), admin)).toEqual(["ann", "strange", "unlisted"]);
    const part = modelOf(tenant().partial("groups"));
    expect(everyHolderOf(part, admin)).toEqual(["ann"]);
    expect(part.sources(admin).sections).toContain("groups");
    expect(part.sources(admin).blind).toContain("not among the groups that were listed: unlisted, strange");
  });

  it("that may be activated are held as eligible, by members of eligible groups, too", () => {
    const tenant = directory().mayActivate("admin", "ann").mayActivate("admin", "admins").members("admins", "bob");
    const model = modelOf(tenant);
    expect(holdersOf(model, admin)).toEqual([]);
    expect(everyHolderOf(model, admin)).toEqual(["ann", "bob"]);
    expect([memberships(tenant, "ann"), memberships(tenant, "bob")]).toEqual([["eligible"], ["eligible"]]);
  });

  it("are held as eligible by those who may join a group that has them", () => {
    const tenant = directory().directoryRole("admin", "admins").eligible("admins", "ann");
    expect(memberships(tenant, "ann")).toEqual(["eligible"]);
    expect(pathsOf(modelOf(tenant), "ann", admin)).toEqual([
      "groupEligibility admins-member-ann, group admins, directoryRoleAssignment admins-admin, directoryRole admin",
    ]);
  });

  it("are bound in time by their schedules", () => {
    const until = "2026-11-23T17:00:00.000Z";
    const tenant = directory()
      .directoryRole("admin", "ann")
      .roleSchedule("admin", "ann", { endDateTime: until })
      .roleSchedule("admin", "bob", ahead);
    const model = modelOf(tenant);

    expect(model.holdings("ann", admin)).toMatchObject([
      { membership: "active", from: "2026-11-01T00:00:00.000Z", until },
    ]);
    expect(memberships(tenant, "bob")).toEqual(["scheduled"]);
    expect(holdersOf(model, admin)).toEqual(["ann"]);
  });

  it("whose time is over are held no more", () => {
    const tenant = directory().directoryRole("admin", "ann").roleSchedule("admin", "ann", over);
    expect(memberships(tenant.mayActivate("admin", "bob", over), "ann")).toEqual([]);
    expect(everyHolderOf(modelOf(tenant), admin)).toEqual([]);
  });

  it("over a part of the directory say over which", () => {
    const tenant = directory().mayActivate("admin", "ann", { directoryScopeId: "/administrativeUnits/north" });
    const [holding] = modelOf(tenant).holdings("ann", admin);
    expect(holding?.path[0]?.name).toBe("eligible over /administrativeUnits/north");
  });

  it("rest on the members of groups only where a group has them, and say which of those were not read", () => {
    const tenant = directory().directoryRole("admin", "admins").directoryRole("reader", "ann");
    const sources = (id: string) =>
      modelOf(tenant.notAsked("groupMembers", "admins")).sources(pointOf("directoryRole", id));
    expect(sources("admin").sections).toContain("groupMembers");
    expect(sources("admin").blind).toContain('the members of "admins" were not read');
    expect(sources("reader").sections).toEqual(["directoryRoleDefinitions", "directoryRoleAssignments"]);
    expect(sources("reader").blind).toBeNull();
  });

  it("are held by those of whom nothing but the id is known", () => {
    const model = modelOf(aTenant().directoryRoles("admin").directoryRole("admin", "stranger"));
    expect(holdersOf(model, admin)).toEqual(["stranger"]);
  });
});
