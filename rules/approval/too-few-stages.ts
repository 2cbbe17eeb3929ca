import { accountManagement, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { count, list } from "../../src/rule-kit/parameters.ts";
import {
  canBeRequested,
  isFor,
  needsApproval,
  type Policy,
  policyNamed,
  policyRef,
  undecidedPolicy,
  untoldPackages,
} from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { tiersFrom } from "../../src/rule-kit/tiers.ts";
import { all, type Truth } from "../../src/rule-kit/truth.ts";

export const tooFewStages = defineRule({
  meta: {
    id: "too-few-stages",
    code: "APR-003",
    title: "Policies that ask for fewer stages of approval than the package demands",
    rationale: "Where one stage is all there is, whoever fills it decides alone who comes to hold the duty.",
    remedy: "Add a stage to the policy, filled by others, such as the owner of the control.",
    severity: "medium",
    references: [...accountManagement, ...separationOfDuties],
    falsePositives: "Grants that somebody reviews soon after the approval: set fewer under `tiers`.",
    needs: ["policies", "sensitivePackages", "accessPackages"],
    concludesFromAbsenceOf: ["accessPackages"],
    parameters: {
      external: count(2, "stages demanded of what people from outside can ask for"),
      sensitive: count(2, "stages demanded of sensitive packages"),
      tiers: list(
        [],
        "what is demanded instead of a package or of those of a catalog, by id or name, such as `Payment Operations = 3`",
      ),
    },
    isExtended: true,
  },

  evaluate({ rows, sensitivePackages }, { parameters: { external, sensitive, tiers } }) {
    const packages = new Map(Array.from(rows("accessPackages"), (row) => [row.id, row]));
    const { of, unreadable } = tiersFrom(tiers, wholeNumber);
    const policies = [...rows("policies")].filter((policy) => !policy.isAutomatic && canBeRequested(policy) !== false);
    const demanded = policies.map((policy) => {
      const { accessPackageId: id, accessPackageName: name } = policy;
      const tier = of({ ...packages.get(id ?? ""), id, name });
      const own = sensitivePackages.has(id ?? "") ? sensitive : 0;
      const isOutside = isFor("outsiders", policy);
      const certain = tier ?? Math.max(own, isOutside === true ? external : 0);
      return { policy, certain, possible: tier ?? Math.max(own, isOutside === false ? 0 : external) };
    });
    const {
      violations,
      undecided = [],
      examined,
    } = judgeEach(
      demanded.filter(({ possible }) => possible > 0),
      ({ policy, certain, possible }) => {
        const stages = stagesOf(policy);
        const isShort = all(canBeRequested(policy), isFewer(stages, certain, possible));
        if (isShort === false) return null;
        if (isShort === null) return undecidedPolicy(policy, "who may ask, or how many have to agree");
        return {
          principal: null,
          subject: policyRef(policy),
          message: `${policyNamed(policy)} asks for ${stages} of the ${certain} stages of approval that are demanded`,
          evidence: [policy.evidence],
        };
      },
    );
    return {
      examined,
      violations,
      undecided: [...unreadable, ...untoldPackages(policies), ...undecided],
      ...(examined === 0 ? { notApplicable: "of no policy that people ask by are stages demanded" } : {}),
    };
  },
});

function wholeNumber(text: string): number | null {
  return /^\d+$/u.test(text) ? Number(text) : null;
}

/** Null where Graph does not say. */
function stagesOf(policy: Policy): number | null {
  const isNeeded = needsApproval(policy);
  return isNeeded === false ? 0 : isNeeded && (policy.requestApprovalSettings?.stages?.length ?? null);
}

function isFewer(stages: number | null, certain: number, possible: number): Truth {
  if (stages === null) return null;
  if (stages < certain) return true;
  return stages < possible ? null : false;
}
