import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isActive } from "../../src/emulator/tenant/assignment-window.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { now } from "./emulated-graph.ts";

const earlier = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);

function oneMember(name: string) {
  return aTenant(name, { now })
    .user("ada")
    .group("G", { members: ["ada"] })
    .build();
}

function scheduled(startDateTime: Date | null, duration: string | null, endDateTime: Date | null, state = "delivered") {
  const [assignment] = aTenant("t", { now }).user("ada").accessPackage("A").assign("ada", "A").build().assignments;
  if (assignment === undefined) throw new Error("no assignment was built");
  const expiration = { type: "afterDuration", duration, endDateTime: endDateTime?.toISOString() ?? null } as const;
  const schedule = { startDateTime: startDateTime?.toISOString() ?? null, recurrence: null, expiration };
  return { ...assignment, state: state as "delivered", schedule };
}

function daysAgo(days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

describe("aTenant", () => {
  it("makes the same ids for the same words, and others for another tenant", () => {
    expect(oneMember("one")).toEqual(oneMember("one"));
    expect(oneMember("one").users[0]?.id).not.toBe(oneMember("two").users[0]?.id);
    expect(oneMember("one").groups[0]?.members).toEqual([oneMember("one").users[0]?.id]);
  });

  it("takes any display name, and tells apart things whose names only differ in what an address cannot show", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: "binary", maxLength: 256 }), { minLength: 1, maxLength: 20 }),
        (names) => {
          const tenant = aTenant("hostile", { now });
          for (const name of names) tenant.user(name).group(name);
          const { users, groups } = tenant.build();

          expect(users.map(({ displayName }) => displayName)).toEqual(names);
          expect(new Set([...users, ...groups].map(({ id }) => id)).size).toBe(names.length * 2);
          for (const { userPrincipalName } of users) expect(userPrincipalName).toMatch(/^[\d.a-z-]*@example\.com$/u);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("never gives a subject the id of its account", () => {
    const { assignments, users } = aTenant("t", { now }).user("ada").accessPackage("A").assign("ada", "A").build();

    expect(assignments[0]?.target.objectId).toBe(users[0]?.id);
    expect(assignments[0]?.target.id).not.toBe(users[0]?.id);
  });

  it("grants what is delivered, begun and not ended, and half of what is delivered in part", () => {
    const tenant = aTenant("t", { now })
      .group("G")
      .app("erp", { roles: ["Pay"] })
      .accessPackage("A", { grants: [{ group: "G" }, { app: "erp", role: "Pay" }] });
    const cases = {
      delivered: {},
      inPart: { state: "partiallyDelivered" },
      delivering: { state: "delivering" },
      expired: { state: "expired" },
      later: { from: later },
      ended: { from: earlier, until: now },
      onPaper: { granted: false },
    } as const;
    for (const [key, options] of Object.entries(cases)) tenant.user(key).assign(key, "A", options);
    const { users, groups, appRoleAssignments } = tenant.build();
    const nameOf = (id: string) => users.find((user) => user.id === id)?.displayName;

    expect(groups[0]?.members.map(nameOf)).toEqual(["delivered", "inPart"]);
    expect(appRoleAssignments.map(({ principalId }) => nameOf(principalId))).toEqual(["delivered"]);
  });

  it("puts nobody into a dynamic group: its rule decides", () => {
    const { groups } = aTenant("t", { now })
      .user("ada")
      .group("D", { membershipRule: "true" })
      .accessPackage("A", { grants: [{ group: "D" }] })
      .assign("ada", "A")
      .build();

    expect(groups[0]?.members).toEqual([]);
  });

  it("refuses a key told twice, one never told, and one that could be two things", () => {
    expect(() => aTenant("t", { now }).user("ada").user("ada")).toThrow(/two of the user "ada"/u);
    expect(() =>
      aTenant("t", { now })
        .group("G", { members: ["bob"] })
        .build(),
    ).toThrow(/has no user or group or app "bob"/u);
    expect(() =>
      aTenant("t", { now })
        .user("x")
        .group("x")
        .group("G", { members: ["x"] })
        .build(),
    ).toThrow(/more than one/u);
    expect(() => aTenant("t", { now }).user("u").app("a").appRole("u", "a", "None").build()).toThrow(/has no appRole/u);
    expect(() => aTenant("t", { now }).user("ada").user("ada", { key: "ada2" }).build()).not.toThrow();
  });
});

describe("isActive", () => {
  it.each([
    ["from its first moment", scheduled(now, null, null), true],
    ["not before", scheduled(later, null, null), false],
    ["up to its end", scheduled(earlier, null, later), true],
    ["not at its end", scheduled(earlier, null, now), false],
    ["without a beginning", scheduled(null, null, null), true],
    ["within its duration", scheduled(daysAgo(89), "P90D", null), true],
    ["not after its duration", scheduled(daysAgo(90), "P90D", null), false],
    ["in any casing", scheduled(now, null, null, "PartiallyDelivered"), true],
    ["not while delivering", scheduled(now, null, null, "Delivering"), false],
  ])("%s", (_when, assignment, expected) => {
    expect(isActive(assignment, now)).toBe(expected);
  });
});
