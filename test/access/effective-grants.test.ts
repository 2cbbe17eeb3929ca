import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../src/access/access-model.ts";
import { effectiveGrantsOf } from "../../src/access/effective-grants.ts";
import { aTenant, now, type TenantBuilder } from "../builders/tenant.ts";

const bank = () =>
  aTenant()
    .users("ann", "bob", "cleo")
    .groups("payers", "all")
    .accessPackages("P", "Q")
    .grants("P", { group: "payers" });
const readAt = new Date("2026-11-23T08:00:00Z");

function effective(tenant: TenantBuilder, asOf = now) {
  const { ungoverned, undelivered, shared, unknown } = effectiveGrantsOf(accessModelOf(tenant.build(), asOf), readAt);
  return {
    ungoverned: ungoverned.map(({ principalId, accessPoint, isCertain }) =>
      [principalId, accessPoint.id, isCertain ? "certain" : "perhaps"].join(" "),
    ),
    residual: ungoverned.flatMap(({ residueOf }) => residueOf.map(({ id }) => id)),
    undelivered: undelivered.map(({ assignment, accessPoint }) => `${assignment.id} ${accessPoint.id}`),
    shared: shared.map(({ accessPoint, packageIds }) => [accessPoint.id, ...packageIds].join(" ")),
    unknown,
  };
}

const none = { ungoverned: [], residual: [], undelivered: [], shared: [], unknown: [] };

describe("what packages grant", () => {
  it("is as it should be where holders and assignments are the same people", () => {
    expect(effective(bank().assign("ann", "P").members("payers", "ann"))).toEqual(none);
  });

  it("is ungoverned where somebody has it without an assignment", () => {
    expect(effective(bank().members("payers", "ann"))).toEqual({ ...none, ungoverned: ["ann payers certain"] });
  });

  it("is residual where an assignment is over, and not where another package explains it", () => {
    const left = () => bank().assign("ann", "P", { state: "expired" }).members("payers", "ann");
    expect(effective(left())).toEqual({ ...none, ungoverned: ["ann payers certain"], residual: ["ann-P"] });
    expect(effective(left().grants("Q", { group: "payers" }).assign("ann", "Q"))).toEqual({
      ...none,
      shared: ["payers P Q"],
    });
  });

  it("is explained by a package whose group stands in the one granted, or may activate it", () => {
    const nested = bank().grants("Q", { group: "all" }).assign("ann", "Q").members("all", "ann");
    expect(effective(nested.members("payers", "all"))).toEqual(none);
    const activated = bank().grants("Q", { group: "all" }).assign("ann", "Q").members("all", "ann");
    expect(effective(activated.eligible("payers", "all").members("payers", "ann"))).toEqual(none);
  });

  it("is not delivered where an assignment is, and its holder has not got it", () => {
    expect(effective(bank().assign("ann", "P"))).toEqual({ ...none, undelivered: ["ann-P payers"] });
    expect(effective(bank().assign("ann", "P", { state: "delivering" }))).toEqual(none);
  });

  it("is delivered by the right to activate it", () => {
    expect(effective(bank().assign("ann", "P").eligible("payers", "ann"))).toEqual(none);
  });

  it.each([
    [
      "app role",
      bank().app("erp", "Pay").grants("Q", { app: "erp", role: "Pay" }).appRole("erp", "Pay", "ann"),
      "erp/Pay",
    ],
    ["ownership", bank().grants("Q", { group: "all", as: "Owner" }).owner("all", "ann"), "all/owner"],
    [
      "directory role",
      bank()
        .directoryRoles("admin")
        .grants("Q", { directoryRole: "admin", as: "Active" })
        .directoryRole("admin", "ann"),
      "admin",
    ],
  ])("may be an %s", (_, tenant, point) => {
    expect(effective(tenant).ungoverned).toEqual([`ann ${point} certain`]);
    expect(effective(tenant.assign("ann", "Q").assign("bob", "Q"))).toEqual({
      ...none,
      undelivered: [`bob-Q ${point}`],
    });
  });

  it("is told of no site, which nobody can read", () => {
    expect(effective(bank().grants("Q", { site: "https://x", role: "Members" }).assign("ann", "Q"))).toEqual(none);
  });

  it("is uncertain where an assignment cannot be read, members were not, or the moment is an earlier one", () => {
    const held = () => bank().members("payers", "ann").assign("bob", "P");
    const perhaps = { ...none, ungoverned: ["ann payers perhaps"] };
    expect(effective(bank().members("payers", "ann").assign("ann", "P", { state: "pondering" }))).toEqual(perhaps);
    expect(effective(held(), new Date("2026-11-22T00:00:00Z"))).toEqual(perhaps);
    const unread = effective(held().notAsked("groupMembers", "payers"));
    expect(unread).toMatchObject({ ...perhaps, unknown: [expect.stringContaining("payers: ") as string] });
  });
});
