import type { Principal } from "../../src/domain/access.ts";
import type { GovernanceEvent } from "../../src/domain/governance-event.ts";
import { auditTrail, identification, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted, when } from "../../src/rule-kit/event-words.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const selfApproval = defineRule({
  meta: {
    id: "self-approval",
    code: "AUD-003",
    title: "Requests approved by the person who made them or gains by them",
    rationale: "Entra only keeps an account from approving its own request: a second account of the same person may.",
    remedy:
      "Remove the assignment, have the request decided by another, and take the second account off the approvers.",
    severity: "critical",
    references: [...separationOfDuties, ...auditTrail, ...identification],
    falsePositives: "Two people who share an employee id by mistake.",
    needs: ["governanceTrail", "users"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ governanceTrail: { events, isSamePerson, doubts } }) {
    const approved = events.filter(({ deed, actor }) => deed === "approved" && actor.kind !== "application");
    const own = approved.flatMap((event) => {
      const self = sidesOf(event).find(({ id }) => event.actor.id !== null && isSamePerson(event.actor.id, id));
      return self === undefined ? [] : [{ event, self }];
    });
    const unclear = approved.filter((event) => event.actor.id === null || sidesOf(event).length === 0);
    return {
      examined: approved.length,
      violations: own.map(({ event, self }) => ({
        principal: self,
        subject: subjectOf(event),
        message: `${event.actor.name} approved the request of ${self.displayName} for ${quoted(event.packages.map(({ name }) => name)) || "a package"} on ${when(event)}: both are ${event.actor.id === self.id ? "the same account" : "accounts of one person"}`,
        evidence: [event.evidence],
      })),
      undecided: [
        ...doubts.entitlement,
        ...unclear.map((event) => `who approved whose request on ${when(event)} cannot be told from the audit log`),
      ],
    };
  },
});

function sidesOf({ requestor, beneficiary }: GovernanceEvent): readonly Principal[] {
  return [requestor, beneficiary].filter((side) => side !== null);
}

function subjectOf({ requestId, packages, id, activity }: GovernanceEvent) {
  const [accessPackage] = packages;
  if (requestId !== null) return { kind: "assignmentRequest", id: requestId, name: accessPackage?.name ?? requestId };
  return accessPackage ?? { kind: "auditEvent", id, name: activity };
}
