import type { AccessModel } from "../../access/access-model.ts";
import type { Numbering } from "../../access/numbering.ts";
import type { AccountFact, Lookup, SignInFact } from "../../rule-kit/facts/holder-facts.ts";
import { none } from "../../snapshot/tables/table-packer.ts";
import type { FactSources } from "./sources.ts";

export function accountFacts({ snapshot, model: { principals } }: FactSources): Lookup<AccountFact> {
  const users = snapshot.table("users");
  const created = users.cells("createdDateTime");
  return lookup(principals, users.ids("id"), (account, place) => ({
    principal: principals.view(account),
    enabled: principals.enabledOf(account),
    get createdAt() {
      return created.at(place);
    },
    get evidence() {
      return users.evidence(place);
    },
  }));
}

export function signInFacts({ snapshot, model: { principals } }: FactSources): Lookup<SignInFact> {
  const signIns = snapshot.table("signIns");
  const successful = signIns.cells("lastSuccessfulSignInDateTime");
  const attempts = [signIns.cells("lastSignInDateTime"), signIns.cells("lastNonInteractiveSignInDateTime")];
  return lookup(principals, signIns.ids("id"), (_, place) => {
    return {
      lastSuccessful: successful.at(place),
      get lastAttempt() {
        const attempted = attempts.map((at) => at.at(place)).filter((at) => at !== null);
        return attempted.sort().at(-1) ?? null;
      },
      get evidence() {
        return signIns.evidence(place);
      },
    };
  });
}

/** What rows say of accounts, a row each, told when it is asked for. */
function lookup<Fact>(
  principals: AccessModel["principals"],
  ids: Uint32Array,
  tell: (account: number, place: number) => Fact,
): Lookup<Fact> {
  const places = placesOf(ids, principals);
  const placeOf = (id: string): number => places[principals.numberOf(id) ?? none] ?? none;
  return {
    has: (id) => placeOf(id) !== none,
    get: (id) => {
      const account = principals.numberOf(id) ?? none;
      const place = places[account] ?? none;
      return place === none ? undefined : tell(account, place);
    },
  };
}

function placesOf(ids: Uint32Array, { byId, size }: Numbering): Uint32Array {
  const places = new Uint32Array(size).fill(none);
  for (const [place, id] of ids.entries()) {
    const number = byId[id] ?? none;
    if (number !== none) places[number] = place;
  }
  return places;
}
