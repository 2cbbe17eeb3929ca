import { accountManagement, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { ApprovalFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { type Adjustment, defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const onBehalfApprover = defineRule({
  meta: {
    id: "on-behalf-approver",
    code: "POL-005",
    title: "People who ask for others and approve what they asked for",
    rationale: "A manager who both raises a request for a report and approves it gives access alone.",
    remedy: "Let somebody else than those who may ask on behalf of others approve, or take the right to ask from them.",
    severity: "high",
    references: [...separationOfDuties, ...accountManagement],
    falsePositives:
      "Another stage that is independent of whoever asks: milder. Entra hides from approvers what they asked for.",
    needs: ["approvals"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ approvals }) {
    const judged = approvals
      .filter(({ stages }) => stages !== 0)
      .map((approval) => ({ approval, onBehalf: approval.onBehalf() }));
    const open = judged.flatMap(({ approval, onBehalf }) =>
      typeof onBehalf === "string" || onBehalf === null ? [] : [{ approval, onBehalf }],
    );
    return {
      examined: judged.length,
      violations: open.flatMap(({ approval, onBehalf }) => violationOf(approval, onBehalf)),
      undecided: [
        ...open
          .filter(({ onBehalf }) => !onBehalf.some(overlaps))
          .flatMap(({ approval: { policy }, onBehalf }) =>
            onBehalf.flatMap(({ unclear }) => unclear.map((why) => `policy "${policy.name}": ${why}`)),
          ),
        ...judged
          .filter(({ approval, onBehalf }) => onBehalf === "unknown" || (onBehalf !== null && approval.stages === null))
          .map(({ approval: { policy } }) => `policy "${policy.name}": Graph did not say who asks or approves`),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy asks anybody to approve" } : {}),
    };
  },
});

type OnBehalf = Exclude<ReturnType<ApprovalFact["onBehalf"]>, string | null>[number];

function overlaps({ people, targetManager, requestorManager }: OnBehalf): boolean {
  return people.length > 0 || targetManager || requestorManager;
}

function violationOf(
  { policy, accessPackage, evidence }: ApprovalFact,
  stages: readonly OnBehalf[],
): readonly Violation[] {
  const found = stages.flatMap((stage, place) => (overlaps(stage) ? [{ stage, place: place + 1 }] : []));
  if (found.length === 0) return [];
  const who = found.map(({ stage, place }) => `${whoOf(stage)} in stage ${place}`).join("; ");
  return [
    {
      principal: null,
      subject: policy,
      message: `Policy "${policy.name}" of "${accessPackage.name}" lets those ask for others who then approve: ${who}`,
      adjustments: adjustmentsOf(stages),
      evidence: [evidence],
    },
  ];
}

function whoOf({ people, targetManager, requestorManager }: OnBehalf): string {
  const names = people.slice(0, 3).map(({ displayName }) => displayName);
  const rest = people.length - names.length;
  return [
    ...names,
    ...(rest > 0 ? [`${rest} more`] : []),
    ...(targetManager || requestorManager ? ["the manager of whoever gets the package"] : []),
  ].join(", ");
}

function adjustmentsOf(stages: readonly OnBehalf[]): readonly Adjustment[] {
  const certain = stages.filter(({ people, targetManager }) => people.length > 0 || targetManager);
  return [
    ...(stages.every(overlaps) ? [] : [{ steps: -1, because: "another stage is independent of who asks" } as const]),
    ...(certain.length > 0
      ? []
      : [{ steps: -1, because: "whose manager is asked where somebody else asks is not documented" } as const]),
  ];
}
