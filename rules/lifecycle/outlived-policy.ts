import { addDuration } from "../../src/domain/iso-duration.ts";
import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const outlivedPolicy = defineRule({
  meta: {
    id: "outlived-policy",
    code: "LIF-003",
    title: "Assignments that outlive what their policy grants today",
    rationale:
      "A policy made stricter binds new requests only: who was assigned before keeps the end, or the lack of one, of that day.",
    remedy: "Give the assignment an end that the policy would grant, or remove it and have it requested again.",
    severity: "high",
    references: leaversAndStanding,
    falsePositives:
      "Extensions that were approved: those on record are heeded, and Graph keeps requests for three months only.",
    needs: ["packageHolders", "policies", "assignmentRequests"],
    concludesFromAbsenceOf: ["assignmentRequests"],
    parameters: { tolerance: duration("P1D", "how much longer than its policy an assignment may last") },
  },

  evaluate({ packageHolders, rows }, { asOf, parameters }) {
    const policies = new Map([...rows("policies")].map((policy) => [policy.id, policy]));
    const extended = extensionsOf(rows("assignmentRequests"));
    const { tolerance } = parameters;
    const oldest = addDuration(asOf, requestsKept, -1);
    const endNow = once((granted) => endOf(asOf, granted, tolerance));
    const endOfOldest = once((granted) => endOf(oldest, granted, tolerance));
    const judged = packageHolders.flatMap((assignment) => {
      const policy = policies.get(assignment.policyId ?? "");
      if (policy?.isAutomatic === true) return [];
      const last = extended.get(assignment.assignmentId) ?? null;
      const found = judge(assignment, policy?.expiration ?? null, { last, tolerance, endNow, endOfOldest });
      return [{ assignment, policy, found }];
    });
    return {
      examined: judged.length,
      violations: judged
        .filter(({ assignment, found }) => assignment.isActive && found.kind === "outlives")
        .map(({ assignment: { principal, accessPackage, evidence }, policy, found: { why } }) => ({
          principal,
          subject: accessPackage,
          message: `${principal.displayName} holds "${accessPackage.name}" ${why} by its policy "${policy?.displayName ?? ""}"`,
          evidence: [evidence, ...[policy?.evidence].flatMap((ref) => ref ?? [])],
        })),
      undecided: judged
        .filter(
          ({ assignment, found }) => found.kind === "unknown" || (found.kind === "outlives" && !assignment.isActive),
        )
        .map(({ assignment: { principal, accessPackage }, found: { kind, why } }) =>
          kind === "unknown"
            ? `${principal.displayName} and "${accessPackage.name}": ${why}`
            : `${principal.displayName}: it cannot be told whether the assignment to "${accessPackage.name}" is active`,
        ),
    };
  },
});

/** For so long Graph keeps requests (https://learn.microsoft.com/graph/api/entitlementmanagement-list-assignmentrequests). */
const requestsKept = "P3M";

type Expiration = {
  readonly type: string;
  readonly duration: string | null;
  readonly endDateTime: string | null;
} | null;

type Found = { readonly kind: "within" | "outlives" | "unknown"; readonly why: string };

type Setting = {
  readonly last: Date | null;
  readonly tolerance: string;
  /** When what is granted for so long at the moment judged, and at the earliest of which requests are still told, would end. */
  readonly endNow: (granted: string) => number;
  readonly endOfOldest: (granted: string) => number;
};

function judge(assignment: PackageHolderFact, expiration: Expiration, setting: Setting): Found {
  switch (expiration?.type.toLowerCase()) {
    case "noexpiration":
    case "notspecified":
      return { kind: "within", why: "" };
    case "afterdatetime":
      return againstDate(assignment, new Date(expiration?.endDateTime ?? Number.NaN), setting);
    case "afterduration":
      return againstDuration(assignment, expiration?.duration ?? "", setting);
    default:
      return { kind: "unknown", why: `what its policy grants cannot be told (${expiration?.type ?? "no expiration"})` };
  }
}

function againstDate({ until }: PackageHolderFact, limit: Date, { tolerance }: Setting): Found {
  const latest = Number.isNaN(limit.getTime()) ? null : addDuration(limit, tolerance);
  if (latest === null) return { kind: "unknown", why: "the end that its policy grants cannot be read" };
  if (until === null) return { kind: "outlives", why: `without end, where all ends on ${day(limit)}` };
  if (Date.parse(until) <= latest.getTime()) return { kind: "within", why: "" };
  return { kind: "outlives", why: `until ${day(new Date(until))}, where all ends on ${day(limit)}` };
}

/** Whatever extended the assignment cannot have come after the moment judged, nor before what would explain its end. */
function againstDuration({ from, until }: PackageHolderFact, granted: string, setting: Setting): Found {
  const { last, tolerance, endNow, endOfOldest } = setting;
  if (Number.isNaN(endNow(granted))) return { kind: "unknown", why: "how long its policy grants cannot be read" };
  if (until === null) return { kind: "outlives", why: `without end, where no more than ${granted} is granted` };

  const end = Date.parse(until);
  const outlives: Found = {
    kind: "outlives",
    get why() {
      return `until ${day(new Date(end))}, which is longer than the ${granted} granted`;
    },
  };
  if (end > endNow(granted)) return outlives;
  const isExplained = [from === null ? null : new Date(from), last].some(
    (begin) => end <= endOf(begin, granted, tolerance),
  );
  if (isExplained) return { kind: "within", why: "" };
  if (from === null) return { kind: "unknown", why: "since when it is held is not known" };

  if (end > endOfOldest(granted)) return outlives;
  return { kind: "unknown", why: "it may have been extended before the requests that Graph still keeps" };
}

/** Milliseconds of the epoch; NaN where it cannot be told. */
function endOf(begin: Date | null, granted: string, tolerance: string): number {
  const end = begin === null ? null : addDuration(begin, granted);
  return (end === null ? null : addDuration(end, tolerance))?.getTime() ?? Number.NaN;
}

function once(make: (granted: string) => number): (granted: string) => number {
  const made = new Map<string, number>();
  return (granted) => {
    const known = made.get(granted) ?? make(granted);
    made.set(granted, known);
    return known;
  };
}

/** When each assignment was last extended. */
function extensionsOf(requests: Iterable<Request>): ReadonlyMap<string, Date> {
  const latest = new Map<string, Date>();
  for (const { requestType, state, assignmentId, completedDateTime, createdDateTime } of requests) {
    const isExtension = requestType?.toLowerCase().endsWith("update") === true && state?.toLowerCase() === "delivered";
    const at = new Date(completedDateTime ?? createdDateTime ?? Number.NaN);
    if (!isExtension || assignmentId === null || Number.isNaN(at.getTime())) continue;
    const before = latest.get(assignmentId);
    if (before === undefined || before < at) latest.set(assignmentId, at);
  }
  return latest;
}

type Request = {
  readonly requestType: string | null;
  readonly state: string | null;
  readonly assignmentId: string | null;
  readonly completedDateTime: string | null;
  readonly createdDateTime: string | null;
};

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
