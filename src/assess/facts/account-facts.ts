import { principalAt } from "./principal-at.ts";
import type { AccountFact, SignInFact } from "../../rule-kit/facts.ts";
import type { FactSources } from "./sources.ts";

export function accountFacts({ snapshot, model }: FactSources): ReadonlyMap<string, AccountFact> {
  const accounts = new Map<string, AccountFact>();
  for (const { id, accountEnabled, createdDateTime, evidence } of snapshot.columns("users", [
    "id",
    "accountEnabled",
    "createdDateTime",
    "evidence",
  ])) {
    accounts.set(id, {
      principal: principalAt(model, id),
      enabled: accountEnabled,
      createdAt: createdDateTime,
      evidence,
    });
  }
  return accounts;
}

export function signInFacts({ snapshot }: FactSources): ReadonlyMap<string, SignInFact> {
  const signIns = new Map<string, SignInFact>();
  for (const row of snapshot.rows("signIns")) {
    const attempts = [row.lastSignInDateTime, row.lastNonInteractiveSignInDateTime].filter((at) => at !== null);
    signIns.set(row.id, {
      lastSuccessful: row.lastSuccessfulSignInDateTime,
      lastAttempt: attempts.sort().at(-1) ?? null,
      evidence: row.evidence,
    });
  }
  return signIns;
}
