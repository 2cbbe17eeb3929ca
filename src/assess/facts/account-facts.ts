import { EvidenceTable } from "../../access/evidence-table.ts";
import { TextList } from "../../access/ids/text-list.ts";
import type { Principals } from "../../access/principals.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { AccountFact, Lookup, SignInFact } from "../../rule-kit/facts/holder-facts.ts";
import type { FactSources } from "./sources.ts";

export function accountFacts({ snapshot, model: { principals } }: FactSources): Lookup<AccountFact> {
  const made = new TextList();
  const accounts = new AccountList(principals);
  for (const row of snapshot.columns("users", ["id", "createdDateTime", "evidence"])) {
    accounts.push(row.id, row.evidence);
    made.push(row.createdDateTime);
  }
  return accounts.lookup(({ account, place, evidence }) => ({
    principal: principals.at(account),
    enabled: principals.enabledOf(account),
    createdAt: made.at(place),
    evidence,
  }));
}

export function signInFacts({ snapshot, model: { principals, packages } }: FactSources): Lookup<SignInFact> {
  const [successful, attempts] = [new TextList(), new TextList()];
  const accounts = new AccountList(principals);
  for (const row of snapshot.rows("signIns")) {
    const account = principals.numberOf(row.id);
    if (account === undefined || packages.assignments.heldBy(account).length === 0) continue;
    const attempted = [row.lastSignInDateTime, row.lastNonInteractiveSignInDateTime].filter((at) => at !== null);
    accounts.push(row.id, row.evidence);
    successful.push(row.lastSuccessfulSignInDateTime);
    attempts.push(attempted.sort().at(-1) ?? null);
  }
  return accounts.lookup(({ place, evidence }) => ({
    lastSuccessful: successful.at(place),
    lastAttempt: attempts.at(place),
    evidence,
  }));
}

type Listed = { readonly account: number; readonly place: number; readonly evidence: EvidenceRef };

/** Accounts of which there is a row each, by their place among the rows. */
class AccountList {
  readonly #principals: Principals;
  /** One more than the place, by the number of the account. */
  readonly #places: Uint32Array;
  readonly #evidences = new EvidenceTable();
  readonly #evidence: number[] = [];

  constructor(principals: Principals) {
    this.#principals = principals;
    this.#places = new Uint32Array(principals.size);
  }

  push(id: string, evidence: EvidenceRef): void {
    const account = this.#principals.numberOf(id);
    if (account === undefined) throw new RangeError(`${id} is not among the principals`);
    this.#places[account] = this.#evidence.push(this.#evidences.numberOf(evidence));
  }

  lookup<Fact>(tell: (listed: Listed) => Fact): Lookup<Fact> {
    const placeOf = (id: string): number => this.#places[this.#principals.numberOf(id) ?? -1] ?? 0;
    return {
      has: (id) => placeOf(id) > 0,
      get: (id) => {
        const place = placeOf(id) - 1;
        const number = this.#evidence[place];
        if (number === undefined) return undefined;
        const account = this.#principals.numberOf(id) ?? Number.NaN;
        return tell({ account, place, evidence: this.#evidences.at(number) });
      },
    };
  }
}
