import { isLonger } from "../../src/domain/iso-duration.ts";
import { accountManagement } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import {
  canBeRequested,
  needsApproval,
  type Policy,
  policyNamed,
  policyRef,
  undecidedPolicy,
} from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not, type Truth } from "../../src/rule-kit/truth.ts";

export const slowApproval = defineRule({
  meta: {
    id: "slow-approval",
    code: "APR-010",
    title: "Approval stages that nobody else is asked in, or that may wait too long",
    rationale:
      "A request that waits for one absent approver is either denied by the clock or waved through just before.",
    remedy: "Have the stage ask alternate approvers after a while, and deny what nobody answers sooner.",
    severity: "low",
    references: accountManagement,
    falsePositives: "Teams that answer within the day: a stage that is denied within `quick` needs nobody else.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    parameters: {
      longest: duration("P14D", "how long a stage may wait before it is denied"),
      quick: duration("P1D", "stages denied within this time need no alternate approvers"),
    },
    isExtended: true,
  },

  evaluate({ rows }, { parameters: { longest, quick } }) {
    const approved = [...rows("policies")].filter(
      (policy) => !policy.isAutomatic && canBeRequested(policy) !== false && needsApproval(policy) !== false,
    );
    return judgeEach(approved, (policy) => {
      const stages = (policy.requestApprovalSettings?.stages ?? []).map((stage, place) => ({
        place: place + 1,
        isLong: waitsLonger(stage, longest),
        isLonely: all(waitsLonger(stage, quick), not(escalates(stage))),
      }));
      const wrong = stages.flatMap(({ place, isLong, isLonely }) => [
        ...(isLong === true ? [`stage ${place} may wait longer than ${longest}`] : []),
        ...(isLonely === true ? [`stage ${place} asks nobody else when its approvers do not answer`] : []),
      ]);
      const isApproved = all(canBeRequested(policy), needsApproval(policy));
      if (wrong.length > 0 && isApproved === true)
        return {
          principal: null,
          subject: policyRef(policy),
          message: `${policyNamed(policy)}: ${wrong.join("; ")}`,
          evidence: [policy.evidence],
        };
      const isTold = stages.length > 0 && stages.every(({ isLong, isLonely }) => isLong !== null && isLonely !== null);
      return isTold && wrong.length === 0
        ? null
        : undecidedPolicy(policy, "who may ask and has to agree, or how long that may take");
    });
  },
});

type Stage = NonNullable<NonNullable<Policy["requestApprovalSettings"]>["stages"]>[number];

function waitsLonger({ durationBeforeAutomaticDenial: wait }: Stage, limit: string): Truth {
  return wait === null ? null : isLonger(wait, limit);
}

/** Whether somebody else is asked after a while: those whom Graph names, where it says that they are. */
function escalates({ isEscalationEnabled, escalationApprovers }: Stage): Truth {
  return all(isEscalationEnabled, escalationApprovers === null ? null : escalationApprovers.length > 0);
}
