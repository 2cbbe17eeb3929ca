import type { ObjectRef } from "../../src/domain/access.ts";
import { addDuration } from "../../src/domain/iso-duration.ts";
import { accessReview } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const unfinishedReview = defineRule({
  meta: {
    id: "unfinished-review",
    code: "REV-007",
    title: "Reviews whose decisions were not made or not carried out",
    rationale: "Whoever was denied and kept the access, or was never looked at, was not reviewed.",
    remedy: "Decide what is open, apply the review's result, and let later reviews apply theirs by themselves.",
    severity: "high",
    references: accessReview,
    falsePositives: "Access that somebody took away by hand, which a review does not learn of.",
    needs: ["accessReviewDefinitions", "accessReviewInstances", "accessReviewDecisions"],
    concludesFromAbsenceOf: ["accessReviewInstances", "accessReviewDecisions"],
    parameters: { grace: duration("P3D", "how long after its end a review may leave decisions open or not applied") },
  },

  evaluate({ rows }, { asOf, parameters }) {
    const deadline = addDuration(asOf, parameters.grace, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const { over, undated } = instancesBy(deadline, rows("accessReviewInstances"), rows("accessReviewDefinitions"));
    const decisions = latestOf(rows("accessReviewDecisions"), over);
    const byState = Map.groupBy(decisions, ({ row }) => stateOf(row));
    return {
      examined: decisions.length,
      violations: [...neverMade(byState.get("open") ?? []), ...(byState.get("not applied") ?? []).map(notApplied)],
      undecided: [
        ...undated.map(({ name }) => `review ${name}: when it ends is not told`),
        ...(byState.get("unknown") ?? []).map(
          ({ row: { principalName, decision, applyResult }, instance }) =>
            `review ${instance.name}: what became of "${decision ?? "no decision"}" (${applyResult ?? "no result"}) for ${principalName} cannot be told`,
        ),
      ],
      ...(over.size === 0 ? { notApplicable: "no review has come to its end" } : {}),
    };
  },
});

type Instance = ObjectRef & { readonly end: number; readonly evidence: string };
type Decision = { readonly row: SourcedRow<"accessReviewDecisions">; readonly instance: Instance };

function instancesBy(
  deadline: number,
  instances: Iterable<SourcedRow<"accessReviewInstances">>,
  definitions: Iterable<SourcedRow<"accessReviewDefinitions">>,
): { readonly over: ReadonlyMap<string, Instance>; readonly undated: readonly Instance[] } {
  const names = new Map<string, string>();
  for (const { id, displayName } of definitions) names.set(id, displayName);
  const all = Array.from(instances, ({ definitionId, id, startDateTime, endDateTime, evidence }) => ({
    kind: "accessReviewInstance",
    id: `${definitionId}/${id}`,
    name: `"${names.get(definitionId) ?? definitionId}" of ${startDateTime?.slice(0, 10) ?? "an unknown day"}`,
    end: Date.parse(endDateTime ?? ""),
    evidence,
  }));
  return {
    over: new Map(all.filter(({ end }) => end <= deadline).map((instance) => [instance.id, instance])),
    undated: all.filter(({ end }) => Number.isNaN(end)),
  };
}

/** Of each person and resource what the latest review that is over came to: it makes up for those before, not for its equals. */
function latestOf(
  rows: Iterable<SourcedRow<"accessReviewDecisions">>,
  over: ReadonlyMap<string, Instance>,
): readonly Decision[] {
  const latest = new Map<string, readonly Decision[]>();
  for (const row of rows) {
    const instance = over.get(`${row.definitionId}/${row.instanceId}`);
    if (instance === undefined) continue;
    const key = JSON.stringify([row.definitionId, row.principalId ?? row.id, resourceIdOf(row)]);
    const before = latest.get(key) ?? [];
    const [
      {
        instance: { end },
      } = { instance },
    ] = before;
    if (end > instance.end) continue;
    latest.set(key, end === instance.end ? [...before, { row, instance }] : [{ row, instance }]);
  }
  return [...latest.values()].flat();
}

/** https://learn.microsoft.com/graph/api/resources/accessreviewinstancedecisionitem */
const answers: ReadonlyMap<string, "open" | "kept" | "denied"> = new Map([
  ["notreviewed", "open"],
  ["dontknow", "open"],
  ["approve", "kept"],
  ["deny", "denied"],
]);
const carriedOut: ReadonlySet<string> = new Set(["appliedsuccessfully", "appliedsuccessfullybutobjectnotfound"]);
const notCarriedOut: ReadonlySet<string> = new Set(["new", "appliedwithunknownfailure", "applynotsupported"]);

function stateOf({ decision, applyResult }: SourcedRow<"accessReviewDecisions">) {
  const answer = answers.get(decision?.toLowerCase() ?? "") ?? "unknown";
  if (answer !== "denied") return answer;
  const result = applyResult?.toLowerCase() ?? "";
  if (carriedOut.has(result)) return "removed";
  return notCarriedOut.has(result) ? "not applied" : "unknown";
}

/** One finding for a review, however many it left open. */
function neverMade(decisions: readonly Decision[]): readonly Violation[] {
  return [...Map.groupBy(decisions, ({ instance }) => instance).entries()].map(([instance, open]) => ({
    principal: null,
    subject: instance,
    message: `Review ${instance.name} is over and ${open.length} of its decisions ${open.length === 1 ? "was" : "were"} never made, such as that about ${open[0]?.row.principalName ?? ""}`,
    evidence: [instance.evidence, ...open.map(({ row }) => row.evidence)],
  }));
}

function notApplied({ row, instance }: Decision): Violation {
  const { principalId, principalName, principalType, applyResult } = row;
  return {
    principal: {
      id: principalId ?? row.id,
      type: principalType === "userIdentity" ? "user" : "unknown",
      userPrincipalName: null,
      displayName: principalName,
      enabled: null,
    },
    subject: { ...instance, id: [instance.id, resourceIdOf(row)].filter((id) => id !== null).join("/") },
    message: `Review ${instance.name} denied ${principalName} and the access was not taken away (${applyResult ?? ""})`,
    evidence: [instance.evidence, row.evidence],
  };
}

/** One instance can review several resources. */
function resourceIdOf({ resource, resourceLink }: SourcedRow<"accessReviewDecisions">): string | null {
  const isNamed = typeof resource === "object" && resource !== null && "id" in resource;
  return isNamed && typeof resource["id"] === "string" ? resource["id"] : resourceLink;
}
