import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toxicPackage } from "../../../rules/sod/toxic-package.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed, packOf, roleOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const pay = aPack(
  { raise: [groupNamed("I")], approve: [groupNamed("A"), roleOf("erp", "Approve")] },
  { severity: "high" },
);

const bank = () =>
  aTenant().users("ann").groups("I", "A", "in A", "clerks").app("erp", "Approve").accessPackages("P", "Q");

describe("toxic-package", () => {
  it("finds a package that grants a group of either side, and names both", () => {
    const run = runRule(toxicPackage, bank().grants("P", { group: "I" }, { group: "A" }).grants("Q", { group: "A" }), [
      pay,
    ]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "accessPackage", id: "P", name: "P" },
      conflict: "R1",
      severity: "high",
      message: '"P" alone gives "to raise" (I) and "to approve" (A): conflict R1',
      evidence: ["accessPackages/1#/value/0", "resourceRoleScopes/1#/value/0", "resourceRoleScopes/1#/value/1"],
    });
  });

  it("does not count what a group is only to stand in later", () => {
    const later = { startDateTime: "2027-01-01T00:00:00Z" };
    const tenant = bank().grants("P", { group: "I" }, { group: "clerks" });
    expect(runRule(toxicPackage, tenant.activated("A", "clerks", later), [pay]).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(toxicPackage, tenant.eligible("A", "clerks"), [pay]))).toEqual(["P"]);
  });

  it("does not conclude where a role that is granted is unheard of, or what groups may join was not read", () => {
    const odd = {
      originSystem: "unheardOf",
      roleOriginId: "x",
      roleName: "Member",
      scopeOriginId: "A",
      scopeName: "A",
    };
    const tenant = bank()
      .grants("P", { group: "I" })
      .row("resourceRoleScopes", { id: "odd", accessPackageId: "P", ...odd });
    expect(runRule(toxicPackage, tenant, [pay]).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining('what the role "Member" of "A" (unheardOf) is cannot be told') as string,
    });
    const unread = bank().grants("P", { group: "I" }).unread("groupEligibilities");
    expect(runRule(toxicPackage, unread, [pay]).outcome.outcome).toBe("inconclusive");
  });

  it.each([
    ["a group nested in the other side's", bank().grants("P", { group: "I" }, { group: "in A" }).members("A", "in A")],
    ["an app role", bank().grants("P", { group: "I" }, { app: "erp", role: "Approve" })],
    [
      "a group with an app role",
      bank().grants("P", { group: "I" }, { group: "clerks" }).appRole("erp", "Approve", "clerks"),
    ],
    ["one group nested in both", bank().grants("P", { group: "clerks" }).members("I", "clerks").members("A", "clerks")],
  ])("counts %s", (_, tenant) => {
    expect(subjects(runRule(toxicPackage, tenant, [pay]))).toEqual(["P"]);
  });

  it.each([
    ["each side is given by a package of its own", bank().grants("P", { group: "I" }).grants("Q", { group: "A" })],
    ["the package makes an owner of the one group", bank().grants("P", { group: "I" }, { group: "A", as: "Owner" })],
    [
      "the role belongs to a group that the package's group is only nested in",
      bank()
        .grants("P", { group: "I" }, { group: "in A" })
        .members("clerks", "in A")
        .appRole("erp", "Approve", "clerks"),
    ],
  ])("is satisfied where %s", (_, tenant) => {
    expect(runRule(toxicPackage, tenant, [pay]).outcome).toMatchObject({ outcome: "satisfied", violations: 0 });
  });

  it("counts sides, not the duties of one side", () => {
    const sided = aPack(
      { raise: [groupNamed("I")], release: [groupNamed("clerks")], approve: [groupNamed("A")], check: [] },
      {
        sides: [
          ["raise", "release"],
          ["approve", "check"],
        ],
      },
    );
    const tenant = bank().grants("P", { group: "I" }, { group: "clerks" });
    expect(runRule(toxicPackage, tenant, [sided]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const { findings } = runRule(toxicPackage, tenant.grants("P", { group: "A" }), [sided]);
    expect(findings[0]?.message).toBe(
      '"P" alone gives "to raise" (I), "to release" (clerks) and "to approve" (A): conflict R1',
    );
  });

  it("names every way in which it gives a duty", () => {
    const tenant = bank().grants("P", { group: "I" }, { group: "A" }, { app: "erp", role: "Approve" });
    expect(runRule(toxicPackage, tenant, [pay]).findings[0]?.message).toContain('"to approve" (A, erp / Approve):');
  });

  it("finds a package that was not listed, and calls it by its id", () => {
    const tenant = bank().grants("unlisted", { group: "I" }, { group: "A" });
    expect(runRule(toxicPackage, tenant, [pay]).findings[0]).toMatchObject({
      subject: { id: "unlisted", name: "unlisted" },
      evidence: ["resourceRoleScopes/1#/value/0", "resourceRoleScopes/1#/value/1"],
    });
  });

  it("counts a duty only where all that a way of holding it takes is given", () => {
    const both = aPack({ raise: [groupNamed("I")], approve: [allOf(groupNamed("A"), groupNamed("clerks"))] });
    const tenant = bank().grants("P", { group: "I" }, { group: "A" });
    expect(runRule(toxicPackage, tenant, [both]).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(toxicPackage, tenant.grants("P", { group: "clerks" }), [both]))).toEqual(["P"]);
  });

  it("counts nesting only where the duty does", () => {
    const direct = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A", "direct")] });
    const tenant = () => bank().grants("P", { group: "I" }, { group: "in A" }).members("A", "in A");
    expect(runRule(toxicPackage, tenant(), [direct]).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(toxicPackage, tenant().grants("P", { group: "A" }), [direct]))).toEqual(["P"]);
  });

  it("counts the package itself where it is a duty, and sites", () => {
    const site = { site: { url: "https://s", role: "Members" } };
    const own = aPack({ raise: [packageNamed("P")], approve: [site] });
    const run = runRule(toxicPackage, bank().grants("P", { site: "https://s", role: "Members" }), [own]);
    expect(run.findings[0]?.message).toContain('"P" alone gives "to raise" and "to approve" (https://s / Members)');
  });

  it("does not mind who else holds a package or a site", () => {
    const own = aPack({ raise: [packageNamed("P")], approve: [{ site: { url: "https://s", role: "Members" } }] });
    const run = runRule(toxicPackage, bank().assign("ann", "P", { state: "unknownFutureValue" }), [own]);
    expect(run.outcome.outcome).toBe("satisfied");
  });

  it("heeds how many duties may be held together", () => {
    const heldBy = { a: [groupNamed("I")], b: [groupNamed("A")], c: [groupNamed("clerks")] };
    const two = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost: 2 });
    const tenant = () => bank().grants("P", { group: "I" }, { group: "A" });
    expect(runRule(toxicPackage, tenant(), [two]).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(toxicPackage, tenant().grants("P", { group: "clerks" }), [two]))).toEqual(["P"]);
  });

  it("judges declared conflicts: a package that gives the group it refuses", () => {
    const run = runRule(toxicPackage, bank().grants("P", { group: "A" }).declaresGroup("P", "A"));
    expect(run.findings[0]).toMatchObject({ subject: { id: "P" }, conflict: "declared/P/A" });
  });

  it("leaves sanctioned overrides to the rule about them, by id or by a name that no other package has", () => {
    const tenant = () => bank().accessPackage("7", { displayName: "Both" }).grants("7", { group: "I" }, { group: "A" });
    const named = (name: string, among = tenant()) => runRule(toxicPackage, among, [pay], {}, [name]);
    expect(runRule(toxicPackage, tenant(), [pay]).findings).toMatchObject([{ subject: { id: "7", name: "Both" } }]);
    for (const name of ["7", "Both"]) expect(named(name).outcome.outcome).toBe("satisfied");
    expect(subjects(named("Both", tenant().accessPackage("8", { displayName: "Both" })))).toEqual(["7"]);
    expect(subjects(named("Bo"))).toEqual(["7"]);
  });

  it("does not apply where nothing is bound or declared", () => {
    const unbound = aPack({ raise: [], approve: [groupNamed("A")] });
    const run = runRule(toxicPackage, bank().grants("P", { group: "A" }), [unbound]);
    expect(run.outcome).toMatchObject({
      outcome: "not-applicable",
      examined: 0,
      reason: "no conflict is bound or declared",
    });
  });

  it.each(["accessPackages", "resourceRoleScopes", "groupMembers"] as const)(
    "is inconclusive where %s were not read, and stands by what a part shows",
    (section) => {
      const tenant = () => bank().members("A", "in A").grants("P", { group: "I" }, { group: "A" });
      expect(runRule(toxicPackage, tenant().unread(section), [pay]).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(toxicPackage, tenant().partial(section), [pay]))).toEqual(["P"]);
      const clean = bank().members("A", "in A").grants("P", { group: "I" }).partial(section);
      expect(runRule(toxicPackage, clean, [pay]).outcome.outcome).toBe("inconclusive");
    },
  );

  it("is inconclusive where nobody asked who is in a group, or an entry matches nothing", () => {
    const unasked = runRule(toxicPackage, bank().grants("P", { group: "I" }).notAsked("groupMembers", "A"), [pay]);
    expect(unasked.outcome.outcome).toBe("inconclusive");
    expect(unasked.outcome.reason).toContain('R1: the members of "A" were not read');
    const lost = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A"), packageNamed("gone")] });
    expect(runRule(toxicPackage, bank().grants("P", { group: "I" }), [lost]).outcome.reason).toContain('name "gone"');
  });

  it("agrees with counting who would hold both sides if they held the package alone", () => {
    const groups = ["I", "A", "in A", "clerks"] as const;
    const edge = fc.tuple(fc.constantFrom(...groups), fc.constantFrom(...groups)).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...groups)),
        fc.uniqueArray(edge, { selector: String, maxLength: 30, size: "max" }),
        (granted, nested) => {
          const tenant = bank().grants("P", ...granted.map((group) => ({ group })));
          for (const [outer, inner] of nested) tenant.members(outer, inner);
          const reached = new Set<string>(granted);
          for (let size = -1; size !== reached.size; ) {
            size = reached.size;
            for (const [outer, inner] of nested) if (reached.has(inner)) reached.add(outer);
          }
          const isToxic = reached.has("I") && reached.has("A");
          expect(subjects(runRule(toxicPackage, tenant, [pay]))).toEqual(isToxic ? ["P"] : []);
        },
      ),
      { numRuns: 80 },
    );
  });
});
