import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../src/access/access-model.ts";
import { defaultPersonSettings } from "../../src/access/persons/settings.ts";
import { judgeTenant } from "../../src/assess/judge-tenant.ts";
import { judged, judgedConflict } from "../builders/judging.ts";
import { aPack, groupNamed } from "../builders/pack.ts";
import { type Draft, drafts, people, randomPack, tenantOf } from "../builders/random-tenant.ts";
import { recounted, recountedPersons } from "../builders/recount.ts";
import { aTenant, now } from "../builders/tenant.ts";

/** Which of three persons each account is; null is nobody else's. */
type Owners = readonly (string | null)[];

const owners: fc.Arbitrary<Owners> = fc.tuple(...people.map(() => fc.constantFrom(null, "E1", "E2")));

const accountsOf = (given: Owners) =>
  Object.fromEntries(people.map((id, nth) => [id, { employeeId: given[nth] ?? null }]));

/** The accounts of each person, by plain grouping. */
const personsOf = (given: Owners): readonly (readonly string[])[] =>
  Object.values(Object.groupBy(people, (id, nth) => given[nth] ?? id)).map((accounts) => accounts ?? []);

/** By conflict: accounts that hold too much alone, and persons who do together, as sorted display names. */
function found(draft: Draft, given: Owners, name?: (id: string) => string) {
  const conflicts = judged(tenantOf(draft, name, accountsOf(given)), [randomPack]).judged.filter(
    ({ conflict }) => conflict.source === "pack",
  );
  return conflicts.map(({ conflict, holders, joint }) => ({
    id: conflict.id,
    single: holders.map(({ principal }) => principal.displayName).sort(),
    joint: joint
      .map(({ person }) =>
        person.principals
          .map(({ displayName }) => displayName)
          .sort()
          .join("+"),
      )
      .sort(),
  }));
}

describe("judging per person", () => {
  it("agrees with a recount by all accounts of each, less whom one account alone makes a dual holder", () => {
    let total = 0;
    fc.assert(
      fc.property(drafts, owners, (draft, given) => {
        const snapshot = tenantOf(draft).build();
        const single = recounted(snapshot, randomPack, people);
        const together = recountedPersons(snapshot, randomPack, personsOf(given));
        for (const { id, single: alone, joint } of found(draft, given)) {
          const expected = (together[id] ?? []).filter(
            (accounts) => !accounts.split("+").some((account) => single[id]?.includes(account)),
          );
          expect(alone).toEqual(single[id] ?? []);
          expect(joint).toEqual(expected.toSorted());
          total += joint.length;
        }
      }),
      { numRuns: 300 },
    );
    expect(total).toBeGreaterThan(50);
  });

  it("never loses a violation by merging two accounts", () => {
    const pair = fc.shuffledSubarray([...people], { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(drafts, owners, pair, (draft, given, [one = "", other = ""]) => {
        const snapshot = tenantOf(draft, undefined, accountsOf(given)).build();
        const violators = (...links: readonly string[]) => {
          const settings = {
            ...defaultPersonSettings,
            links: links.map((principal) => ({ principal, person: "P", at: "" })),
          };
          return judgeTenant(snapshot, [randomPack], now, settings).judged.map(({ holders, joint }) => [
            ...holders.map(({ principal }) => [principal.id]),
            ...joint.map(({ person }) => person.principals.map(({ id }) => id)),
          ]);
        };
        const after = violators(one, other);
        for (const [index, before] of violators().entries()) {
          for (const accounts of before) {
            const model = accessModelOf(snapshot, now, {
              ...defaultPersonSettings,
              links: [one, other].map((principal) => ({ principal, person: "P", at: "" })),
            });
            const merged = model.persons.groups.find(({ accounts: all }) =>
              all.some((number) => accounts.includes(model.principals.at(number).id)),
            );
            const ids = merged?.accounts.map((number) => model.principals.at(number).id) ?? accounts;
            expect(after[index]?.some((violator) => violator.some((id) => ids.includes(id)))).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("does not depend on ids, nor on the order in which things were read", () => {
    fc.assert(
      fc.property(drafts, owners, fc.stringMatching(/^[a-z]{1,3}$/u), (draft, given, salt) => {
        const backwards: Draft = {
          ...draft,
          members: draft.members.toReversed(),
          assignments: draft.assignments.toReversed(),
          roleHolders: draft.roleHolders.toReversed(),
        };
        const renamed = (id: string): string => `${id.slice(1)}${salt}${id}`;
        expect(found(backwards, given)).toEqual(found(draft, given));
        expect(found(draft, given, renamed)).toEqual(found(draft, given));
      }),
      { numRuns: 100 },
    );
  });
});

describe("a conflict that only a person's accounts together violate", () => {
  const pay = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] });
  const bank = () =>
    aTenant()
      .user("a", { employeeId: "E1" })
      .user("b", { employeeId: "E1" })
      .groups("I", "A")
      .members("I", "a")
      .members("A", "b");

  it("is violated, with nobody who holds it alone", () => {
    expect(judgedConflict(bank(), [pay])).toMatchObject({ outcome: "violated", holders: 0, jointHolders: 1 });
  });

  it("says so where second accounts could not be looked for", () => {
    expect(judgedConflict(bank().unread("users"), [pay])).toMatchObject({
      outcome: "satisfied",
      reason: expect.stringContaining("second accounts could not all be looked for: users was denied") as string,
    });
  });

  it("is not violated where the two are possibly one only", () => {
    const tenant = aTenant().users("ann", "adm-ann").groups("I", "A").members("I", "ann").members("A", "adm-ann");
    const conflict = judgedConflict(tenant, [pay]);
    expect(conflict.outcome).toBe("satisfied");
    expect(conflict.jointHolders).toBeUndefined();
  });
});
