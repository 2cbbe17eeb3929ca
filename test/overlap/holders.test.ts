import { describe, expect, it } from "vitest";
import { declarationEvent } from "../builders/declaration-events.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";
import { audited, onlyHolder } from "./audited.ts";

const until = (endDateTime: string) => ({
  expiration: { type: "afterDateTime", duration: null, endDateTime },
});

function bank(): TenantBuilder {
  return aTenant().users("ann", "bob").groups("G", "inner").accessPackages("P", "Q");
}

describe("both are held", () => {
  it("since the later side began, by the first of its paths", () => {
    const tenant = bank()
      .assign("ann", "P", { startDateTime: "2026-02-01T00:00:00Z" })
      .assign("ann", "Q", { startDateTime: "2026-05-01T00:00:00Z" })
      .assign("ann", "Q", { id: "again", startDateTime: "2026-06-01T00:00:00Z" });
    expect(onlyHolder(audited(tenant)).since).toBe("2026-05-01T00:00:00.000Z");
  });

  it("since nobody knows when, where a path of either side does not say when it began", () => {
    const tenant = bank().assign("ann", "P").members("G", "ann");
    expect(onlyHolder(audited(tenant, "P", "G")).since).toBeNull();
  });

  it("since a day that is known, whatever is under way besides", () => {
    const tenant = bank().assign("ann", "P").requests("ann", "Q");
    tenant.assign("ann", "Q", { startDateTime: "2026-05-01T00:00:00Z" });
    expect(onlyHolder(audited(tenant)).since).toBe("2026-05-01T00:00:00.000Z");
  });

  it("from a day ahead, where one is scheduled, whatever earlier day the other began on", () => {
    const ahead = { startDateTime: "2026-12-01T00:00:00Z" };
    const holder = onlyHolder(audited(bank().assign("ann", "P").assign("ann", "Q", ahead)));
    expect([holder.exposure, holder.since, holder.standing]).toEqual(["scheduled", "2026-12-01T00:00:00.000Z", null]);
  });

  it.each([
    ["eligible", (tenant: TenantBuilder) => tenant.eligible("G", "ann")],
    ["scheduled", (tenant: TenantBuilder) => tenant.activated("G", "ann", { startDateTime: "2026-12-01T00:00:00Z" })],
  ])("with every path's own membership: %s", (membership, held) => {
    const { sides, exposure } = onlyHolder(audited(held(bank().assign("ann", "P")), "P", "G"));
    expect(sides.map(({ duty, holdings }) => [duty, ...holdings.map((one) => one.membership)])).toEqual([
      ["P", "active"],
      ["G", membership],
    ]);
    expect(exposure).toBe(membership);
  });

  it("by those who wait for one, too, last of all", () => {
    const { holders, outcome } = audited(
      bank().assign("ann", "P").requests("ann", "Q").assign("bob", "P").assign("bob", "Q"),
    );
    expect(holders.map(({ principal, exposure }) => [principal?.id, exposure])).toEqual([
      ["bob", "active"],
      ["ann", "pending"],
    ]);
    expect(outcome).toBe("violated");
  });
});

describe("expiry ends it by itself", () => {
  const soon = until("2026-12-01T00:00:00Z");
  const later = until("2027-03-01T00:00:00Z");

  it("with the side that is empty first", () => {
    const tenant = bank().assign("ann", "P", later).assign("ann", "Q", soon);
    expect(onlyHolder(audited(tenant)).healing).toEqual({ kind: "ends", side: "Q", at: "2026-12-01T00:00:00.000Z" });
  });

  it("with the last assignment of a side", () => {
    const tenant = bank()
      .assign("ann", "P")
      .assign("ann", "Q", soon)
      .assign("ann", "Q", { ...later, id: "renewed", startDateTime: "2026-12-01T00:00:00Z" });
    expect(onlyHolder(audited(tenant)).healing).toEqual({ kind: "ends", side: "Q", at: "2027-03-01T00:00:00.000Z" });
  });

  it("with the assignment that gave the membership", () => {
    const tenant = bank().grants("Q", { group: "G" }).assign("ann", "P").assign("ann", "Q", soon).members("G", "ann");
    expect(onlyHolder(audited(tenant, "P", "G")).healing).toEqual({
      kind: "ends",
      side: "G",
      at: "2026-12-01T00:00:00.000Z",
    });
  });

  it("with the one to come, where that gives the membership again", () => {
    const tenant = bank().grants("Q", { group: "G" }).assign("ann", "P").assign("ann", "Q", soon).members("G", "ann");
    tenant.assign("ann", "Q", { ...later, id: "renewed", startDateTime: "2026-12-01T00:00:00Z" });
    expect(onlyHolder(audited(tenant, "P", "G")).healing).toMatchObject({ at: "2027-03-01T00:00:00.000Z" });
  });

  it("not with an assignment still ahead, where the membership was there without one", () => {
    const tenant = bank().grants("Q", { group: "G" }).assign("ann", "P").members("G", "ann");
    tenant.assign("ann", "Q", { ...later, startDateTime: "2026-12-01T00:00:00Z" });
    expect(onlyHolder(audited(tenant, "P", "G")).healing.kind).toBe("lasts");
  });

  it("not where a direct path remains", () => {
    const tenant = bank()
      .grants("Q", { group: "inner" })
      .members("G", "ann", "inner")
      .members("inner", "ann")
      .assign("ann", "P")
      .assign("ann", "Q", soon);
    expect(onlyHolder(audited(tenant, "P", "G")).healing.kind).toBe("lasts");
  });

  it("not where a request is under way that would give it again", () => {
    const tenant = bank().assign("ann", "P").assign("ann", "Q", soon).requests("ann", "Q");
    expect(onlyHolder(audited(tenant)).healing.kind).toBe("lasts");
  });

  it("not where a rule gives the assignment again", () => {
    const tenant = bank()
      .policy("rule", "Q", { isAutomatic: true })
      .assign("ann", "P")
      .assign("ann", "Q", { ...soon, policyId: "rule" });
    expect(onlyHolder(audited(tenant)).healing.kind).toBe("lasts");
  });

  it("not where a rule gives the package that gave the membership", () => {
    const tenant = bank().grants("Q", { group: "G" }).policy("rule", "Q", { isAutomatic: true }).members("G", "ann");
    tenant.assign("ann", "P").assign("ann", "Q", { ...soon, policyId: "rule" });
    expect(onlyHolder(audited(tenant, "P", "G")).healing.kind).toBe("lasts");
  });

  it("not where another account of the same person keeps the side", () => {
    const tenant = aTenant()
      .user("ann", { employeeId: "7" })
      .user("adm", { employeeId: "7" })
      .accessPackages("P", "Q")
      .assign("ann", "P")
      .assign("ann", "Q", soon)
      .assign("adm", "Q");
    expect(audited(tenant).holders.find(({ principal }) => principal?.id === "ann")?.healing.kind).toBe("lasts");
  });

  const ending = { endDateTime: "2027-01-01T00:00:00Z" };

  it("with the one path there is that ends, be it to activate", () => {
    const { healing } = onlyHolder(audited(bank().eligible("G", "ann", ending).assign("ann", "P"), "P", "G"));
    expect(healing).toEqual({ kind: "ends", side: "G", at: "2027-01-01T00:00:00.000Z" });
  });

  it("not known where there are more paths than are looked at", () => {
    const between = Array.from({ length: 120 }, (_, place) => `between ${place}`);
    const tenant = bank().groups("entry", ...between);
    tenant.members("entry", "ann").activated("entry", "ann", ending).assign("ann", "P");
    for (const group of between) tenant.members("G", group).members(group, "entry");
    expect(onlyHolder(audited(tenant, "P", "G")).healing.kind).toBe("unknown");
  });

  it("not known where what is activated leads on through groups, of which one way is told", () => {
    const tenant = bank().members("G", "inner").eligible("inner", "ann", ending).assign("ann", "P");
    expect(onlyHolder(audited(tenant, "P", "G")).healing.kind).toBe("unknown");
  });

  it("not known where who holds a side was not all read, or who asks for it", () => {
    const held = () => bank().assign("ann", "P").assign("ann", "Q", soon).members("G", "ann");
    expect(onlyHolder(audited(held().partial("groupMembers"), "Q", "G")).healing.kind).toBe("unknown");
    expect(onlyHolder(audited(held().unread("assignmentRequests"))).healing.kind).toBe("unknown");
  });

  it("not known, and said so, where policies were not read", () => {
    const overlap = audited(bank().assign("ann", "P").assign("ann", "Q", soon).unread("policyList", "policies"));
    expect(onlyHolder(overlap).healing.kind).toBe("unknown");
    expect(overlap.unknown.join()).toContain("policies was denied");
  });
});

describe("a holder stands to the declaration", () => {
  const held = (since: string) => bank().assign("ann", "P").assign("ann", "Q", { startDateTime: since });
  const seen = { from: "2026-03-01T00:00:00Z", to: "2026-11-23T08:00:00Z" };
  const declaredOn = (tenant: TenantBuilder): TenantBuilder =>
    tenant
      .declares("Q", "P")
      .audited({ seen })
      .row("auditEvents", declarationEvent("Create", "2026-06-01T00:00:00Z", ["Q", "P"]));

  it.each([
    ["grandfathered", declaredOn(held("2026-05-01T00:00:00Z"))],
    ["post-enforcement", declaredOn(held("2026-07-01T00:00:00Z"))],
    ["indeterminate", held("2026-07-01T00:00:00Z").declares("Q", "P").audited({ seen })],
    ["undeclared", declaredOn(bank().assign("ann", "Q").assign("ann", "P", { startDateTime: "2026-07-01T00:00:00Z" }))],
    [null, held("2026-05-01T00:00:00Z")],
  ])("%s", (standing, tenant) => {
    expect(onlyHolder(audited(tenant)).standing).toBe(standing);
  });

  it("not at all where it is two accounts, or one of both is still ahead", () => {
    const tenant = declaredOn(aTenant().user("ann", { employeeId: "7" }).user("adm", { employeeId: "7" }));
    tenant.user("bob").accessPackages("P", "Q").assign("ann", "P").assign("adm", "Q");
    tenant.assign("bob", "P").assign("bob", "Q", { startDateTime: "2026-12-01T00:00:00Z" });
    expect(audited(tenant).holders.map(({ standing }) => standing)).toEqual([null, null]);
  });

  it("indeterminate, and said why, where declarations were not read", () => {
    const overlap = audited(held("2026-05-01T00:00:00Z").unread("incompatibleAccessPackages"));
    expect(onlyHolder(overlap).standing).toBe("indeterminate");
    expect(overlap.unknown.join()).toContain("incompatibleAccessPackages was denied");
  });

  it("indeterminate, and said why, where the audit trail was refused", () => {
    const overlap = audited(held("2026-05-01T00:00:00Z").declares("Q", "P").unread("auditEvents"));
    expect(onlyHolder(overlap).standing).toBe("indeterminate");
    expect(overlap.unknown.join()).toContain("auditEvents was denied");
  });
});

describe("what to revoke", () => {
  it("is what the plan chose, proved by simulation", () => {
    const overlap = audited(bank().assign("ann", "P").assign("ann", "Q"));
    expect(onlyHolder(overlap).revoke).toHaveLength(1);
    expect(overlap.simulation).toEqual({ before: 1, after: 0 });
  });

  it("is said not to be possible where no side can be given up through Graph, and who can", () => {
    const tenant = aTenant()
      .users("ann")
      .syncedGroup("G")
      .dynamicGroup("D", "all")
      .members("G", "ann")
      .members("D", "ann");
    const overlap = audited(tenant, "G", "D");
    const { revoke, cannotRevoke } = onlyHolder(overlap);
    expect(revoke).toEqual([]);
    expect(cannotRevoke.map(({ reason }) => reason).join()).toMatch(/synchronised from on-premises.*dynamic group/u);
    expect(overlap.simulation).toEqual({ before: 1, after: 1 });
  });

  it("is nothing for somebody who only waits for one of them", () => {
    const { revoke, cannotRevoke } = onlyHolder(audited(bank().assign("ann", "P").requests("ann", "Q")));
    expect([revoke, cannotRevoke]).toEqual([[], []]);
  });
});
