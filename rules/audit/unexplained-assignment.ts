import type { GovernanceEvent } from "../../src/domain/governance-event.ts";
import { auditTrail, completeInformation } from "../../src/rule-kit/controls.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const unexplainedAssignment = defineRule({
  meta: {
    id: "unexplained-assignment",
    code: "AUD-008",
    title: "Assignments that neither a request nor the audit log accounts for",
    rationale: "Who granted it, and on whose word, cannot be shown: the list of who has access is without support.",
    remedy: "Find out how the assignment came about; where nobody can say, remove it and have it requested.",
    severity: "high",
    references: [...completeInformation, ...auditTrail],
    falsePositives:
      "Assignments that began before the log does, or on its last day, are never reported, only counted as unprovable.",
    needs: ["packageHolders", "assignmentRequests", "governanceTrail"],
    concludesFromAbsenceOf: ["assignmentRequests", "governanceTrail"],
  },

  evaluate({ packageHolders, rows, governanceTrail: { events, view, doubts } }) {
    const requests = requestsOf(rows("assignmentRequests"));
    const origins = originsIn(events);
    const open = packageHolders.filter(
      (holder) => !requests.made.has(holder.assignmentId) && !isLogged(holder, origins),
    );
    const seen = view.seen === null ? null : { from: Date.parse(view.seen.from), to: Date.parse(view.seen.to) };
    const isWithin = ({ from }: PackageHolderFact): boolean =>
      seen !== null && from !== null && Date.parse(from) >= seen.from && Date.parse(from) + delay <= seen.to;
    const maybe = requests.maybe.union(origins.maybe);
    const ofPackages = packagesIn(new Set([...maybe, ...origins.first.keys()]));
    const isMaybe = ({ accessPackage, principal, isActive }: PackageHolderFact): boolean =>
      !isActive ||
      keysOf(principal.id, accessPackage.id).some((key) => maybe.has(key)) ||
      (principal.type === "external" && (ofPackages.has(accessPackage.id) || ofPackages.has("")));
    const unclear = open.filter((holder) => isWithin(holder) && isMaybe(holder));
    const unprovable = open.filter((holder) => !isWithin(holder));
    return {
      examined: packageHolders.length,
      violations: open
        .filter((holder) => isWithin(holder) && !isMaybe(holder))
        .map(({ principal, accessPackage, assignmentId, from, evidence }) => ({
          principal,
          subject: { kind: "assignment", id: assignmentId, name: accessPackage.name },
          message: `${principal.displayName} holds "${accessPackage.name}" since ${from ?? "a day that is not told"}, and there is neither a request nor an event for it`,
          evidence: [evidence],
        })),
      undecided: [
        ...(open.length > 0 ? doubts.entitlement : []),
        ...counted(unprovable, "began when the audit log does not tell, and no request is kept: unprovable"),
        ...counted(unclear, "may be what a request or event is about that does not say whose it is"),
      ],
    };
  },
});

const granting: ReadonlySet<GovernanceEvent["deed"]> = new Set([
  "requested",
  "assignedDirectly",
  "approved",
  "autoApproved",
  "fulfilled",
]);

/** Milliseconds by which the log may tell of an assignment after its beginning. */
const delay = 86_400_000;

type Origins = {
  readonly assignments: ReadonlySet<string>;
  /** The first moment by person and package. */
  readonly first: ReadonlyMap<string, number>;
  /** Who was granted what by events that do not say whom, or which package; that is empty. */
  readonly maybe: ReadonlySet<string>;
};

function originsIn(events: readonly GovernanceEvent[]): Origins {
  const assignments = new Set<string>();
  const first = new Map<string, number>();
  const maybe = new Set<string>();
  for (const { deed, assignmentId, packages, beneficiary, at } of events) {
    if (!granting.has(deed)) continue;
    if (assignmentId !== null) assignments.add(assignmentId);
    const key = keyOf(beneficiary?.id, packages[0]?.id);
    const isVague = beneficiary === null || packages.length === 0;
    if (isVague && assignmentId === null) maybe.add(key);
    else if (!first.has(key)) first.set(key, at);
  }
  return { assignments, first, maybe };
}

function isLogged({ assignmentId, principal, accessPackage, from }: PackageHolderFact, origins: Origins): boolean {
  if (origins.assignments.has(assignmentId)) return true;
  const at = origins.first.get(keyOf(principal.id, accessPackage.id));
  return at !== undefined && from !== null && at <= Date.parse(from) + delay;
}

/** Assignments that a request says it made; and who got which package by one that does not say which. */
function requestsOf(rows: Iterable<SourcedRow<"assignmentRequests">>) {
  const made = new Set<string>();
  const maybe = new Set<string>();
  for (const { assignmentId, requestorObjectId, accessPackageId } of rows) {
    if (assignmentId !== null) made.add(assignmentId);
    else maybe.add(keyOf(requestorObjectId, accessPackageId));
  }
  return { made, maybe };
}

function keyOf(principalId: string | null = null, packageId: string | null = null): string {
  return `${principalId ?? ""} ${packageId ?? ""}`;
}

/** What names the person and the package, or leaves out one of them or both. */
function keysOf(principalId: string, packageId: string): readonly string[] {
  return [keyOf(principalId, packageId), keyOf(principalId), keyOf(null, packageId), keyOf()];
}

/** The packages of keys, whoever got them; empty where one names none. Whom the tenant names by a subject alone may be anybody. */
function packagesIn(keys: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...keys].map((key) => key.split(" ")[1] ?? ""));
}

function counted([first, ...others]: readonly PackageHolderFact[], what: string): readonly string[] {
  if (first === undefined) return [];
  return [
    `${1 + others.length} assignments, such as that of "${first.accessPackage.name}" to ${first.principal.displayName}, ${what}`,
  ];
}
