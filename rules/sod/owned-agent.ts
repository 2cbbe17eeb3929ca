import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const ownedAgent = defineRule({
  meta: {
    id: "owned-agent",
    code: "SOD-018",
    title: "People who own an application that holds the other side of a conflict",
    rationale:
      "The owner of an application or agent can give it a secret and act as it, past every separation of people.",
    remedy: "Have somebody who holds neither side own the application, or take its side away.",
    severity: "high",
    references: [...separationOfDuties, ...privilegedAccess],
    falsePositives: "Applications whose credentials are kept where the owner cannot reach or add to them.",
    needs: ["ownedAgents"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ ownedAgents: { owned, examined, found, unknown } }) {
    return {
      examined,
      violations: found.map(({ owner, agent, conflict, title, severity, exposure, sides, evidence }) => ({
        principal: owner,
        subject: { kind: "servicePrincipal", id: agent.id, name: agent.displayName },
        conflict,
        sides,
        exposure,
        severity,
        adjustments: [actsAsIt, ...(exposure === "active" ? [] : [onlyEligible])],
        message: `${owner.displayName} owns ${agent.displayName}, and together they hold ${sides.map((side) => side.title).join(" and ")}: ${title}`,
        evidence: [evidence, ...sides.flatMap(({ holdings }) => holdings.flatMap((holding) => holding.evidence))],
      })),
      undecided: owned === 0 ? [] : unknown,
      ...(owned === 0 ? { notApplicable: "nobody owns an application" } : {}),
    };
  },
});

const actsAsIt: Adjustment = { steps: -1, because: "the owner has to act as the application first" };
const onlyEligible: Adjustment = { steps: -1, because: "a side has to be activated first" };
