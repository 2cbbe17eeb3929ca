import { addDuration } from "../../src/domain/iso-duration.ts";
import type { Principal } from "../../src/domain/access.ts";
import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import type { AccountFact, SignInFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const staleAccess = defineRule({
  meta: {
    id: "stale-access",
    code: "LIF-004",
    title: "Standing access of people who no longer sign in",
    rationale: "A dormant account keeps its duties for whoever takes the account over.",
    remedy: "Remove the assignment, or have the holder's manager confirm the need and give it an end.",
    severity: "medium",
    references: leaversAndStanding,
    falsePositives: "Use through tokens that count as no sign-in, and people on long leave.",
    needs: ["packageHolders", "accounts", "lastSignIns"],
    concludesFromAbsenceOf: ["accounts", "lastSignIns"],
    parameters: { maxAge: duration("P90D", "how long an account may go without a successful sign-in") },
  },

  evaluate({ packageHolders, accounts, lastSignIns }, { asOf, parameters }) {
    const threshold = addDuration(asOf, parameters.maxAge, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const standing = packageHolders.filter(
      ({ principal, until }) =>
        until === null &&
        accounts.get(principal.id)?.enabled !== false &&
        (isPerson(principal) || accounts.has(principal.id)),
    );
    const judged = standing.map((assignment) => {
      const account = accounts.get(assignment.principal.id);
      return { assignment, account, age: ageOf(account, lastSignIns.get(assignment.principal.id), threshold) };
    });
    const certain = judged.filter(({ assignment, account }) => assignment.isActive && account?.enabled === true);
    return {
      examined: certain.length,
      violations: certain.flatMap(({ assignment: { principal, accessPackage, evidence }, account, age }) =>
        age.kind !== "stale"
          ? []
          : [
              {
                principal,
                subject: accessPackage,
                message: `${principal.displayName} holds "${accessPackage.name}" without end; ${age.since}`,
                evidence: [
                  evidence,
                  ...[account?.evidence, lastSignIns.get(principal.id)?.evidence].flatMap((ref) => ref ?? []),
                ],
              },
            ],
      ),
      undecided: judged
        .filter((one) => one.age.kind === "unknown" || (one.age.kind === "stale" && !certain.includes(one)))
        .map(({ assignment: { principal }, age }) =>
          age.kind === "unknown"
            ? `${principal.displayName}: ${age.reason}`
            : `${principal.displayName}: it cannot be told whether the account or the assignment is active`,
        ),
    };
  },
});

type Age =
  | { readonly kind: "recent" }
  | { readonly kind: "stale"; readonly since: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** How long ago an account was used; what may have been a failed attempt counts for nobody and against nobody. */
function ageOf(account: AccountFact | undefined, signIn: SignInFact | undefined, threshold: number): Age {
  const { lastSuccessful = null, lastAttempt = null } = signIn ?? {};
  const since = lastSuccessful ?? account?.createdAt ?? null;
  const time = since === null ? Number.NaN : Date.parse(since);
  if (since === null || Number.isNaN(time)) {
    return { kind: "unknown", reason: "neither a sign-in nor the account's age is known" };
  }
  if (time >= threshold) return { kind: "recent" };
  if (lastSuccessful !== null) return { kind: "stale", since: `the last successful sign-in was on ${day(since)}` };
  if (lastAttempt !== null && Date.parse(lastAttempt) >= threshold) {
    return { kind: "unknown", reason: `signed in on ${day(lastAttempt)}, and whether it succeeded is not recorded` };
  }
  return { kind: "stale", since: `no successful sign-in is recorded since the account was made on ${day(since)}` };
}

function isPerson({ type }: Principal): boolean {
  return type === "user" || type === "guest";
}

function day(time: string): string {
  return time.slice(0, 10);
}
