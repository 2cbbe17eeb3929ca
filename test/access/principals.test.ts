import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PrincipalRegister } from "../../src/access/principals.ts";
import type { Principal } from "../../src/domain/access.ts";
import { type Ids, idTable } from "../../src/snapshot/ids/id-table.ts";
import { idsInOrder } from "../../src/snapshot/ids/ids-in-order.ts";
import type { Cells } from "../../src/snapshot/tables/table.ts";

const ids = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.stringMatching(/^[a-z0-9]{0,3}$/u),
);

const principals: fc.Arbitrary<Principal> = fc.record({
  id: ids,
  type: fc.constantFrom("user", "guest", "servicePrincipal", "external", "unknown"),
  userPrincipalName: fc.option(fc.string()),
  displayName: fc.string(),
  enabled: fc.constantFrom(true, false, null),
});

/** Ids of the snapshot that are no principal's. */
const strangers = ["00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff", "zzzz"];

function idsOf(all: readonly string[]): Ids {
  const table = idTable();
  for (const id of all) table.add(id);
  return idsInOrder(table.ordered());
}

function cellsOf<Value>(values: readonly Value[]): Cells<Value> {
  return { at: (place) => values[place]!, all: () => values };
}

describe("the register of principals", () => {
  it("numbers them in the order of their ids, each as it was first known, and of the type that is told first outside the directory", () => {
    const given = fc.array(principals, { maxLength: 2500, size: "max" });
    fc.assert(
      fc.property(given, fc.boolean(), fc.nat(2500), (met, inOrder, listed) => {
        const order = inOrder ? met.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : met;
        const inDirectory = order
          .slice(0, listed)
          .filter(({ id }, place) => order.findIndex((one) => one.id === id) === place);
        const arriving = [...inDirectory, ...order.slice(listed)];
        const snapshotIds = idsOf([...met.map(({ id }) => id), ...strangers]);
        const numberOf = (id: string): number => snapshotIds.numberOf(id)!;
        const register = new PrincipalRegister(snapshotIds);
        register.list(
          Uint32Array.from(inDirectory, ({ id }) => numberOf(id)),
          (place) => inDirectory[place]!,
          {
            displayNames: cellsOf(inDirectory.map(({ displayName }) => displayName)),
            userPrincipalNames: cellsOf(inDirectory.map(({ userPrincipalName }) => userPrincipalName)),
          },
        );
        for (const principal of order.slice(listed)) register.know(numberOf(principal.id), () => principal);
        const numbered = register.numbered();

        const ofDirectory = new Set(inDirectory.map(({ id }) => id));
        const known = new Map<string, Principal>();
        for (const principal of arriving) {
          const before = known.get(principal.id);
          if (before === undefined) known.set(principal.id, principal);
          else if (before.type === "unknown" && !ofDirectory.has(principal.id)) {
            const { type, enabled } = principal;
            known.set(principal.id, { ...before, type, enabled });
          }
        }
        const expected = [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(numbered.size).toBe(expected.length);
        expect(expected.map((_, number) => numbered.at(number))).toEqual(expected);
        expect(expected.map(({ id }) => numbered.numberOf(id))).toEqual(expected.map((_, number) => number));
        expect(expected.map(({ id }) => numbered.byId[numberOf(id)])).toEqual(expected.map((_, number) => number));
        expect(expected.map((_, number) => numbered.isListed(number))).toEqual(
          expected.map(({ id }) => ofDirectory.has(id)),
        );
        for (const id of ["nobody's", ...strangers.filter((stranger) => !known.has(stranger))])
          expect(numbered.numberOf(id)).toBeUndefined();
        expect(() => numbered.at(expected.length)).toThrow(RangeError);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});
