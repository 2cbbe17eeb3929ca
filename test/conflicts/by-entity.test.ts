import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tooFewPeople } from "../../rules/sod/too-few-people.ts";
import { uncataloguedCombination } from "../../rules/sod/uncatalogued-combination.ts";
import { undeclaredConflict } from "../../rules/sod/undeclared-conflict.ts";
import { byEntity } from "../../src/conflicts/by-entity.ts";
import type { HeldByEntry } from "../../src/conflicts/pack-schema.ts";
import type { PackConflict } from "../../src/conflicts/packs.ts";
import { judged, judgedConflict, runRule, subjects } from "../builders/judging.ts";
import { aPack, forEntity, groupNamed, type HeldByDuty, packageNamed, packOf } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";

const group = (entity: string, name: string): HeldByEntry => forEntity(entity, groupNamed(name));

const bank = () =>
  aTenant()
    .users("ann", "bob", "cleo", "dan")
    .groups("raise DE", "raise UK", "raise", "approve DE", "approve UK", "approve");

const heldBy = {
  raise: [group("DE", "raise DE"), group("UK", "raise UK"), groupNamed("raise")],
  approve: [group("DE", "approve DE"), group("UK", "approve UK")],
};

const pay = (held: HeldByDuty = heldBy, more: Partial<PackConflict> = {}) => aPack(held, { sameEntity: true, ...more });

/** Each conflict of a pack, with what it came to and whom it names. */
function outcomesOf(tenant: ReturnType<typeof bank>, pack: ReturnType<typeof pay>) {
  return judged(tenant, [pack]).judged.map(({ conflict, outcome, holders, reason }) => [
    conflict.id,
    outcome,
    holders.map(({ principal }) => principal.id),
    ...(reason === undefined ? [] : [reason]),
  ]);
}

describe("a conflict within one legal entity", () => {
  it("names who holds both sides for one entity, and nobody who holds them for two", () => {
    const tenant = bank()
      .members("raise DE", "ann", "bob")
      .members("approve UK", "ann")
      .members("approve DE", "bob")
      .members("raise UK", "cleo");
    expect(outcomesOf(tenant, pay())).toEqual([
      ["R1@DE", "violated", ["bob"]],
      ["R1@UK", "satisfied", []],
    ]);
    expect(outcomesOf(tenant, aPack(heldBy))).toEqual([["R1", "violated", ["ann", "bob"]]]);
  });

  it("names who holds a side for every entity with another for one, in that entity, and shows what of it counts", () => {
    const tenant = bank().members("raise", "ann").members("raise DE", "ann").members("approve UK", "ann");
    expect(outcomesOf(tenant, pay())).toEqual([
      ["R1@DE", "satisfied", []],
      ["R1@UK", "violated", ["ann"]],
    ]);
    const sides = judged(tenant, [pay()]).assessment.findings.find(({ code }) => code === "SOD-001")?.sides;
    expect(
      sides?.map(({ duty, title, holdings }) => [duty, title, holdings.map(({ accessPoint }) => accessPoint.id)]),
    ).toEqual([
      ["raise@UK", "to raise (UK)", ["raise"]],
      ["approve@UK", "to approve (UK)", ["approve UK"]],
    ]);
  });

  it("is one of each entity, titled with it", () => {
    const { title, duties, sides } = judgedConflict(bank(), [pay()], "R1@DE");
    expect([title, duties.map(({ id }) => id), sides]).toEqual([
      "conflict R1 (DE)",
      ["raise@DE", "approve@DE"],
      undefined,
    ]);
  });

  it("is an ordinary conflict where no entry of its duties names an entity, whatever others do", () => {
    const held = { ...heldBy, raise: [groupNamed("raise")], approve: [groupNamed("approve")], other: heldBy.raise };
    const pack = packOf(held, { id: "R1", duties: ["raise", "approve"], sameEntity: true });
    const tenant = bank().members("raise", "ann").members("approve", "ann");
    expect(outcomesOf(tenant, pack)).toEqual([["R1", "violated", ["ann"]]]);
    expect(judgedConflict(bank(), [pay({ raise: [], approve: [] })]).outcome).toBe("not-applicable");
  });

  it("takes spellings that differ in case for one entity, called the same in whatever order they stand", () => {
    const spelled = { raise: [group("de", "raise DE")], approve: [group("DE", "approve DE")] };
    const tenant = bank().members("raise DE", "ann").members("approve DE", "ann");
    expect(outcomesOf(tenant, pay(spelled))).toEqual([["R1@DE", "violated", ["ann"]]]);
    const turned = { approve: spelled.approve, raise: spelled.raise };
    expect(outcomesOf(tenant, pay(turned))).toEqual([["R1@DE", "violated", ["ann"]]]);
    const umlauts = { raise: [group("Mu\u0308ller", "raise DE")], approve: [group("M\u00fcller", "approve DE")] };
    expect(outcomesOf(tenant, pay(umlauts)).map(([, outcome]) => outcome)).toEqual(["violated"]);
  });

  it("does not apply in an entity where nothing is bound to a side, and says to which", () => {
    const tenant = bank().members("raise DE", "ann").members("approve DE", "ann");
    const half = { raise: [group("DE", "raise DE"), group("FR", "raise")], approve: [group("DE", "approve DE")] };
    expect(outcomesOf(tenant, pay(half))).toEqual([
      ["R1@DE", "violated", ["ann"]],
      ["R1@FR", "not-applicable", [], "nothing is bound to approve@FR"],
    ]);
  });

  it("is judged in an entity by the sides that are bound there, where those can be too many", () => {
    const three = { ...heldBy, release: [group("DE", "approve")] };
    const tenant = bank().members("raise UK", "ann").members("approve UK", "ann");
    expect(outcomesOf(tenant, pay(three))).toEqual([
      ["R1@DE", "satisfied", []],
      ["R1@UK", "violated", ["ann"], "judged without release@UK, to which nothing is bound"],
    ]);
  });

  it("is inconclusive in the entity of an entry that matches nothing, and judged in the others", () => {
    const lost = { ...heldBy, approve: [group("DE", "approve DE"), group("UK", "gone")] };
    const tenant = bank().members("raise DE", "ann").members("approve DE", "ann");
    expect(outcomesOf(tenant, pay(lost)).map(([id, outcome]) => [id, outcome])).toEqual([
      ["R1@DE", "violated"],
      ["R1@UK", "inconclusive"],
    ]);
  });

  it("applies to some people only where it says that, too", () => {
    const tenant = aTenant()
      .user("ann", { department: "Treasury" })
      .user("bob")
      .groups("raise DE", "raise UK", "raise", "approve DE", "approve UK")
      .members("raise DE", "ann", "bob")
      .members("approve DE", "ann", "bob");
    expect(outcomesOf(tenant, pay(heldBy, { when: { department: ["treasury"] } }))[0]).toEqual([
      "R1@DE",
      "violated",
      ["ann"],
    ]);
  });

  it("demands people in each entity", () => {
    const apart = bank().members("raise DE", "ann").members("approve DE", "bob").members("raise UK", "cleo");
    const team = (tenant: ReturnType<typeof bank>) =>
      judged(tenant, [pay(heldBy, { people: 2 })]).judged.map(({ conflict, team: members }) => [
        conflict.id,
        members.map(({ principal }) => principal.id),
      ]);
    expect(team(apart.members("approve UK", "cleo"))).toEqual([
      ["R1@DE", []],
      ["R1@UK", ["cleo"]],
    ]);
  });

  it("is asked of a person's accounts together, for one entity", () => {
    const tenant = () =>
      aTenant()
        .user("ann", { employeeId: "E1" })
        .user("adm-ann", { employeeId: "E1" })
        .groups("raise DE", "raise UK", "raise", "approve DE", "approve UK")
        .members("raise DE", "ann");
    const joint = (of: ReturnType<typeof bank>) => judged(of, [pay()]).judged.map((one) => one.joint.length);
    expect(joint(tenant().members("approve DE", "adm-ann"))).toEqual([1, 0]);
    expect(joint(tenant().members("approve UK", "adm-ann"))).toEqual([0, 0]);
  });

  it("gives up the side named and keeps the holders demanded, in each entity", () => {
    const { conflicts } = byEntity(pay(heldBy, { revoke: "raise", minimumHolders: { approve: 2 } }));
    expect(conflicts.map(({ revoke, minimumHolders }) => [revoke, minimumHolders])).toEqual([
      ["raise@DE", { "approve@DE": 2 }],
      ["raise@UK", { "approve@UK": 2 }],
    ]);
    const staffed = bank().members("raise DE", "ann").members("approve DE", "bob", "cleo").members("raise UK", "dan");
    const pack = pay(heldBy, { minimumHolders: { approve: 2 } });
    expect(subjects(runRule(tooFewPeople, staffed, [pack]))).toEqual(["R1@UK"]);
  });

  it("asks for declarations within an entity only", () => {
    const packages = {
      raise: [forEntity("DE", packageNamed("P DE")), forEntity("UK", packageNamed("P UK"))],
      approve: [forEntity("DE", packageNamed("Q DE")), forEntity("UK", packageNamed("Q UK")), packageNamed("Q")],
    };
    const tenant = aTenant().accessPackages("P DE", "P UK", "Q DE", "Q UK", "Q").declares("P UK", "Q UK");
    expect(subjects(runRule(undeclaredConflict, tenant, [pay(packages)]))).toEqual(["P DE/Q", "P DE/Q DE", "P UK/Q"]);
  });

  it("has thought of its pair of duties in every entity", () => {
    const kinds = { raise: "recording", approve: "authorization" } as const;
    const kinded = (pack: ReturnType<typeof pay>) => ({
      ...pack,
      duties: pack.duties.map((duty) => ({ ...duty, kind: kinds[duty.id === "raise" ? "raise" : "approve"] })),
    });
    const tenant = bank().members("raise DE", "ann").members("approve UK", "ann");
    expect(runRule(uncataloguedCombination, tenant, [kinded(pay())]).findings).toEqual([]);
    expect(runRule(uncataloguedCombination, tenant, [kinded(packOf(heldBy))]).findings).toHaveLength(1);
  });
});

const entities = ["DE", "UK", "FR"] as const;
const duties = ["a", "b", "c"] as const;
const people = ["p0", "p1", "p2"] as const;

/** Entries of duties, each a group of its own and for one entity or all, and who is in which. */
const worlds = fc.record({
  atMost: fc.constantFrom(1, 2),
  entries: fc.array(
    fc.record({
      duty: fc.constantFrom(...duties),
      entity: fc.option(fc.constantFrom(...entities)),
      members: fc.subarray([...people]),
    }),
    { minLength: 1, maxLength: 9 },
  ),
});

describe("the conflicts of all entities", () => {
  it("name together exactly who holds more than allowed for some entity, and each entity's those of it", () => {
    fc.assert(
      fc.property(worlds, ({ atMost, entries }) => {
        const tenant = aTenant().users(...people);
        for (const [index, { members }] of entries.entries())
          tenant.group(`g${index}`).members(`g${index}`, ...members);
        const held = Object.fromEntries(
          duties.map((duty) => [
            duty,
            entries.flatMap((one, index): readonly HeldByEntry[] => {
              if (one.duty !== duty) return [];
              const entry = groupNamed(`g${index}`);
              return [one.entity === null ? entry : forEntity(one.entity, entry)];
            }),
          ]),
        );
        const holds = (person: string, duty: string, entity: string): boolean =>
          entries.some(
            (one) =>
              one.duty === duty &&
              one.members.includes(person as "p0") &&
              (one.entity === null || one.entity === entity),
          );
        const named = entities.filter((entity) => entries.some((one) => one.entity === entity));
        const expected = (named.length === 0 ? ["none"] : named).flatMap((entity) =>
          people
            .filter((person) => duties.filter((duty) => holds(person, duty, entity)).length > atMost)
            .map((person) => `${named.length === 0 ? "R1" : `R1@${entity}`} ${person}`),
        );
        const found = judged(tenant, [pay(held, { atMost })]).judged.flatMap(({ conflict, holders }) =>
          holders.map(({ principal }) => `${conflict.id} ${principal.id}`),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });
});
