import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tooFewPeople } from "../../../rules/sod/too-few-people.ts";
import type { PackConflict } from "../../../src/conflicts/packs.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, packOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const pay = (more: Partial<PackConflict> = {}) => aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, more);
const two = pay({ minimumHolders: { raise: 2, approve: 2 } });

const bank = () => aTenant().users("ann", "bob", "cleo", "dan").groups("I", "A", "in A").members("A", "in A");

describe("too-few-people", () => {
  it("finds a separation that leaves one of two approvers, and says how many there could be", () => {
    const run = runRule(tooFewPeople, bank().members("I", "ann", "bob").members("A", "bob", "cleo"), [two]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "conflict", id: "R1" },
      conflict: "R1",
      severity: "medium",
      message:
        'conflict R1: kept apart, its duties need 4 people and could have 3, such as "to raise" 2 of 2, "to approve" 1 of 2; 1 hold too many of them today',
    });
    expect(run.findings[0]?.evidence).toHaveLength(2);
  });

  it("is satisfied where dual holders can be shared out", () => {
    const tenant = bank().members("I", "ann", "bob", "cleo").members("A", "bob", "cleo", "dan");
    expect(runRule(tooFewPeople, tenant, [two]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("finds a duty that is short already, though nobody holds both", () => {
    const run = runRule(tooFewPeople, bank().members("I", "ann", "bob").members("in A", "cleo"), [two]);
    expect(run.findings[0]?.message).toMatch(/need 4 people and could have 3, such as .*"to approve" 1 of 2$/u);
  });

  it("asks for one person where nothing is said, and for nobody where nobody holds the duty", () => {
    expect(subjects(runRule(tooFewPeople, bank().members("I", "ann").members("A", "ann"), [pay()]))).toEqual(["R1"]);
    expect(runRule(tooFewPeople, bank().members("I", "ann").members("A", "bob"), [pay()]).outcome.outcome).toBe(
      "satisfied",
    );
    expect(runRule(tooFewPeople, bank().members("I", "ann"), [pay()]).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(tooFewPeople, bank(), [two]))).toEqual(["R1"]);
    expect(runRule(tooFewPeople, bank(), [pay({ minimumHolders: { raise: 0 } })]).outcome.outcome).toBe("satisfied");
  });

  it("asks for nobody of a duty to which nothing is bound", () => {
    const more = { minimumHolders: { release: 2 } };
    const three = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")], release: [] }, more);
    const tenant = bank().members("I", "ann").members("A", "bob");
    expect(runRule(tooFewPeople, tenant, [three]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("does not call enough what it cannot count: unread holders may need a place, and unread declarations people", () => {
    const packages = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });
    const both = () => aTenant().user("ann").accessPackages("P", "Q").assign("ann", "P").assign("ann", "Q");
    expect(subjects(runRule(tooFewPeople, both(), [packages]))).toEqual(["R1"]);
    expect(runRule(tooFewPeople, both().unread("assignments"), [packages]).outcome.outcome).toBe("inconclusive");

    const half = aPack({ raise: [groupNamed("I")], approve: [packageNamed("Q")] });
    const raising = both().group("I").members("I", "ann").unread("assignments");
    expect(runRule(tooFewPeople, raising, [half]).outcome.outcome).toBe("inconclusive");

    const declared = () => both().declares("P", "Q").declares("Q", "P");
    expect(subjects(runRule(tooFewPeople, declared()))).toEqual(["declared/P/Q"]);
    const untold = runRule(tooFewPeople, declared().unread("incompatibleAccessPackages"));
    expect(untold.outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("incompatibleAccessPackages") as string,
    });
  });

  it("counts neither disabled accounts nor applications as staff", () => {
    const tenant = () =>
      bank().user("off", { accountEnabled: false }).app("batch").members("I", "ann").members("A", "ann");
    expect(runRule(tooFewPeople, tenant().members("A", "bob"), [pay()]).outcome.outcome).toBe("satisfied");
    for (const holder of ["off", "batch"]) {
      expect(subjects(runRule(tooFewPeople, tenant().members("A", holder), [pay()]))).toEqual(["R1"]);
    }
    const machines = bank().app("batch").members("I", "ann").members("A", "batch");
    expect(runRule(tooFewPeople, machines, [pay()]).outcome.outcome).toBe("satisfied");
  });

  it("takes a disabled dual holder for no help", () => {
    const tenant = bank().user("off", { accountEnabled: false }).members("I", "off", "ann").members("A", "off", "ann");
    expect(subjects(runRule(tooFewPeople, tenant, [pay()]))).toEqual(["R1"]);
    const alone = bank().user("off", { accountEnabled: false }).members("I", "off").members("A", "off");
    expect(runRule(tooFewPeople, alone, [pay()]).outcome.outcome).toBe("satisfied");
  });

  it("decides nothing where it hangs on an account of which it is not known whether it is enabled", () => {
    const tenant = bank().user("who", { accountEnabled: null }).members("I", "ann").members("A", "ann", "who");
    const { outcome } = runRule(tooFewPeople, tenant, [pay()]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(
      "R1: of some who hold its duties it is not known whether their account is enabled",
    );
    const stranger = bank().members("I", "ann").members("A", "ann", "stranger");
    expect(runRule(tooFewPeople, stranger, [pay()]).outcome.outcome).toBe("inconclusive");
    expect(runRule(tooFewPeople, stranger.members("A", "bob"), [pay()]).outcome.outcome).toBe("satisfied");
  });

  it("lets a person keep as many duties as the conflict allows", () => {
    const heldBy = { a: [groupNamed("I")], b: [groupNamed("A")], c: [groupNamed("C")] };
    const tenant = bank().group("C").members("I", "ann").members("A", "ann").members("C", "ann", "bob");
    const within = (atMost: number) => packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost });
    expect(subjects(runRule(tooFewPeople, tenant, [within(1)]))).toEqual(["R1"]);
    expect(runRule(tooFewPeople, tenant, [within(2)]).outcome.outcome).toBe("satisfied");
  });

  it("counts a person with two accounts once, also where each account holds one side", () => {
    const tenant = () =>
      aTenant().user("ann", { employeeId: "E1" }).user("ann-adm", { employeeId: "E1" }).groups("I", "A");
    const raising = pay({ minimumHolders: { raise: 2, approve: 0 } });
    expect(subjects(runRule(tooFewPeople, tenant().members("I", "ann", "ann-adm"), [raising]))).toEqual(["R1"]);
    const apart = tenant().members("I", "ann").members("A", "ann-adm");
    expect(runRule(tooFewPeople, apart, [pay()]).findings[0]?.message).toContain("1 hold too many of them today");
    expect(runRule(tooFewPeople, apart.user("bob").members("A", "bob"), [pay()]).outcome.outcome).toBe("satisfied");
  });

  it("accuses no side whose duties one person may serve together", () => {
    const sided = aPack(
      { raise: [groupNamed("I")], release: [groupNamed("in A")], approve: [groupNamed("A")] },
      { sides: [["raise", "release"], ["approve"]] },
    );
    const tenant = aTenant().users("ann", "bob").groups("I", "A", "in A").members("I", "ann").members("in A", "ann");
    expect(runRule(tooFewPeople, tenant.members("A", "bob"), [sided]).outcome.outcome).toBe("satisfied");
    const both = runRule(tooFewPeople, tenant.members("A", "ann"), [sided]).outcome;
    expect(both).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("judges declared pairs too, and does not apply without any conflict", () => {
    const packages = () => aTenant().users("ann", "bob").accessPackages("P", "Q").assign("ann", "P").assign("ann", "Q");
    expect(subjects(runRule(tooFewPeople, packages().declares("P", "Q")))).toEqual(["declared/P/Q"]);
    expect(runRule(tooFewPeople, packages().declares("P", "Q").assign("bob", "P")).outcome.outcome).toBe("satisfied");
    expect(runRule(tooFewPeople, packages()).outcome).toMatchObject({
      outcome: "not-applicable",
      examined: 0,
      reason: "no conflict is bound or declared",
    });
  });

  it.each(["unread", "partial"] as const)("accuses nobody by what was %s", (how) => {
    for (const section of ["groupMembers", "users"] as const) {
      const tenant = bank().members("I", "ann", "bob").members("A", "bob", "cleo")[how](section);
      expect(runRule(tooFewPeople, tenant, [two]).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    }
  });

  it("is satisfied by a part that shows people enough", () => {
    const tenant = bank().members("I", "ann", "bob").members("A", "cleo", "dan").partial("groupMembers");
    expect(runRule(tooFewPeople, tenant, [two]).outcome.outcome).toBe("satisfied");
  });

  it("agrees with trying every way to share two duties out", () => {
    const people = ["ann", "bob", "cleo", "dan"];
    const some = fc.uniqueArray(fc.constantFrom(...people));
    const few = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(some, some, few, few, (raising, approving, raise, approve) => {
        const tenant = bank()
          .members("I", ...raising)
          .members("in A", ...approving);
        const ways = Array.from({ length: 2 ** people.length }, (_, set) =>
          people.filter((_id, bit) => (set >> bit) % 2 === 1),
        );
        const isPossible = ways.some((raisers) => {
          const kept = raising.filter((id) => raisers.includes(id)).length;
          const other = approving.filter((id) => !raisers.includes(id)).length;
          return kept >= raise && other >= approve;
        });
        const pack = pay({ minimumHolders: { raise, approve } });
        expect(runRule(tooFewPeople, tenant, [pack]).outcome.outcome).toBe(isPossible ? "satisfied" : "violated");
      }),
      { numRuns: 100 },
    );
  });
});
