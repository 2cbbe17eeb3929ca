import { describe, expect, it } from "vitest";
import { outOfBandHolder } from "../../../rules/bypass/out-of-band-holder.ts";
import { sectionsOfFact } from "../../../src/rule-kit/facts/sections-of-facts.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () =>
  aTenant()
    .users("ann", "bob")
    .groups("G", "in G")
    .app("erp", "Pay")
    .accessPackages("P", "Q")
    .grants("P", { group: "G" }, { app: "erp", role: "Pay" });

describe("out-of-band-holder", () => {
  it("finds who was put into the group or role around the package", () => {
    const tenant = bank().members("G", "ann", "bob").assign("bob", "P").appRole("erp", "Pay", "ann", "bob");
    const run = runRule(outOfBandHolder, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 2 });
    expect(run.findings.map(({ principal, subject }) => [principal?.id, subject?.kind])).toEqual([
      ["ann", "group"],
      ["ann", "appRole"],
    ]);
    expect(run.findings[0]).toMatchObject({
      message: 'ann holds G without an assignment to "P"',
      sides: [{ duty: "G", title: "G", holdings: [{ accessPoint: { id: "G" } }] }],
      evidence: ["groupMembers/1#/value/0"],
    });
    expect(run.outcome.reason).toBeUndefined();
    const either = runRule(outOfBandHolder, bank().grants("Q", { group: "G" }).members("G", "ann"));
    expect(either.findings[0]?.message).toBe('ann holds G without an assignment to "P" or "Q"');
  });

  it("counts those who are in it through a nested group", () => {
    expect(accused(runRule(outOfBandHolder, bank().members("G", "in G").members("in G", "ann")))).toEqual(["ann"]);
  });

  it("is satisfied where a second package explains the membership", () => {
    const run = runRule(outOfBandHolder, bank().grants("Q", { group: "G" }).members("G", "ann").assign("ann", "Q"));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("accuses nobody who has it by a group that a package of theirs grants", () => {
    const nested = bank().grants("Q", { group: "in G" }).members("G", "in G").members("in G", "ann").assign("ann", "Q");
    expect(accused(runRule(outOfBandHolder, nested))).toEqual([]);
    const byRole = bank().members("G", "ann").assign("ann", "Q").grants("Q", { group: "G" }).appRole("erp", "Pay", "G");
    expect(accused(runRule(outOfBandHolder, byRole))).toEqual([]);
  });

  it("finds who stayed when the assignment ended", () => {
    const run = runRule(outOfBandHolder, bank().members("G", "ann").assign("ann", "P", { state: "expired" }));
    expect(accused(run)).toEqual(["ann"]);
  });

  it("accuses nobody whose assignment is in a state that cannot be read", () => {
    const run = runRule(outOfBandHolder, bank().members("G", "ann").assign("ann", "P", { state: "pondering" }));
    expect(run.findings).toEqual([]);
    expect(run.outcome).toMatchObject({
      outcome: "inconclusive",
      reason: "whether a package gives ann G cannot be told",
    });
  });

  it("accuses nobody, and clears nobody, where the members of a group within were not read", () => {
    const unread = bank().members("G", "ann", "in G").notAsked("groupMembers", "in G");
    const run = runRule(outOfBandHolder, unread);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(run.outcome.reason).toContain('the members of "in G" were not read');
    expect(
      runRule(outOfBandHolder, bank().members("G", "in G").notAsked("groupMembers", "in G")).outcome,
    ).toMatchObject({ outcome: "inconclusive" });
  });

  it("accuses nobody whose unreadable assignment gives the group by another that stands in it", () => {
    const tenant = bank()
      .group("in G")
      .members("G", "in G", "ann")
      .accessPackage("R")
      .grants("R", { group: "in G" })
      .assign("ann", "R", { state: "unknownFutureValue" });
    expect(accused(runRule(outOfBandHolder, tenant))).toEqual([]);
  });

  it("ignores groups that no package grants, and grants of ownership", () => {
    const tenant = bank().group("H").members("H", "ann").group("O").grants("Q", { group: "O", as: "Owner" });
    expect(runRule(outOfBandHolder, tenant.members("O", "ann")).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it.each(sectionsOfFact("grants"))(
    "concludes from absence: %s in part or not at all leaves it inconclusive",
    (section) => {
      expect(runRule(outOfBandHolder, bank().members("G", "ann").partial(section)).outcome.outcome).toBe(
        "inconclusive",
      );
      expect(runRule(outOfBandHolder, bank().members("G", "ann").unread(section)).outcome).toMatchObject({
        outcome: "inconclusive",
        violations: 0,
      });
    },
  );
});
