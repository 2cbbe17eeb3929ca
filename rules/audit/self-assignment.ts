import { auditTrail, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted, when } from "../../src/rule-kit/event-words.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const selfAssignment = defineRule({
  meta: {
    id: "self-assignment",
    code: "AUD-002",
    title: "Administrators who assigned a package to themselves",
    rationale: "Who decides on access and who gets it were the same person: nobody else had a say.",
    remedy: "Remove the assignment, have it requested and approved by another, and look at what was done with it.",
    severity: "critical",
    references: [...separationOfDuties, ...auditTrail],
    falsePositives: "An exercise with emergency accounts, with a ticket that says so.",
    needs: ["governanceTrail", "users"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ governanceTrail: { events, isSamePerson, doubts } }) {
    const assigned = events.filter(({ deed }) => deed === "assignedDirectly");
    const byUsers = assigned.filter(({ actor }) => actor.kind !== "application");
    const known = byUsers.flatMap((event) => {
      const { actor, beneficiary } = event;
      return actor.id === null || beneficiary === null ? [] : [{ event, actorId: actor.id, beneficiary }];
    });
    const unclear = byUsers.filter(({ actor, beneficiary }) => actor.id === null || beneficiary === null);
    return {
      examined: assigned.length,
      violations: known
        .filter(({ actorId, beneficiary }) => isSamePerson(actorId, beneficiary.id))
        .map(({ event, actorId, beneficiary }) => ({
          principal: beneficiary,
          subject: event.packages[0] ?? { kind: "auditEvent", id: event.id, name: event.activity },
          message: `${event.actor.name} assigned ${quoted(event.packages.map(({ name }) => name)) || "a package"} to ${actorId === beneficiary.id ? "themselves" : `${beneficiary.displayName}, an account of the same person,`} on ${when(event)}`,
          evidence: [event.evidence],
        })),
      undecided: [
        ...doubts.entitlement,
        ...unclear.map((event) => `who assigned a package to whom on ${when(event)} cannot be told from the audit log`),
      ],
    };
  },
});
