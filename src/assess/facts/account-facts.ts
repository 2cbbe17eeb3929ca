import type { AccessModel } from "../../access/access-model.ts";
import { EvidenceTable } from "../../access/evidence-table.ts";
import { TextList } from "../../access/ids/text-list.ts";
import type { AccountFact, Lookup, SignInFact } from "../../rule-kit/facts/holder-facts.ts";
import type { FactSources } from "./sources.ts";

export function accountFacts({ snapshot, model }: FactSources): Lookup<AccountFact> {
  const { principals } = model;
  const [made, evidences] = [new TextList(), new EvidenceTable()];
  const places = placesOf(model);
  const evidenceNumbers: number[] = [];
  for (const row of snapshot.columns("users", ["id", "createdDateTime", "evidence"])) {
    places.add(row.id);
    made.push(row.createdDateTime);
    evidenceNumbers.push(evidences.numberOf(row.evidence));
  }
  return {
    has: (id) => places.of(id) !== undefined,
    get: (id) => {
      const found = places.of(id);
      if (found === undefined) return undefined;
      return {
        principal: principals.at(found.account),
        enabled: principals.enabledOf(found.account),
        createdAt: made.at(found.place),
        evidence: evidences.at(evidenceNumbers[found.place] ?? Number.NaN),
      };
    },
  };
}

export function signInFacts({ snapshot, model }: FactSources): Lookup<SignInFact> {
  const { principals, packages } = model;
  const [successful, attempts, evidences] = [new TextList(), new TextList(), new EvidenceTable()];
  const places = placesOf(model);
  const evidenceNumbers: number[] = [];
  for (const row of snapshot.rows("signIns")) {
    const account = principals.numberOf(row.id);
    if (account === undefined || packages.assignments.heldBy(account).length === 0) continue;
    const attempted = [row.lastSignInDateTime, row.lastNonInteractiveSignInDateTime].filter((at) => at !== null);
    places.add(row.id);
    successful.push(row.lastSuccessfulSignInDateTime);
    attempts.push(attempted.sort().at(-1) ?? null);
    evidenceNumbers.push(evidences.numberOf(row.evidence));
  }
  return {
    has: (id) => places.of(id) !== undefined,
    get: (id) => {
      const found = places.of(id);
      if (found === undefined) return undefined;
      return {
        lastSuccessful: successful.at(found.place),
        lastAttempt: attempts.at(found.place),
        evidence: evidences.at(evidenceNumbers[found.place] ?? Number.NaN),
      };
    },
  };
}

type Found = { readonly account: number; readonly place: number };

/** Remembers in which order accounts came. */
function placesOf({ principals }: AccessModel): {
  readonly add: (id: string) => void;
  readonly of: (id: string) => Found | undefined;
} {
  const places = new Uint32Array(principals.size);
  let size = 0;
  return {
    add: (id) => {
      size += 1;
      const account = principals.numberOf(id);
      if (account === undefined) throw new RangeError(`${id} is not among the principals`);
      places[account] = size;
    },
    of: (id) => {
      const account = principals.numberOf(id);
      const place = account === undefined ? 0 : (places[account] ?? 0);
      return account === undefined || place === 0 ? undefined : { account, place: place - 1 };
    },
  };
}
