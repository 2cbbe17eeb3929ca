import { completeInformation } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { policyNamed, policyRef } from "../../src/rule-kit/policies.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const tornSnapshot = defineRule({
  meta: {
    id: "torn-snapshot",
    code: "DQ-004",
    title: "What changed while the tenant was read",
    rationale: "What was read before a change and what was read after it were never true at the same moment.",
    remedy: "Collect again when the tenant is quiet.",
    severity: "medium",
    references: completeInformation,
    falsePositives:
      "Whatever a finding rests on is read again at the end and judged on its later state; what moved then carries a mark. Of packages and policies their own date of change tells; that of other objects is not read.",
    needs: ["coverage", "accessPackages", "policies"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ coverage, rows }) {
    const began = Math.min(...coverage.map(({ startedAt }) => Date.parse(startedAt)));
    const reread = coverage.filter(({ confirmation }) => confirmation !== undefined);
    const objects = [
      ...Array.from(rows("accessPackages"), (row) => dated(row, packageRef(row), `Package "${row.displayName}"`)),
      ...Array.from(rows("policies"), (row) => dated(row, policyRef(row), policyNamed(row))),
    ];
    const { violations, undecided = [] } = judgeEach(objects, (object) => judge(object, began));
    return {
      examined: objects.length + reread.length,
      violations: [
        ...reread.flatMap(({ section, confirmation: { moved = 0, reads = 0 } = {} }): readonly Violation[] =>
          moved === 0
            ? []
            : [
                {
                  principal: null,
                  subject: { kind: "section", id: section, name: section },
                  message: `${section}: ${moved} ${moved === 1 ? "row" : "rows"} that findings rest on had changed when ${reads} ${reads === 1 ? "object was" : "objects were"} read again`,
                  evidence: [],
                },
              ],
        ),
        ...violations,
      ],
      undecided: [
        ...reread.flatMap(({ section, confirmation: { reason } = {} }) =>
          reason === undefined ? [] : [`${section}: not all that findings rest on was read again: ${reason}`],
        ),
        ...undecided,
      ],
    };
  },
});

type Dated = Pick<SourcedRow<"accessPackages">, "modifiedDateTime" | "evidence">;
type Named = Dated & { readonly subject: ReturnType<typeof policyRef>; readonly name: string };

function dated({ modifiedDateTime, evidence }: Dated, subject: Named["subject"], name: string): Named {
  return { modifiedDateTime, evidence, subject, name };
}

function packageRef({ id, displayName }: SourcedRow<"accessPackages">): Named["subject"] {
  return { kind: "accessPackage", id, name: displayName };
}

function judge({ modifiedDateTime, evidence, subject, name }: Named, began: number): Judged {
  const modified = Date.parse(modifiedDateTime ?? "");
  if (Number.isNaN(modified)) return { undecided: `${name}: when it was last changed is not told` };
  if (modified < began) return null;
  return {
    principal: null,
    subject,
    message: `${name} was changed at ${new Date(modified).toISOString()}, after reading the tenant had begun`,
    evidence: [evidence],
  };
}
