import type { Holding } from "../../src/domain/access.ts";
import { addDuration } from "../../src/domain/iso-duration.ts";
import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import type { EndedAssignmentFact, GrantFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const residualAccess = defineRule({
  meta: {
    id: "residual-access",
    code: "LIF-006",
    title: "Access that outlived its assignment",
    rationale: "The assignment is over and the record says so, but the person is still in the group or has the role.",
    remedy: "Remove the membership or role by hand, and find out why the removal did not arrive.",
    severity: "high",
    references: leaversAndStanding,
    falsePositives: "People whom somebody put there again for a reason, and removals still under way: widen `lag`.",
    needs: ["grants", "endedAssignments"],
    concludesFromAbsenceOf: ["grants"],
    parameters: { lag: duration("P1D", "how long a removal may take to arrive") },
  },

  evaluate({ grants, endedAssignments }, { asOf, parameters }) {
    const latest = addDuration(asOf, parameters.lag, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const ended = Map.groupBy(endedAssignments, ({ principalId, accessPackage }) =>
      keyOf(principalId, accessPackage.id),
    );
    const ungoverned = grants.held
      .filter(({ governance, holdings }) => governance !== "governed" && holdings.some(isOwn))
      .map((grant) => {
        const assignments = grant.packages.flatMap(({ id }) => ended.get(keyOf(grant.principal.id, id)) ?? []);
        return { grant, assignments, age: ageOf(grant, assignments, latest) };
      });
    const left = ungoverned.filter(({ assignments }) => assignments.length > 0);
    return {
      examined: endedAssignments.length,
      violations: left
        .filter(({ age }) => age === "old")
        .map(({ grant: { principal, accessPoint, holdings }, assignments }) => ({
          principal,
          subject: accessPoint,
          message: `${principal.displayName} still has ${accessPoint.name}, though the assignment to ${[...new Set(assignments.map(describe))].join(" and to ")}`,
          evidence: [...assignments, ...holdings.filter(isOwn)].flatMap(({ evidence }) => evidence),
        })),
      undecided: [
        ...grants.unknown,
        ...ungoverned
          .filter(({ age }) => age === "unknown")
          .map(
            ({ grant: { principal, accessPoint } }) =>
              `whether ${principal.displayName} has ${accessPoint.name} by an assignment that is over cannot be told`,
          ),
      ],
    };
  },
});

function keyOf(principalId: string, packageId: string): string {
  return `${principalId} ${packageId}`;
}

/** A package gives the membership or the role itself; what comes through another group was never its to take away. */
function isOwn({ accessPoint, path }: Holding): boolean {
  return accessPoint.kind === "group" ? path.length === 1 : path[0]?.kind === "appRoleAssignment";
}

/** Old where every assignment ended before the moment given, recent where one did not. */
function ageOf(
  { governance }: GrantFact,
  assignments: readonly EndedAssignmentFact[],
  latest: number,
): "old" | "recent" | "unknown" {
  const ends = assignments.map(({ endedAt }) => (endedAt === null ? Number.NaN : Date.parse(endedAt)));
  if (ends.some((end) => end >= latest)) return "recent";
  return governance === "unknown" || ends.some(Number.isNaN) ? "unknown" : "old";
}

function describe({ accessPackage, endedAt }: EndedAssignmentFact): string {
  return `"${accessPackage.name}" ended on ${(endedAt ?? "").slice(0, 10)}`;
}
