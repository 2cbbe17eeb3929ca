import { describe, expect, it } from "vitest";
import { pendingConflict } from "../../rules/sod/pending-conflict.ts";
import { dualHolder } from "../../rules/sod/dual-holder.ts";
import { secondAccount } from "../../rules/sod/second-account.ts";
import { judged, judgedConflict, runRule } from "../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed, packOf, roleOf } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";

const bank = () =>
  aTenant().users("ann", "bob", "cleo").groups("I", "A", "R", "X").accessPackages("P").app("erp", "Pay");
const four = {
  raise: [groupNamed("I")],
  approve: [groupNamed("A")],
  release: [groupNamed("R")],
  check: [groupNamed("X")],
};

const sided = packOf(four, {
  id: "R1",
  duties: ["raise", "release", "approve", "check"],
  sides: [
    ["raise", "release"],
    ["approve", "check"],
  ],
});

describe("a conflict of two unions", () => {
  it("is violated by one duty of each, shows which, and not by two of one side", () => {
    const tenant = bank().members("I", "ann", "bob").members("R", "bob").members("X", "ann");
    const [found] = judged(tenant, [sided]).judged;
    expect(found?.outcome).toBe("violated");
    expect(found?.holders.map(({ principal, sides }) => [principal.id, sides.map(({ duty }) => duty)])).toEqual([
      ["ann", ["raise", "check"]],
    ]);
    expect(judgedConflict(tenant, [sided]).sides).toEqual([
      ["raise", "release"],
      ["approve", "check"],
    ]);
  });

  it("is judged by what is bound of each side, and says what it was judged without", () => {
    const partly = packOf({ ...four, release: [] }, sided.conflicts[0] ?? { id: "", duties: [] });
    const without = "judged without release, to which nothing is bound";
    expect(judgedConflict(bank().members("I", "ann"), [partly])).toMatchObject({
      outcome: "satisfied",
      reason: without,
    });
    expect(judgedConflict(bank().members("I", "ann").members("A", "ann"), [partly])).toMatchObject({
      outcome: "violated",
      people: ["ann"],
      reason: without,
    });
  });

  it("leaves no rule in doubt by what it was judged without, and does by what was not read", () => {
    const partly = packOf({ ...four, release: [] }, sided.conflicts[0] ?? { id: "", duties: [] });
    const tenant = () =>
      bank()
        .user("eve", { employeeId: "E1" })
        .user("adm-eve", { employeeId: "E1" })
        .members("I", "ann")
        .members("A", "ann");
    const outcomes = (of: ReturnType<typeof tenant>) =>
      [secondAccount, dualHolder, pendingConflict].map((rule) => {
        const { outcome, reason } = runRule(rule, of, [partly]).outcome;
        return [outcome, reason];
      });
    expect(outcomes(tenant())).toEqual([
      ["satisfied", undefined],
      ["violated", undefined],
      ["satisfied", undefined],
    ]);
    for (const [, reason] of outcomes(tenant().partial("groupMembers"))) expect(reason).toContain("there may be more");
  });

  it("does not apply where nothing is bound to a whole side", () => {
    const half = packOf({ ...four, raise: [], release: [] }, sided.conflicts[0] ?? { id: "", duties: [] });
    expect(judgedConflict(bank(), [half])).toMatchObject({
      outcome: "not-applicable",
      reason: "nothing is bound to raise, release",
    });
  });
});

describe("a conflict of more sides than one person may hold and another", () => {
  const of = (held: Partial<typeof four>, atMost: number) =>
    packOf({ ...four, ...held }, { id: "R1", duties: ["raise", "approve", "release"], atMost });
  const tenant = () => bank().members("I", "ann").members("A", "ann");

  it("is judged by the sides that are bound, where one person could hold too many of those", () => {
    expect(judgedConflict(tenant(), [of({ release: [] }, 1)])).toMatchObject({
      outcome: "violated",
      people: ["ann"],
      reason: "judged without release, to which nothing is bound",
    });
    expect(judgedConflict(bank(), [of({ release: [] }, 1)]).outcome).toBe("satisfied");
  });

  it("does not apply where nobody could", () => {
    expect(judgedConflict(tenant(), [of({ release: [] }, 2)])).toMatchObject({
      outcome: "not-applicable",
      reason: "nothing is bound to release",
    });
    expect(judgedConflict(tenant(), [of({ release: [], approve: [] }, 1)]).outcome).toBe("not-applicable");
  });
});

describe("a conflict that demands people", () => {
  const three = packOf(four, { id: "R1", duties: ["raise", "approve", "release"], atMost: 2, people: 3 });

  it("names the smallest team, and nobody where it takes as many as demanded", () => {
    const tenant = bank().members("I", "ann").members("A", "bob");
    expect(judgedConflict(tenant.members("R", "bob"), [three])).toMatchObject({ outcome: "violated", holders: 2 });
    const [found] = judged(tenant, [three]).judged;
    expect(found?.holders).toEqual([]);
    expect(found?.team.map(({ principal, sides }) => [principal.id, sides.map(({ duty }) => duty)])).toEqual([
      ["ann", ["raise"]],
      ["bob", ["approve", "release"]],
    ]);
    const apart = bank().members("I", "ann").members("A", "bob").members("R", "cleo");
    expect(judgedConflict(apart, [three])).toMatchObject({ outcome: "satisfied", holders: 0 });
  });

  it("is inconclusive where a part shows no team that is too small, and stands by one that it shows", () => {
    const apart = bank().members("I", "ann").members("A", "bob").members("R", "cleo").partial("groupMembers");
    expect(judgedConflict(apart, [three]).outcome).toBe("inconclusive");
    expect(judgedConflict(apart.members("R", "bob"), [three]).outcome).toBe("violated");
  });
});

describe("a critical duty", () => {
  it("is violated by whoever holds it", () => {
    const critical = aPack({ raise: [groupNamed("I")] }, { atMost: 0 });
    expect(judgedConflict(bank().members("I", "ann", "bob"), [critical]).people).toEqual(["ann", "bob"]);
    expect(judgedConflict(bank(), [critical]).outcome).toBe("satisfied");
  });
});

describe("a conflict for some people", () => {
  const scoped = (when: Readonly<Record<string, readonly string[]>>) =>
    aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, { when });
  const tenant = () =>
    aTenant()
      .user("ann", { department: "Treasury", companyName: "Bank AG" })
      .user("bob", { department: "Payments", userType: "Guest" })
      .user("cleo")
      .groups("I", "A")
      .members("I", "ann", "bob", "cleo")
      .members("A", "ann", "bob", "cleo");

  it.each([
    ["a department", { department: ["treasury"] }, ["ann"]],
    ["one of several", { department: ["treasury", "payments"] }, ["ann", "bob"]],
    ["a type of user", { userType: ["guest"] }, ["bob"]],
    ["a company", { companyName: ["bank ag"] }, ["ann"]],
    ["two properties at once", { department: ["payments"], companyName: ["bank ag"] }, []],
  ])("applies to those of %s, whatever the case", (_, when, caught) => {
    expect(judgedConflict(tenant(), [scoped(when)]).people).toEqual(caught);
  });

  it("is inconclusive without the users, and accuses nobody", () => {
    const conflict = judgedConflict(tenant().unread("users"), [scoped({ department: ["treasury"] })]);
    expect(conflict).toMatchObject({ outcome: "inconclusive", people: [] });
    expect(conflict.reason).toContain("users was denied");
  });

  it("is inconclusive where it cannot be told whether it applies to somebody who would violate it", () => {
    const stranger = aTenant().user("ann").groups("I", "A").members("I", "guest?").members("A", "guest?");
    const conflict = judgedConflict(stranger, [scoped({ department: ["treasury"] })]);
    expect(conflict).toMatchObject({ outcome: "inconclusive", people: [] });
    expect(conflict.reason).toBe("whether it applies to guest? cannot be told");
  });

  it("does not apply to an application, which is in no department", () => {
    const robot = aTenant().user("ann").app("robot").groups("I", "A").members("I", "robot").members("A", "robot");
    expect(judgedConflict(robot, [scoped({ department: ["treasury"] })]).outcome).toBe("satisfied");
  });
});

describe("a duty that takes several points", () => {
  const together = aPack({
    raise: [allOf(groupNamed("I"), roleOf("erp", "Pay")), packageNamed("P")],
    approve: [groupNamed("A")],
  });

  it("is held by those who hold all of them, or another way whole", () => {
    const tenant = bank().members("I", "ann", "bob").appRole("erp", "Pay", "ann").assign("cleo", "P");
    expect(judgedConflict(tenant.members("A", "ann", "bob", "cleo"), [together]).people).toEqual(["ann", "cleo"]);
  });

  it("shows every point, and none of a way that is held in part", () => {
    const tenant = bank().members("I", "ann", "cleo").appRole("erp", "Pay", "ann").assign("cleo", "P");
    const [found] = judged(tenant.members("A", "ann", "cleo"), [together]).judged;
    const points = found?.holders.map(({ sides }) => sides[0]?.holdings.map(({ accessPoint }) => accessPoint.id));
    expect(points).toEqual([["I", "erp/Pay"], ["P"]]);
  });

  it("is inconclusive where one of them matches nothing", () => {
    const lost = aPack({ raise: [allOf(groupNamed("I"), groupNamed("gone"))], approve: [groupNamed("A")] });
    expect(judgedConflict(bank().members("I", "ann").members("A", "ann"), [lost])).toMatchObject({
      outcome: "inconclusive",
      people: [],
    });
  });
});
