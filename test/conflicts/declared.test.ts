import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judged, judgedConflict } from "../builders/judging.ts";
import { aPack, groupNamed, packageNamed } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";

const bank = () => aTenant().users("ann", "bob").groups("G", "in G").accessPackages("P", "Q");
const declaredIds = (tenant: ReturnType<typeof bank>) => judged(tenant).assessment.conflicts.map(({ id }) => id);

describe("declared conflicts", () => {
  it.each([
    ["one way", bank().declares("P", "Q"), 1],
    ["the other way", bank().declares("Q", "P"), 1],
    ["both ways", bank().declares("Q", "P").declares("P", "Q"), 2],
  ])("are one conflict of two packages, declared %s", (_, tenant, directions) => {
    const conflict = judgedConflict(
      tenant.assign("ann", "P").assign("ann", "Q").assign("bob", "P"),
      [],
      "declared/P/Q",
    );
    expect(conflict).toMatchObject({ source: "declared", pack: null, atMost: 1, outcome: "violated", people: ["ann"] });
    expect(conflict.duties.map(({ id }) => id)).toEqual(["P", "Q"]);
    expect(conflict.declarations).toHaveLength(directions);
  });

  it("of a package and a group count nested members, each path told", () => {
    const tenant = bank().declaresGroup("P", "G").members("G", "in G", "ann").members("in G", "ann", "bob");
    const { assessment } = judged(tenant.assign("ann", "P").assign("bob", "P"));
    const finding = assessment.findings.find(({ rule }) => rule === "dual-holder");

    expect(judgedConflict(tenant, [], "declared/P/G").people).toEqual(["ann", "bob"]);
    expect(finding?.sides?.[1]?.holdings.map(({ path }) => path.map(({ id }) => id))).toEqual([["G"], ["in G", "G"]]);
  });

  it("leave out a package declared incompatible with itself", () => {
    expect(declaredIds(bank().declares("P", "P"))).toEqual([]);
  });

  it("are named even where the packages or groups themselves were not read", () => {
    const tenant = bank()
      .row("incompatibleAccessPackages", { accessPackageId: "P", incompatibleId: "Q", incompatibleName: "Approver" })
      .row("incompatibleGroups", { accessPackageId: "P", groupId: "G", groupName: "PAY-Approvers" })
      .unread("accessPackages", "groups");
    expect(judged(tenant).assessment.conflicts.map(({ duties }) => duties[1]?.title)).toEqual([
      "PAY-Approvers",
      "Approver",
    ]);
  });

  it("have an id that only the ends decide, in whatever order and direction they come", () => {
    const ids = ["P", "Q", "R", "S"];
    const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
      selector: String,
      maxLength: 16,
      size: "max",
    });
    fc.assert(
      fc.property(edges, (declared) => {
        const tenant = bank().accessPackages("R", "S");
        for (const [from, to] of declared) tenant.declares(from, to);
        const pairs = declared
          .filter(([from, to]) => from !== to)
          .map((ends) => `declared/${ends.toSorted().join("/")}`);
        expect(declaredIds(tenant).toSorted()).toEqual([...new Set(pairs)].sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a pack and the tenant say twice", () => {
  const pack = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q"), groupNamed("G")] });

  it("is told on the pack's finding, for those caught by both", () => {
    const tenant = bank()
      .declares("P", "Q")
      .assign("ann", "P")
      .assign("ann", "Q")
      .assign("bob", "P")
      .members("G", "bob");
    const { findings } = judged(tenant, [pack]).assessment;
    const said = findings
      .filter(({ rule }) => rule === "dual-holder")
      .map(({ conflict, principal, alsoDeclared }) => [conflict, principal?.id, alsoDeclared]);
    expect(said).toEqual([
      ["R1", "ann", ["declared/P/Q"]],
      ["R1", "bob", undefined],
      ["declared/P/Q", "ann", undefined],
    ]);
  });

  it("is not where the declared ends are of one duty, or of none", () => {
    const tenant = bank().accessPackage("R").declares("P", "R").declaresGroup("Q", "G");
    tenant.assign("ann", "P").assign("ann", "Q").assign("ann", "R").members("G", "ann");
    const finding = judged(tenant, [pack]).assessment.findings.find(({ conflict }) => conflict === "R1");
    expect(finding?.alsoDeclared).toBeUndefined();
  });

  it("gives the pack's conflict the declarations that keep its duties apart", () => {
    const tenant = bank().accessPackage("R").declares("P", "Q").declares("P", "R").declaresGroup("P", "G");
    expect(judgedConflict(tenant, [pack]).declarations).toEqual([
      { from: "P", to: "G", kind: "group" },
      { from: "P", to: "Q", kind: "accessPackage" },
    ]);
  });
});
