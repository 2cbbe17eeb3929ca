import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../../src/access/access-model.ts";
import { askingOf } from "../../../src/access/asking/asking.ts";
import { type Audience, belongs } from "../../../src/access/asking/audiences.ts";
import { sharedAudience } from "../../../src/access/asking/shared-audience.ts";
import { catalog, membersOf, openTo, organization, peopleOf, someone } from "../../builders/policies.ts";
import { aTenant, now } from "../../builders/tenant.ts";

const outside = (...ids: readonly string[]) => ({
  allowedTargetScope: "specificConnectedOrganizationUsers",
  specificAllowedTargets: ids.map(peopleOf),
});

/** Policies of every kind; in `N` is `ben`, who is in `G` only by it. */
const policies = {
  members: { allowedTargetScope: "allMemberUsers" },
  everybody: { allowedTargetScope: "allDirectoryUsers" },
  applications: { allowedTargetScope: "allDirectoryServicePrincipals" },
  nobody: { allowedTargetScope: "notSpecified" },
  unheard: { allowedTargetScope: "martians" },
  group: openTo(membersOf("G")),
  nested: openTo(membersOf("N")),
  ann: openTo(someone("ann")),
  off: openTo(someone("off")),
  guest: openTo(someone("guest")),
  organization: outside("O"),
  other: outside("U"),
  both: outside("O", "U"),
  configured: { allowedTargetScope: "allConfiguredConnectedOrganizationUsers" },
  anyone: { allowedTargetScope: "allExternalUsers" },
} as const;

const tenant = organization(organization(catalog(aTenant(), "General"), "O"), "U")
  .users("ann", "ben", "cat")
  .user("off", { accountEnabled: false })
  .user("guest", { userType: "Guest" })
  .groups("G", "N")
  .app("bot")
  .members("G", "ann", "N")
  .members("N", "ben")
  .accessPackage("P");
const snapshot = tenant.build();
const model = accessModelOf(snapshot, now);
const { accounts, audienceOf } = askingOf(snapshot, model);
const row = aTenant().accessPackage("P").policy("p", "P").build().rows("policies");
const audiences = Object.fromEntries(
  Object.entries(policies).map(([name, settings]) => [
    name,
    [...row].map((policy) => audienceOf({ ...policy, ...settings }))[0],
  ]),
);
const names = fc.constantFrom(...Object.keys(policies));
const audience = (name: string): Audience => {
  const found = audiences[name];
  if (found === undefined) throw new RangeError(name);
  return found;
};

/** By asking of everybody in the tenant whether they belong to the one and to the other; nobody is of two organizations. */
function counted(one: Audience, other: Audience): "certain" | "possible" | "none" {
  const everybody = Array.from({ length: model.principals.size }, (_, number) => number);
  const both = everybody.map((number) => [belongs(one, number, accounts), belongs(other, number, accounts)] as const);
  if (both.some(([a, b]) => a === "yes" && b === "yes")) return "certain";
  if ([...one.outside].some((id) => other.outside.has(id))) return "certain";
  if (one.outside.size > 0 && other.outside.size > 0) return "none";
  return both.some(([a, b]) => a !== "no" && b !== "no") ? "possible" : "none";
}

describe("sharedAudience", () => {
  it("agrees with asking of everybody, whichever comes first", () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const [one, other] = [audience(a), audience(b)];
        expect(sharedAudience(one, other, accounts).kind, `${a} ${b}`).toBe(counted(one, other));
        expect(sharedAudience(other, one, accounts).kind, `${b} ${a}`).toBe(counted(one, other));
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it.each([
    ["members", "ann", "ann"],
    ["group", "ann", "ann"],
    ["everybody", "guest", "guest"],
    ["nested", "nested", "ben"],
  ])("names one who is in %s and %s", (a, b, id) => {
    const shared = sharedAudience(audience(a), audience(b), accounts);
    expect(shared.kind === "certain" && shared.principal !== null && model.principals.at(shared.principal).id).toBe(id);
  });

  it("names nobody where people of an organization outside are in both", () => {
    expect(sharedAudience(audience("organization"), audience("anyone"), accounts)).toEqual({
      kind: "certain",
      principal: null,
    });
  });
});
