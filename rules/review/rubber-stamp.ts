import { addDuration } from "../../src/domain/iso-duration.ts";
import type { Principal } from "../../src/domain/access.ts";
import { accessReview } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { count, duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const rubberStamp = defineRule({
  meta: {
    id: "rubber-stamp",
    code: "REV-008",
    title: "Reviewers who approve nearly everything, one after the other in no time",
    rationale:
      "Who confirms a list faster than it can be read has not reviewed it. A sign to look closer, not a proof.",
    remedy: "Ask the reviewer how these were decided, and have the review held again by somebody who knows the work.",
    severity: "low",
    references: accessReview,
    falsePositives: "A list that is in order and was gone through beforehand; decisions saved together at the end.",
    needs: ["accessReviewDefinitions", "accessReviewInstances", "accessReviewDecisions", "accounts"],
    concludesFromAbsenceOf: ["accessReviewDecisions"],
    parameters: {
      decisions: count(20, "how many decisions of one reviewer in one review it takes to judge them"),
      percent: count(95, "of 100 decisions, how many must be approvals, and as many in no time"),
      pace: duration("PT10S", "decisions no further apart than this were made in no time"),
    },
    isExtended: true,
  },

  evaluate({ rows, columns, accounts }, { parameters: { decisions: least, percent, pace } }) {
    const names = new Map(Array.from(rows("accessReviewDefinitions"), ({ id, displayName }) => [id, displayName]));
    const instances = new Map(
      Array.from(rows("accessReviewInstances"), (row) => [`${row.definitionId}/${row.id}`, row]),
    );
    const apart = addDuration(new Date(0), pace)?.getTime() ?? 0;
    const sittings = sittingsIn(columns("accessReviewDecisions", decisionColumns)).filter(
      ({ decisions }) => decisions.length >= least,
    );
    const verdict = judgeEach(sittings, ({ reviewerId, instanceId, decisions }): Judged => {
      const instance = instances.get(instanceId);
      const name = `"${names.get(decisions[0]?.definitionId ?? "") ?? instanceId}" of ${instance?.startDateTime?.slice(0, 10) ?? "an unknown day"}`;
      const reviewer = accounts.get(reviewerId)?.principal ?? strangerOf(reviewerId);
      const approvals = sharesOf(decisions.map(isApproval));
      const quick = sharesOf(gapsIn(decisions).map((gap) => (gap === null ? null : gap <= apart)));
      const isSure = approvals.least >= percent && quick.least >= percent;
      if (approvals.most < percent || quick.most < percent) return null;
      if (!isSure)
        return {
          undecided: `review ${name}: what ${reviewer.displayName} decided, or when, is not told of each decision`,
        };
      return {
        principal: reviewer,
        subject: { kind: "accessReviewInstance", id: instanceId, name },
        message: `${reviewer.displayName} made ${decisions.length} decisions in review ${name}, ${Math.floor(approvals.least)} % of them approvals and ${Math.floor(quick.least)} % no more than ${pace} after the one before`,
        evidence: [
          ...(instance === undefined ? [] : [instance.evidence]),
          ...decisions.map(({ evidence }) => evidence),
        ],
      };
    });
    return {
      ...verdict,
      ...(sittings.length === 0 ? { notApplicable: `no reviewer made ${least} decisions in one review` } : {}),
    };
  },
});

const decisionColumns = [
  "definitionId",
  "instanceId",
  "decision",
  "reviewedById",
  "reviewedDateTime",
  "evidence",
] as const;

type Decision = Pick<SourcedRow<"accessReviewDecisions">, (typeof decisionColumns)[number]>;
type Sitting = { readonly reviewerId: string; readonly instanceId: string; readonly decisions: readonly Decision[] };

/** What each reviewer decided in each review, without what nobody did. */
function sittingsIn(rows: Iterable<Decision>): readonly Sitting[] {
  const made = [...rows].filter(({ decision }) => decision?.toLowerCase() !== "notreviewed");
  const byReviewer = Map.groupBy(made, ({ definitionId, instanceId, reviewedById }) =>
    reviewedById === null ? "" : JSON.stringify([definitionId, instanceId, reviewedById]),
  );
  byReviewer.delete("");
  return Array.from(byReviewer.values(), (decisions) => ({
    reviewerId: decisions[0]?.reviewedById ?? "",
    instanceId: `${decisions[0]?.definitionId}/${decisions[0]?.instanceId}`,
    decisions,
  }));
}

/** https://learn.microsoft.com/graph/api/resources/accessreviewinstancedecisionitem */
const decided: ReadonlyMap<string, boolean> = new Map([
  ["approve", true],
  ["deny", false],
  ["dontknow", false],
]);

function isApproval({ decision }: Decision): boolean | null {
  return decided.get(decision?.toLowerCase() ?? "") ?? null;
}

/** How long after the one before each decision but the first was made, in milliseconds; null where that is not told. */
function gapsIn(decisions: readonly Decision[]): readonly (number | null)[] {
  const moments = decisions.map(({ reviewedDateTime }) => Date.parse(reviewedDateTime ?? ""));
  const known = moments.filter((moment) => !Number.isNaN(moment)).sort((a, b) => a - b);
  const gaps = known.slice(1).map((moment, nth) => moment - (known[nth] ?? moment));
  return [...gaps, ...moments.filter(Number.isNaN).map(() => null)];
}

/** How many of 100 are true, at least and at most. */
function sharesOf(truths: readonly (boolean | null)[]): { readonly least: number; readonly most: number } {
  const share = (matching: number): number => (matching * 100) / Math.max(1, truths.length);
  const no = truths.filter((truth) => truth === false).length;
  return { least: share(truths.filter((truth) => truth === true).length), most: share(truths.length - no) };
}

function strangerOf(id: string): Principal {
  return { id, type: "unknown", userPrincipalName: null, displayName: id, enabled: null };
}
