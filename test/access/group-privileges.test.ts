import { describe, expect, it } from "vitest";
import { everyHolderOf, holdersOf, modelOf, pathsOf, pointOf } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const payers = pointOf("group", "payers");
const own = pointOf("group", "payers", "direct");
const bank = () => aTenant().users("ann", "bob", "cleo").groups("payers", "clerks", "night").app("erp", "Pay");
const ahead = { startDateTime: "2026-12-01T00:00:00Z" };
const over = { endDateTime: "2026-11-20T00:00:00Z" };

describe("eligible members of groups", () => {
  it("are holders by what they may activate, and no active ones", () => {
    const model = modelOf(bank().members("payers", "bob").eligible("payers", "ann"));
    expect(holdersOf(model, payers)).toEqual(["bob"]);
    expect(everyHolderOf(model, payers)).toEqual(["ann", "bob"]);
    expect(model.holdings("ann", payers)).toMatchObject([
      { membership: "eligible", from: "2026-11-01T00:00:00.000Z", evidence: ["groupEligibilities/1#/value/0"] },
    ]);
    expect(pathsOf(model, "ann", payers)).toEqual(["groupEligibility payers-member-ann, group payers"]);
  });

  it("of a nested group would be in the groups above it, too, and not where own members only count", () => {
    const model = modelOf(bank().members("payers", "clerks").eligible("clerks", "ann"));
    expect(everyHolderOf(model, payers)).toEqual(["ann"]);
    expect(pathsOf(model, "ann", payers)).toEqual(["groupEligibility clerks-member-ann, group clerks, group payers"]);
    expect(everyHolderOf(model, own)).toEqual([]);
    expect(model.holdings("ann", own)).toEqual([]);
  });

  it("may be a group, of which each member may activate the membership for themselves", () => {
    const model = modelOf(bank().eligible("payers", "clerks").members("clerks", "night").members("night", "ann"));
    for (const point of [payers, own]) {
      expect(everyHolderOf(model, point)).toEqual(["ann"]);
      expect(pathsOf(model, "ann", point)).toEqual([
        "group night, group clerks, groupEligibility payers-member-clerks, group payers",
      ]);
    }
  });

  it("have the app roles of the group once activated", () => {
    const model = modelOf(bank().appRole("erp", "Pay", "payers").eligible("payers", "ann"));
    const role = pointOf("appRole", "erp/Pay");
    expect(holdersOf(model, role)).toEqual([]);
    expect(model.holdings("ann", role)).toMatchObject([{ membership: "eligible" }]);
  });

  it("are told once where they are active by the same edge, and twice by another", () => {
    const tenant = bank().members("payers", "ann", "clerks").members("clerks", "ann").eligible("clerks", "ann");
    expect(
      modelOf(tenant)
        .holdings("ann", payers)
        .map(({ membership }) => membership),
    ).toEqual(["active", "active", "eligible"]);
  });

  it("go round in circles and come to an end", () => {
    const tenant = bank().eligible("payers", "clerks").eligible("clerks", "payers").eligible("clerks", "ann");
    expect(everyHolderOf(modelOf(tenant), payers)).toEqual(["ann"]);
    expect(modelOf(tenant).holdings("ann", payers)).toHaveLength(1);
  });

  it("are not owners, and owners are not members", () => {
    const model = modelOf(bank().eligible("payers", "ann", { accessId: "Owner" }).owner("payers", "bob"));
    expect(everyHolderOf(model, payers)).toEqual([]);
    const ownership = pointOf("groupOwnership", "payers/owner");
    expect(holdersOf(model, ownership)).toEqual(["bob"]);
    expect(everyHolderOf(model, ownership)).toEqual(["ann", "bob"]);
    expect(model.holdings("ann", ownership)[0]?.membership).toBe("eligible");
  });
});

describe("memberships bound in time", () => {
  it("are scheduled while they are ahead, and gone once they are over", () => {
    const tenant = bank()
      .eligible("payers", "ann", ahead)
      .activated("payers", "bob", ahead)
      .eligible("payers", "cleo", over);
    const model = modelOf(tenant);
    expect(everyHolderOf(model, payers)).toEqual(["ann", "bob"]);
    for (const person of ["ann", "bob"]) {
      expect(model.holdings(person, payers)).toMatchObject([
        { membership: "scheduled", from: "2026-12-01T00:00:00.000Z" },
      ]);
    }
  });

  it("end the ways of active members that lead through them", () => {
    const until = "2026-11-23T12:00:00.000Z";
    const tenant = bank()
      .members("payers", "clerks")
      .members("clerks", "ann")
      .activated("clerks", "ann", { endDateTime: until });
    expect(modelOf(tenant).holdings("ann", payers)).toMatchObject([
      { membership: "active", from: "2026-11-01T00:00:00.000Z", until },
    ]);
  });

  it("count by the nearest of several ways", () => {
    const tenant = bank()
      .eligible("payers", "clerks", ahead)
      .eligible("payers", "night")
      .members("night", "clerks")
      .members("clerks", "ann");
    expect(
      modelOf(tenant)
        .holdings("ann", payers)
        .map(({ membership }) => membership),
    ).toEqual(["eligible"]);
  });
});

describe("a group's sources", () => {
  it("are its members; those who may become one are told by eligibilities", () => {
    const { sections, potential } = modelOf(bank()).sources(payers);
    expect([sections, potential]).toEqual([["groups", "groupMembers"], ["groupEligibilities"]]);
  });

  it("have a blind spot where the members of a group that may activate were not read, or its eligibilities", () => {
    const tenant = bank().eligible("payers", "clerks").notAsked("groupMembers", "clerks");
    expect(modelOf(tenant).sources(payers).blind).toContain('the members of "clerks" were not read');
    expect(modelOf(bank().notAsked("groupEligibilities", "payers")).sources(payers).blind).toContain('"payers"');
  });
});
