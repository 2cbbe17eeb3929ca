import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judged, judgedConflict } from "../builders/judging.ts";
import { aPack, groupNamed, packageNamed, packOf, roleOf } from "../builders/pack.ts";
import { type Draft, drafts, people, randomPack, tenantOf } from "../builders/random-tenant.ts";
import { recounted } from "../builders/recount.ts";
import { aTenant } from "../builders/tenant.ts";

const bank = () => aTenant().users("ann", "bob").groups("I", "A", "R").accessPackages("P", "Q").app("erp", "Pay");
const twoGroups = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] });
const three = { raise: [groupNamed("I")], approve: [groupNamed("A")], release: [groupNamed("R")] };

/** Who holds too much of what, as the engine says. */
function dualHolders(draft: Draft, name?: (id: string) => string): Record<string, readonly string[]> {
  const found = judged(tenantOf(draft, name), [randomPack]).judged.filter(({ conflict }) => conflict.source === "pack");
  return Object.fromEntries(
    found
      .filter(({ holders }) => holders.length > 0)
      .map(({ conflict, holders }) => [conflict.id, holders.map(({ principal }) => principal.displayName).sort()]),
  );
}

describe("judging a conflict", () => {
  it("agrees with a recount by plain sets", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(dualHolders(draft)).toEqual(recounted(tenantOf(draft).build(), randomPack, people));
      }),
      { numRuns: 200 },
    );
  });

  it("never loses a dual holder by one more grant", () => {
    const grant = fc.oneof(
      fc.tuple(
        fc.constant("members" as const),
        fc.constantFrom("GA", "GB", "GN", "GO"),
        fc.constantFrom(...people, "GA", "GN"),
      ),
      fc.tuple(fc.constant("assignments" as const), fc.constantFrom(...people), fc.constantFrom("PA", "PB", "PC")),
      fc.tuple(fc.constant("roleHolders" as const), fc.constantFrom(...people, "GB"), fc.constant("")),
    );
    fc.assert(
      fc.property(drafts, grant, (draft, [where, one, other]) => {
        const entry = { members: [one, other], assignments: [one, other, "delivered"], roleHolders: one }[where];
        const more: Draft = { ...draft, [where]: [...draft[where], entry] };
        const after = dualHolders(more);
        for (const [conflict, holders] of Object.entries(dualHolders(draft))) {
          for (const holder of holders) expect(after[conflict]).toContain(holder);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("does not depend on ids, nor on the order in which things were read", () => {
    fc.assert(
      fc.property(drafts, fc.stringMatching(/^[a-z]{1,3}$/u), (draft, salt) => {
        const backwards: Draft = {
          ...draft,
          members: draft.members.toReversed(),
          assignments: draft.assignments.toReversed(),
          roleHolders: draft.roleHolders.toReversed(),
        };
        const renamed = (id: string): string => `${id.slice(1)}${salt}${id}`;
        expect(dualHolders(backwards)).toEqual(dualHolders(draft));
        expect(dualHolders(draft, renamed)).toEqual(dualHolders(draft));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [1, ["ann", "bob"]],
    [2, ["ann"]],
  ])("of three duties lets at most %i be held", (atMost, holders) => {
    const tenant = bank().members("I", "ann", "bob").members("A", "ann", "bob").members("R", "ann");
    const pack = packOf(three, { id: "R1", duties: ["raise", "approve", "release"], atMost });
    expect(judgedConflict(tenant, [pack]).people).toEqual(holders);
  });

  it("counts a duty once, by however many access points it is held", () => {
    const pack = packOf(
      { raise: [groupNamed("I"), packageNamed("P")], approve: [groupNamed("A")] },
      { id: "R1", duties: ["raise", "approve"] },
    );
    expect(judgedConflict(bank().members("I", "ann").assign("ann", "P"), [pack]).people).toEqual([]);
  });

  it("takes a group's own members only, where the pack asks for it", () => {
    const direct = aPack({ raise: [groupNamed("I", "direct")], approve: [groupNamed("A")] });
    const tenant = bank().members("I", "R").members("R", "ann").members("A", "ann");
    expect(judgedConflict(tenant, [direct]).people).toEqual([]);
    expect(judgedConflict(tenant, [twoGroups]).people).toEqual(["ann"]);
  });

  it("has both sides in one hand where one access point is of both", () => {
    const toxic = aPack({ raise: [packageNamed("P")], approve: [packageNamed("P"), groupNamed("A")] });
    expect(judgedConflict(bank().assign("ann", "P"), [toxic]).people).toEqual(["ann"]);
  });
});

describe("what a conflict lacks", () => {
  it("does not apply where nobody said what holds a duty, and names the duty", () => {
    const pack = aPack({ raise: [groupNamed("I")], approve: [] });
    expect(judgedConflict(bank(), [pack])).toMatchObject({
      outcome: "not-applicable",
      reason: "nothing is bound to approve",
    });
  });

  it("is inconclusive where an entry matches nothing or several things, with the place; other conflicts are judged", () => {
    const tenant = bank().group("I2", { displayName: "I" }).members("A", "ann").members("R", "ann");
    const pack = packOf(
      three,
      { id: "R1", duties: ["raise", "approve"] },
      { id: "R2", duties: ["approve", "release"] },
    );
    expect(judgedConflict(tenant, [pack])).toMatchObject({
      outcome: "inconclusive",
      reason: 'pack.yaml:1:1: 2 things match the group with name "I"; name it by id',
      people: [],
    });
    expect(judgedConflict(tenant, [pack], "R2")).toMatchObject({ outcome: "violated", people: ["ann"] });
  });

  it("needs only what its own access points are read from", () => {
    const packages = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });
    const tenant = bank().unread("groups", "groupMembers", "servicePrincipals", "appRoleAssignments", "users");
    expect(judgedConflict(tenant, [packages]).outcome).toBe("satisfied");
  });

  it.each([
    ["groupMembers", aPack({ raise: [groupNamed("I")], approve: [packageNamed("Q")] })],
    ["groups", aPack({ raise: [groupNamed("I")], approve: [packageNamed("Q")] })],
    ["assignments", aPack({ raise: [groupNamed("I")], approve: [packageNamed("Q")] })],
    ["accessPackages", aPack({ raise: [groupNamed("I")], approve: [packageNamed("Q")] })],
    ["servicePrincipals", aPack({ raise: [roleOf("erp", "Pay")], approve: [packageNamed("Q")] })],
    ["appRoleAssignments", aPack({ raise: [roleOf("erp", "Pay")], approve: [packageNamed("Q")] })],
  ] as const)("is inconclusive without %s, and names what would unlock it", (section, pack) => {
    const tenant = bank().members("I", "ann").assign("ann", "Q").appRole("erp", "Pay", "ann").unread(section);
    const conflict = judgedConflict(tenant, [pack]);
    expect(conflict).toMatchObject({ outcome: "inconclusive", people: [] });
    expect(conflict.reason).toContain(`${section} was denied (403 Forbidden; grant ${section}.Read)`);
  });

  it("does not judge at all what one of its access points was not read for, though others were", () => {
    const pack = aPack({ raise: [groupNamed("I"), packageNamed("P")], approve: [packageNamed("Q")] });
    const tenant = bank().assign("ann", "P").assign("ann", "Q");
    expect(judgedConflict(tenant, [pack]).people).toEqual(["ann"]);
    expect(judgedConflict(tenant.unread("groupMembers"), [pack])).toMatchObject({
      outcome: "inconclusive",
      people: [],
    });
  });

  it("stands by those found in a part, and says there may be more", () => {
    const tenant = bank().members("I", "ann").members("A", "ann").partial("groupMembers");
    expect(judgedConflict(tenant, [twoGroups])).toMatchObject({
      outcome: "violated",
      people: ["ann"],
      reason: "there may be more: groupMembers was not read to the end (the answer broke off)",
    });
  });

  it("is inconclusive where a part shows nobody, and where it broke before the first row", () => {
    expect(judgedConflict(bank().members("I", "ann").partial("groupMembers"), [twoGroups]).outcome).toBe(
      "inconclusive",
    );
    expect(judgedConflict(bank().partial("groupMembers"), [twoGroups]).outcome).toBe("inconclusive");
  });

  it("is inconclusive where a package's assignment is in a state that cannot be read", () => {
    const packages = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });
    const tenant = bank().assign("ann", "P", { state: "pondering" }).assign("ann", "Q");
    expect(judgedConflict(tenant, [packages])).toMatchObject({ outcome: "inconclusive", people: [] });
    expect(judgedConflict(tenant.assign("bob", "P").assign("bob", "Q"), [packages])).toMatchObject({
      outcome: "violated",
      people: ["bob"],
    });
  });

  it("does not clear a package found by name while there may be another of that name", () => {
    const packages = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });
    expect(judgedConflict(bank().partial("accessPackages"), [packages]).outcome).toBe("inconclusive");
  });

  it("is never clean on a site or a directory role, which cannot be read from Graph", () => {
    for (const selector of [
      { site: { url: "https://x", role: "Members" } },
      { directoryRole: { name: "Global Reader" } },
    ]) {
      const pack = aPack({ raise: [groupNamed("I")], approve: [selector] });
      expect(judgedConflict(bank(), [pack]).outcome).toBe("inconclusive");
    }
  });

  it("does not clear a group with a nested group in it that was never listed", () => {
    const tenant = bank()
      .members("I", "ann")
      .row("groupMembers", { groupId: "A", memberId: "new", memberType: "group", memberName: "new" });
    expect(judgedConflict(tenant, [twoGroups])).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("new") as string,
    });
  });

  it("knows a subject that only one of its assignments gives an object id", () => {
    const both = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });
    const tenant = bank()
      .assign("ann", "P", { subjectId: "subject 1" })
      .assign("ann", "Q", { subjectId: "subject 1", targetObjectId: null });
    expect(judgedConflict(tenant, [both]).people).toEqual(["ann"]);
  });

  it("does not clear a declared pair with a package that was never listed, whose assignments were never asked for", () => {
    const tenant = bank().assign("ann", "P").row("incompatibleAccessPackages", {
      accessPackageId: "P",
      incompatibleId: "hidden",
      incompatibleName: "Hidden package",
    });
    expect(judgedConflict(tenant, [], "declared/P/hidden")).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("Hidden package") as string,
    });
  });

  it.each([
    ["an assignment to it", { assignmentId: "unread", targetObjectId: "ann" }, "P"],
    ["one who has the other, too", { assignmentId: "of ann", targetObjectId: "ann" }, "Q"],
  ])("does not clear a package of which the tenant tells %s that was not read", (_, told, name) => {
    const tenant = bank()
      .assign("ann", "P", { id: "of ann" })
      .declares("P", "Q")
      .row("additionalAccess", {
        accessPackageId: "P",
        incompatibleId: "Q",
        targetName: "Ann",
        ...told,
      });
    expect(judgedConflict(tenant, [], "declared/P/Q")).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining(`to "${name}" that was not read`) as string,
    });
  });
});
