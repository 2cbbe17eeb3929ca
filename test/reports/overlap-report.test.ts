import { describe, expect, it } from "vitest";
import { overlapDocument } from "../../reports/overlap-document.ts";
import { overlapReport } from "../../reports/overlap-report.ts";
import type { Overlap } from "../../src/domain/overlap.ts";
import { overlapContract } from "../../src/report-kit/overlap-contract.ts";
import { hostileTexts } from "../builders/hostile.ts";
import { asking, openTo, someone } from "../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";
import { audited } from "../overlap/audited.ts";

const screen = (overlap: Overlap, columns = 120): string => overlapReport({ overlap, colour: false, columns });

/** What a terminal would act on; lines may end. */
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

/** People who all hold both, may all ask for both, and all own what gives the second. */
function crowd(names: readonly string[]): TenantBuilder {
  const tenant = aTenant();
  for (const [place, displayName] of names.entries()) tenant.user(`u${place}`, { displayName });
  const ids = names.map((_, place) => `u${place}`);
  tenant.group("G", { displayName: names[0] ?? "G" }).accessPackage("P", { displayName: names[1] ?? "P" });
  tenant.accessPackage("Q").grants("Q", { group: "G" });
  tenant.policy("for P", "P", { ...openTo(...ids.map(someone)), ...asking() });
  for (const id of ids) tenant.assign(id, "P").members("G", id).owner("G", id);
  return tenant;
}

describe("the overlap on a screen", () => {
  it("names the first of many, and counts the rest", () => {
    const told = screen(audited(crowd(Array.from({ length: 30 }, (_, place) => `person ${place}`)), "P", "G"));
    expect(told).toContain("30 people hold both");
    expect(told).toContain("and 22 more people (--json has all)");
    expect(told.split("\n").length).toBeLessThan(60);
  });

  it("shows what a tenant wrote as text, whatever it is, at any width", () => {
    const overlap = audited(crowd(hostileTexts), "P", "G");
    for (const text of [screen(overlap), screen(overlap, 80), [...overlapDocument(overlap)].join("")]) {
      expect(text).not.toMatch(steering);
    }
    expect(
      Math.max(
        ...screen(overlap, 80)
          .split("\n")
          .slice(1)
          .map(({ length }) => length),
      ),
    ).toBeLessThan(300);
  });

  it.each(hostileTexts)("shows %j as text where a second account could still ask", (displayName) => {
    const tenant = aTenant()
      .user("bob", { displayName, employeeId: "7" })
      .user("adm", { displayName, employeeId: "7" });
    tenant.accessPackage("P", { displayName }).accessPackage("Q").group("G").grants("P", { group: "G" });
    tenant.policy("for P", "P", { ...openTo(someone("adm")), ...asking() }).assign("bob", "Q");
    const told = screen(audited(tenant, "G", "Q"));
    expect(told).toContain("1 person could still ask by one");
    expect(told).not.toMatch(steering);
  });

  it("never says nobody where something was not read", () => {
    const tenant = aTenant().users("ann").groups("G").accessPackages("P").assign("ann", "P");
    tenant.unread("policies", "groupOwners", "incompatibleGroups", "assignmentRequests");
    const told = screen(audited(tenant, "P", "G"));
    expect(told).toContain("Nobody holds both");
    const parts = told.slice(told.indexOf("Who could by asking"));
    expect(parts.replace("nobody found, but not everything is known", "")).not.toMatch(/nobody|none|not declared/u);
    expect(parts).toContain("not known: policies was denied");
    expect(parts).toContain("not known: groupOwners was denied");
  });

  it("does not know who holds both where a side was not read", () => {
    const told = screen(audited(aTenant().users("ann").accessPackages("P", "Q").unread("assignments")));
    expect(told).toContain("It is not known whether anybody holds both");
    expect(told).toContain("not known: assignments was denied");
  });

  it("says nobody where all was read and nobody could", () => {
    const told = screen(audited(aTenant().users("ann").accessPackages("P", "Q")));
    expect(told).toMatch(/^Nobody holds both/u);
    expect(told).toMatch(/hold A, may ask for B +nobody/u);
    expect(told).not.toContain("not known");
  });

  it("says of two accounts what makes them one person's, and that a declaration sees one account", () => {
    const tenant = aTenant().user("ann", { employeeId: "7" }).user("adm", { employeeId: "7" }).accessPackages("P", "Q");
    const told = screen(audited(tenant.assign("ann", "P").assign("adm", "Q")));
    expect(told).toMatch(/adm \+ ann \(certain one .*\n?person: same employeeId\s7\)/u);
    expect(told).toMatch(/sees one account +assignment to/u);
  });
});

describe("the overlap as JSON", () => {
  it("reads back as it was, by its contract", () => {
    const overlap = audited(crowd(["ann", "bob", "cleo"]), "P", "G");
    expect(overlapContract.parse(JSON.parse([...overlapDocument(overlap)].join("")))).toEqual(overlap);
  });
});
