import { describe, expect, it } from "vitest";
import { incompatibleGroupMember } from "../../../rules/sod/incompatible-group-member.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () =>
  aTenant().users("ann", "bob", "cleo").groups("G", "in G", "deep").accessPackages("P", "Q").declaresGroup("P", "G");

describe("incompatible-group-member", () => {
  it("finds who holds the package and is in the group, with both ways", () => {
    const run = runRule(
      incompatibleGroupMember,
      bank().assign("ann", "P").assign("bob", "P").members("G", "ann", "cleo"),
    );
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      conflict: "declared/P/G",
      severity: "high",
      exposure: "active",
      message: 'ann holds "P" and is in "G", which it refuses: as a direct member',
      evidence: ["assignments/1#/value/0", "groupMembers/1#/value/0"],
    });
    expect(run.findings[0]?.sides?.map(({ duty }) => duty)).toEqual(["P", "G"]);
  });

  it("says through which groups, by the shortest way", () => {
    const nested = () => bank().assign("ann", "P").members("G", "in G").members("in G", "deep").members("deep", "ann");
    const message = (tenant: ReturnType<typeof bank>) => runRule(incompatibleGroupMember, tenant).findings[0]?.message;
    expect(message(nested())).toMatch(/which it refuses: through "deep" in "in G"$/u);
    expect(message(nested().members("in G", "ann"))).toContain('which it refuses: through "in G"');
    expect(message(nested().members("G", "ann"))).toContain("which it refuses: as a direct member");
  });

  it.each([
    ["nobody has both", bank().assign("ann", "P").members("G", "bob")],
    ["the assignment is over", bank().assign("ann", "P", { state: "expired" }).members("G", "ann")],
    ["the group is in the other, not the other way round", bank().assign("ann", "P").members("in G", "G", "ann")],
  ])("is satisfied where %s", (_, tenant) => {
    expect(runRule(incompatibleGroupMember, tenant).outcome).toMatchObject({ outcome: "satisfied", violations: 0 });
  });

  it("tells two groups that one package refuses apart", () => {
    const run = runRule(
      incompatibleGroupMember,
      bank().declaresGroup("P", "in G").assign("ann", "P").members("G", "ann").members("in G", "ann"),
    );
    expect(accused(run)).toEqual(["ann", "ann"]);
    expect(new Set(run.findings.map(({ id }) => id)).size).toBe(2);
  });

  it("reports a declaration once, though a pack names the same package and group", () => {
    const pack = aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] });
    const run = runRule(incompatibleGroupMember, bank().assign("ann", "P").members("G", "ann"), [pack]);
    expect(run.findings.map(({ conflict }) => conflict)).toEqual(["declared/P/G"]);
  });

  it("leaves declared packages and the conflicts of packs to the others", () => {
    const pack = aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] });
    const tenant = aTenant().users("ann").group("G").accessPackages("P", "Q").declares("P", "Q");
    const run = runRule(incompatibleGroupMember, tenant.assign("ann", "P").assign("ann", "Q").members("G", "ann"), [
      pack,
    ]);
    expect(run.outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
    expect(run.outcome.reason).toBe("no package declares a group incompatible");
  });

  it.each(["assignments", "groupMembers", "incompatibleGroups"] as const)(
    "is inconclusive where %s were not read",
    (section) => {
      const run = runRule(incompatibleGroupMember, bank().assign("ann", "P").members("G", "ann").unread(section));
      expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(run.outcome.reason).toContain(`grant ${section}.Read`);
    },
  );

  it("stands by what a part shows, and takes its silence for nothing", () => {
    const part = () => bank().assign("ann", "P").partial("groupMembers");
    const found = runRule(incompatibleGroupMember, part().members("G", "ann"));
    expect(accused(found)).toEqual(["ann"]);
    expect(found.outcome.reason).toContain("there may be more");
    expect(runRule(incompatibleGroupMember, part().members("G", "bob")).outcome.outcome).toBe("inconclusive");
  });

  it("is inconclusive where nobody asked who is in the group, or an assignment's state is unknown", () => {
    const unasked = runRule(incompatibleGroupMember, bank().assign("ann", "P").notAsked("groupMembers", "G"));
    expect(unasked.outcome.outcome).toBe("inconclusive");
    expect(unasked.outcome.reason).toContain('P and G are declared incompatible: the members of "G" were not read');
    const odd = bank().assign("ann", "P", { state: "unknownFutureValue" }).members("G", "ann");
    expect(runRule(incompatibleGroupMember, odd).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });
});
