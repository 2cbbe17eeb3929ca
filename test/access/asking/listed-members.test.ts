import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../../src/access/access-model.ts";
import { subjectSetsOf } from "../../../src/access/asking/subject-sets.ts";
import { aTenant, now, type TenantBuilder } from "../../builders/tenant.ts";

/** Ben, in a group within the audience of which nobody asked who is in it. */
const audience = (): TenantBuilder =>
  aTenant()
    .user("ann")
    .user("ben")
    .group("audience")
    .group("nested")
    .members("audience", "ann", "nested")
    .notAsked("groupMembers", "nested")
    .notAsked("groupEligibilities", "nested");

function peopleOf(tenant: TenantBuilder) {
  const snapshot = tenant.build();
  const model = accessModelOf(snapshot, now);
  const { people } = subjectSetsOf(snapshot, model).subject("group", "audience");
  const idsOf = (numbers: Uint32Array) => Array.from(numbers, (number) => model.principals.idOf(number));
  return { certain: idsOf(people.certain), possible: idsOf(people.possible), unknown: people.unknown, model };
}

describe("a group whose users the tenant itself listed, those of nested groups among them", () => {
  it("may come to all of them, and to nobody else", () => {
    const { certain, possible, unknown } = peopleOf(audience().listed("audience", "ann", "ben"));
    expect({ certain, possible, unknown }).toEqual({ certain: ["ann"], possible: ["ann", "ben"], unknown: [] });
  });

  it("may come to whoever is a member and was not listed, too", () => {
    expect(peopleOf(audience().listed("audience", "ben")).possible).toEqual(["ann", "ben"]);
  });

  it("knows the users that are listed there alone", () => {
    const { model } = peopleOf(audience().listed("audience", "cleo"));
    expect(model.principals.at(model.principals.numberOf("cleo")!)).toMatchObject({
      displayName: "cleo",
      type: "user",
    });
  });

  it.each([
    ["was not asked for", audience()],
    ["was refused", audience().listed("audience", "ann", "ben").unread("groupTransitiveMembers")],
    ["broke off", audience().listed("audience", "ann", "ben").partial("groupTransitiveMembers")],
    ["is another group's", audience().group("other").listed("other", "ann", "ben")],
    [
      "is of a group whose own members nobody asked for",
      audience().listed("audience").notAsked("groupMembers", "audience"),
    ],
  ])("may come to others where that list %s", (_, tenant) => {
    expect(peopleOf(tenant).unknown).toEqual([expect.stringContaining("were not read") as string]);
  });

  it("stays blind wherever a way is owed", () => {
    const { model } = peopleOf(audience().listed("audience", "ann", "ben"));
    expect(model.groupBlindSpots.among(model.groups.below("audience"))).toContain(
      'the members of "nested" were not read',
    );
    expect(model.groupBlindSpots.hideParents()).toBe(true);
    const point = { kind: "group", id: "audience", name: "audience", reach: "transitive" } as const;
    expect(model.sources(point).blind).toContain('the members of "nested" were not read');
    expect(Array.from(model.holders(point), model.principals.idOf)).toEqual(["ann"]);
  });
});
