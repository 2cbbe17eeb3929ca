import { addDuration } from "../../src/domain/iso-duration.ts";
import { auditTrail, integrity } from "../../src/rule-kit/controls.ts";
import type { Facts, SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const failingCallout = defineRule({
  meta: {
    id: "failing-callout",
    code: "CXT-004",
    title: "Extensions whose calls fail or are never answered",
    rationale: "The ticket log and the access part ways, and requests that wait for an answer stand still.",
    remedy: "Mend the logic app, then repeat by hand what the failed calls should have done.",
    severity: "high",
    references: [...integrity, ...auditTrail],
    falsePositives: "A single failure that was put right by hand.",
    needs: ["assignmentRequests", "assignments", "customExtensions"],
    concludesFromAbsenceOf: [],
    parameters: {
      maxAge: duration("P90D", "how far back requests and ended assignments are looked at"),
      maxWait: duration("P14D", "how long an answer may take where the extension sets no limit"),
    },
  },

  evaluate({ rows, columns }, { asOf, parameters }) {
    const since = addDuration(asOf, parameters.maxAge, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const extensions = new Map(Array.from(rows("customExtensions"), (row) => [row.id, row]));
    const waitOf = (id: string | null): string =>
      extensions.get(id ?? "")?.callbackConfiguration?.timeoutDuration ?? parameters.maxWait;
    const judged = [...calloutsIn(columns, since)].map((callout) => ({
      ...callout,
      state: stateOf(callout, waitOf(callout.extensionId), asOf),
    }));
    const failed = judged.filter(({ state }) => state === "failed" || state === "unanswered");
    return {
      examined: judged.length,
      violations: [...Map.groupBy(failed, ({ extensionId }) => extensionId).entries()].map(([id, callouts]) =>
        findingOf({ id: id ?? "unknown", name: extensions.get(id ?? "")?.displayName ?? id ?? "unknown" }, callouts),
      ),
      undecided: judged
        .filter(({ state }) => state === "unknown")
        .map(
          ({ status, about }) => `a call for ${about}: whether "${status ?? "not told"}" is a failure cannot be told`,
        ),
      ...(judged.length === 0 ? { notApplicable: "no custom extension was called" } : {}),
    };
  },
});

type Callout = {
  readonly extensionId: string | null;
  readonly status: string | null;
  readonly about: string;
  /** Before the one it was not called, and after the other no more; null where that is not told. */
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly evidence: string;
};

type Columns = Facts<"assignmentRequests" | "assignments" | "customExtensions">["columns"];

const calledOut = ["accessPackageName", "customExtensionCalloutInstances", "evidence"] as const;

/** Every call of late: of requests by when they were made, of assignments by when they ended. */
function* calloutsIn(columns: Columns, since: number): Generator<Callout> {
  for (const row of columns("assignmentRequests", [
    ...calledOut,
    "id",
    "createdDateTime",
    "completedDateTime",
    "requestorName",
  ])) {
    const { createdDateTime, completedDateTime, requestorName, accessPackageName, id } = row;
    if (isBefore(createdDateTime, since)) continue;
    const about = `${requestorName ?? "somebody"}'s request for "${accessPackageName ?? id}"`;
    yield* calloutsOf(row, { about, earliest: createdDateTime, latest: completedDateTime });
  }
  for (const row of columns("assignments", [...calledOut, "startDateTime", "expiredDateTime", "targetName"])) {
    const { startDateTime, expiredDateTime, targetName, accessPackageName } = row;
    if (isBefore(expiredDateTime, since)) continue;
    const about = `${targetName}'s assignment to "${accessPackageName}"`;
    yield* calloutsOf(row, { about, earliest: startDateTime, latest: expiredDateTime });
  }
}

function calloutsOf(
  {
    customExtensionCalloutInstances,
    evidence,
  }: Pick<SourcedRow<"assignmentRequests" | "assignments">, (typeof calledOut)[number]>,
  context: Pick<Callout, "about" | "earliest" | "latest">,
): readonly Callout[] {
  return customExtensionCalloutInstances.map(({ customExtensionId: extensionId, status }) => ({
    extensionId,
    status,
    ...context,
    evidence,
  }));
}

function isBefore(time: string | null, since: number): boolean {
  return time !== null && Date.parse(time) < since;
}

/** https://learn.microsoft.com/graph/api/resources/customextensioncalloutinstance */
function stateOf({ status, earliest, latest }: Callout, wait: string, asOf: Date) {
  switch (status?.toLowerCase()) {
    case "calloutsent":
    case "callbackreceived":
      return "answered";
    case "calloutfailed":
    case "callbacktimedout":
      return "failed";
    case "waitingforcallback":
      if (isOver(latest, wait, asOf) === true) return "unanswered";
      return isOver(earliest, wait, asOf) === false ? "waiting" : "unknown";
    default:
      return "unknown";
  }
}

/** Whether a wait that began then is over; null where that is not told. */
function isOver(begun: string | null, wait: string, asOf: Date): boolean | null {
  const end = begun === null ? null : addDuration(new Date(begun), wait);
  return end === null ? null : end <= asOf;
}

/** One finding for an extension, however often it failed. */
function findingOf(
  { id, name }: { readonly id: string; readonly name: string },
  callouts: readonly (Callout & { readonly state: string })[],
): Violation {
  const unanswered = callouts.filter(({ state }) => state === "unanswered").length;
  const counts = [
    ...(unanswered < callouts.length ? [`${callouts.length - unanswered} failed or timed out`] : []),
    ...(unanswered > 0 ? [`${unanswered} had no answer in time`] : []),
  ];
  return {
    principal: null,
    subject: { kind: "customExtension", id, name },
    message: `Of the calls of custom extension "${name}" ${counts.join(" and ")}, such as that for ${callouts[0]?.about ?? ""}`,
    adjustments: callouts.length === 1 ? [{ steps: -1, because: "a single call" }] : [],
    evidence: callouts.map(({ evidence }) => evidence),
  };
}
