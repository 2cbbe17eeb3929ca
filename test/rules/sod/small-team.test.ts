import { describe, expect, it } from "vitest";
import { smallTeam } from "../../../rules/sod/small-team.ts";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { groupNamed, packOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().users("ann", "bob", "cleo").groups("I", "A", "R").members("I", "ann");
const heldBy = { raise: [groupNamed("I")], approve: [groupNamed("A")], release: [groupNamed("R")] };
const three = packOf(heldBy, { id: "R1", duties: ["raise", "approve", "release"], atMost: 2, people: 3 });
const two = () => bank().members("A", "bob").members("R", "bob");

describe("small-team", () => {
  it("finds the conflict once, with the team, who holds what, and how", () => {
    const run = runRule(smallTeam, two(), [three]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(subjects(run)).toEqual(["R1"]);
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "conflict", name: "conflict R1" },
      conflict: "R1",
      severity: "critical",
    });
    expect(run.findings[0]?.message).toContain(
      "ann and bob together hold every duty of a process that is to take 3 people",
    );
    expect(run.findings[0]?.sides?.map(({ duty, title }) => [duty, title])).toEqual([
      ["raise", "to raise (ann)"],
      ["approve", "to approve (bob)"],
      ["release", "to release (bob)"],
    ]);
    expect(run.findings[0]?.evidence).toHaveLength(3);
  });

  it("finds one person who holds every duty", () => {
    const run = runRule(smallTeam, bank().members("A", "ann").members("R", "ann"), [three]);
    expect(run.findings[0]?.message).toContain("ann holds every duty of a process");
  });

  it("counts a person with two accounts once, and names what each holds", () => {
    const links = { employeeId: "10423" };
    const twice = aTenant()
      .user("ann", links)
      .user("adm-ann", links)
      .users("bob")
      .groups("I", "A", "R")
      .members("I", "ann")
      .members("A", "adm-ann")
      .members("R", "bob");
    const run = runRule(smallTeam, twice, [three]);
    expect(run.outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(run.findings[0]?.sides?.map(({ duty, holdings }) => [duty, holdings[0]?.path[0]?.id])).toEqual([
      ["raise", "ann"],
      ["approve", "adm-ann"],
      ["release", "R"],
    ]);
  });

  it.each(["partial", "unread"] as const)("is inconclusive where accounts may be one person's: users %s", (lack) => {
    const apart = () => bank().members("A", "bob").members("R", "cleo");
    expect(runRule(smallTeam, apart(), [three]).outcome.outcome).toBe("satisfied");
    const { outcome } = runRule(smallTeam, apart()[lack]("users"), [three]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("whether they are fewer people than accounts cannot be told without users");
    expect(runRule(smallTeam, bank().members("A", "bob")[lack]("users"), [three]).outcome.outcome).toBe("satisfied");
    expect(runRule(smallTeam, two()[lack]("users"), [three]).outcome.outcome).toBe("violated");
  });

  it("is inconclusive where accounts that may be one person's would make the team too small", () => {
    const alike = { displayName: "Anna Holt" };
    const maybe = aTenant()
      .user("ann", alike)
      .user("adm-ann", { displayName: "Anna Holt (admin)" })
      .users("bob")
      .groups("I", "A", "R")
      .members("I", "ann")
      .members("A", "adm-ann")
      .members("R", "bob");
    const { outcome } = runRule(smallTeam, maybe, [three]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("whose it is");
  });

  it("accuses none of the team of holding too much alone", () => {
    expect(runRule(dualHolder, two(), [three]).outcome).toMatchObject({ outcome: "not-applicable", violations: 0 });
  });

  it("is satisfied where it takes as many people as demanded, or nobody holds a duty", () => {
    const apart = bank().members("A", "bob").members("R", "cleo");
    expect(runRule(smallTeam, apart, [three]).outcome.outcome).toBe("satisfied");
    expect(runRule(smallTeam, bank(), [three]).outcome.outcome).toBe("satisfied");
  });

  it("is inconclusive where a duty was not read", () => {
    const run = runRule(smallTeam, two().unread("groupMembers"), [three]);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(run.outcome.reason).toContain("grant groupMembers.Read");
  });

  it("stands by the team that a part shows, and says there may be more", () => {
    const { outcome } = runRule(smallTeam, two().partial("groupMembers"), [three]);
    expect(outcome).toMatchObject({ outcome: "violated", reason: expect.stringContaining("R1: there may be more") });
  });

  it("does not apply where no bound conflict demands people", () => {
    const plain = packOf(heldBy, { id: "R1", duties: ["raise", "approve"] });
    const unbound = packOf({ ...heldBy, release: [] }, { id: "R1", duties: ["raise", "release"], people: 2 });
    for (const pack of [plain, unbound]) {
      expect(runRule(smallTeam, two(), [pack]).outcome).toMatchObject({
        outcome: "not-applicable",
        reason: "no bound conflict demands several people",
      });
    }
  });
});
