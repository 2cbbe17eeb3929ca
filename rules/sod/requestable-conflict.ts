import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { RequestablePairFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const requestableConflict = defineRule({
  meta: {
    id: "requestable-conflict",
    code: "SOD-009",
    title: "Conflicting packages that the same people can request today",
    rationale: "Where neither package bars holders of the other, only an approver's attention keeps the duties apart.",
    remedy: "Declare each package incompatible with the other, and with the groups that grant the other duty.",
    severity: "high",
    references: separationOfDuties,
    falsePositives: "Approvers of both packages may refuse: the finding says how many approvals each takes at least.",
    needs: ["requestablePairs", "packageDuties"],
    concludesFromAbsenceOf: ["requestablePairs"],
  },

  evaluate({ requestablePairs, packageDuties }) {
    return {
      examined: requestablePairs.length,
      violations: requestablePairs.filter(isOpen).map(violationOf),
      undecided: [
        ...requestablePairs
          .filter((pair) => !isOpen(pair))
          .flatMap(({ packages: [one, other], unclear }) =>
            unclear.map((why) => `"${one.name}" and "${other.name}": ${why}`),
          ),
        ...packageDuties.flatMap(({ conflict, unknown }) => unknown.map((why) => `${conflict}: ${why}`)),
      ],
      ...(requestablePairs.length === 0 ? { notApplicable: "no conflict has packages on two of its sides" } : {}),
    };
  },
});

function isOpen({ count, outsiders }: RequestablePairFact): boolean {
  return count > 0 || outsiders.length > 0;
}

function violationOf(pair: RequestablePairFact): Violation {
  const { conflict, title, packages, count, examples, outsiders, approvals } = pair;
  const [one, other] = packages;
  const named = examples.map(({ displayName }) => displayName).join(", ");
  const people = count === 0 ? [] : [`${count} people (such as ${named})`];
  const steps = packages.map(({ name }, side) => `"${name}" (${approvalsOf(approvals[side] ?? null)})`);
  return {
    principal: null,
    subject: { kind: "packagePair", id: `${one.id}/${other.id}`, name: `${one.name} + ${other.name}` },
    conflict,
    adjustments: approvals.includes(0) ? [] : [{ steps: -1, because: "every request needs approval" }],
    message: `${[...people, ...outsiders].join(" and ")} can come to hold both sides of ${steps.join(" and ")} by asking: ${title}`,
    evidence: [],
  };
}

function approvalsOf(stages: number | null): string {
  if (stages === null) return "held by other ways";
  return stages === 1 ? "1 approval" : `${stages} approvals`;
}
