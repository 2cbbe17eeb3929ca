import { accountManagement, integrity } from "../../src/rule-kit/controls.ts";
import type { ApprovalFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { unsaidApprovals } from "../../src/rule-kit/unsaid-approvals.ts";

export const invalidApprover = defineRule({
  meta: {
    id: "invalid-approver",
    code: "APR-007",
    title: "Approvers who are deleted, disabled, guests or empty groups",
    rationale:
      "Whoever cannot sign in approves nothing, and a guest who approves decides about access of the tenant's own.",
    remedy: "Replace the approver in the policy.",
    severity: "medium",
    references: [...accountManagement, ...integrity],
    falsePositives: "Managers and sponsors are found when somebody asks and are not judged here.",
    needs: ["approvals"],
    concludesFromAbsenceOf: ["approvals"],
    parameters: { allow: list([], "approvers that may be guests, by id or name") },
  },

  evaluate({ approvals }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const staged = approvals.filter(({ stages }) => (stages ?? 0) > 0);
    const judged = staged.map((approval) => {
      const { approvers, unclear } = approval.flawed();
      const flawed = approvers.filter(({ subject: { id, name }, flaw }) => flaw !== "guest" || !isAllowed(id, name));
      return { approval, flawed, unclear };
    });
    return {
      examined: judged.length,
      violations: judged
        .filter(({ flawed }) => flawed.length > 0)
        .map(({ approval: { policy, accessPackage, evidence }, flawed }) => ({
          principal: null,
          subject: policy,
          message: `Policy "${policy.name}" of "${accessPackage.name}" asks ${flawed.map(described).join("; ")}`,
          evidence: [evidence],
        })),
      undecided: [
        ...judged.flatMap(({ approval: { policy }, unclear }) =>
          unclear.map((why) => `policy "${policy.name}": ${why}`),
        ),
        ...unsaidApprovals(approvals),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy asks anybody to approve" } : {}),
    };
  },
});

type Flawed = ReturnType<ApprovalFact["flawed"]>["approvers"][number];

function described({ stage, as, subject: { kind, id, name }, flaw }: Flawed): string {
  const who = name === id ? `${kind} ${id}` : name;
  return `${who} to approve stage ${stage} (${as}), ${wrong(kind, flaw)}`;
}

function wrong(kind: string, flaw: Flawed["flaw"]): string {
  if (flaw === "empty") return "a group that nobody able is in";
  const what = flaw === "guest" ? "a guest" : flaw;
  return `${kind === "group" ? "which" : "who"} is ${what}`;
}
