import { addDuration } from "../../src/domain/iso-duration.ts";
import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

/** How long an account may go without a successful sign-in. */
const maxAge = "P90D";

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
    needs: ["assignments", "accounts", "signIns"],
    concludesFromAbsenceOf: ["accounts", "signIns"],
  },

  evaluate({ assignments, accounts, signIns }, { asOf }) {
    const threshold = addDuration(asOf, maxAge, -1)?.toISOString() ?? "";
    const isBefore = (time: string): boolean => Date.parse(time) < Date.parse(threshold);
    const standing = assignments.filter(
      ({ principal, until }) => until === null && accounts.get(principal.id)?.enabled === true,
    );
    return {
      examined: standing.length,
      violations: standing.flatMap(({ principal, accessPackage, evidence }) => {
        const account = accounts.get(principal.id);
        const last = signIns.get(principal.id)?.lastSuccessful ?? null;
        const since = last ?? account?.createdAt ?? null;
        if (since === null || !isBefore(since)) return [];
        const seen =
          last === null
            ? `no successful sign-in is recorded since the account was made on ${day(since)}`
            : `the last successful sign-in was on ${day(since)}`;
        return [
          {
            principal,
            subject: accessPackage,
            message: `${principal.displayName} holds "${accessPackage.name}" without end; ${seen}`,
            evidence: [
              evidence,
              ...[account?.evidence, signIns.get(principal.id)?.evidence].flatMap((ref) => ref ?? []),
            ],
          },
        ];
      }),
      undecided: standing
        .filter(
          ({ principal }) =>
            signIns.get(principal.id)?.lastSuccessful == null && accounts.get(principal.id)?.createdAt == null,
        )
        .map(({ principal }) => `${principal.displayName}: neither a sign-in nor the account's age is known`),
    };
  },
});

function day(time: string): string {
  return time.slice(0, 10);
}
