import { describe, expect, it } from "vitest";
import { dualHolder } from "../../rules/sod/dual-holder.ts";
import { judged, judgedConflict, runRule } from "../builders/judging.ts";
import { aPack, groupNamed, packageNamed, packOf } from "../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";

const bank = () => aTenant().users("ann", "bob").groups("I", "A", "R").accessPackages("P");
const pay = aPack({ raise: [groupNamed("I"), packageNamed("P")], approve: [groupNamed("A")] });
const ahead = { startDateTime: "2026-12-01T00:00:00Z" };

function exposures(tenant: TenantBuilder, pack = pay): readonly string[] {
  return judged(tenant, [pack]).judged.flatMap(({ holders }) => holders.map(({ exposure }) => exposure));
}

describe("the exposure of a dual holder", () => {
  it.each([
    ["active", bank().members("I", "ann").eligible("I", "ann")],
    ["eligible", bank().eligible("I", "ann").requests("ann", "P")],
    ["pending", bank().requests("ann", "P").eligible("I", "ann", ahead)],
    ["scheduled", bank().eligible("I", "ann", ahead)],
  ])("is %s by the nearest holding of the weaker side", (exposure, tenant) => {
    expect(exposures(tenant.members("A", "ann"))).toEqual([exposure]);
  });

  it("is that of the strongest duties that are too many, whatever else is held", () => {
    const duties = ["raise", "approve", "release"];
    const pack = packOf(
      { raise: [groupNamed("I")], approve: [groupNamed("A")], release: [groupNamed("R")] },
      { id: "R1", duties },
    );
    const tenant = bank().members("I", "ann").eligible("A", "ann").eligible("R", "ann", ahead);
    expect(exposures(tenant, pack)).toEqual(["eligible"]);
    expect(exposures(tenant, { ...pack, conflicts: pack.conflicts.map((one) => ({ ...one, atMost: 2 })) })).toEqual([
      "scheduled",
    ]);
  });

  it("makes a violation of what is held or may be activated, and of nothing that can still be stopped", () => {
    const people = bank().members("A", "ann", "bob");
    expect(judgedConflict(people.requests("bob", "P"), [pay])).toMatchObject({ outcome: "satisfied", holders: 0 });
    expect(judgedConflict(people.eligible("I", "ann"), [pay])).toMatchObject({ outcome: "violated", holders: 1 });
  });
});

describe("dual-holder", () => {
  it("reports who may activate the other side one step milder, and says so", () => {
    const tenant = bank().members("A", "ann").eligible("I", "ann").members("A", "bob").requests("bob", "P");
    const { findings } = runRule(dualHolder, tenant, [pay]);
    expect(findings).toMatchObject([{ principal: { id: "ann" }, exposure: "eligible", severity: "high" }]);
    expect(findings[0]?.message).toBe("ann holds or may activate to raise and to approve: conflict R1");
    expect(runRule(dualHolder, tenant.members("I", "ann"), [pay]).findings).toMatchObject([
      { exposure: "active", severity: "critical" },
    ]);
  });
});

describe("what tells only of eligibilities", () => {
  it("leaves 'nobody' inconclusive where it was not read, and those found stand", () => {
    const tenant = bank().members("A", "ann").unread("groupEligibilities");
    expect(judgedConflict(tenant, [pay])).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("groupEligibilities was denied") as string,
    });
    expect(judgedConflict(tenant.members("I", "ann"), [pay])).toMatchObject({ outcome: "violated", people: ["ann"] });
  });

  it("is not asked of packages", () => {
    const packages = aPack({ raise: [packageNamed("P")], approve: [packageNamed("P")] });
    expect(judgedConflict(bank().unread("groupEligibilities"), [packages]).outcome).toBe("satisfied");
  });
});
