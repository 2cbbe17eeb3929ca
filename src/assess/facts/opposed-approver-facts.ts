import { dutyHoldings, holdingsBy } from "../../conflicts/duty.ts";
import { opposedApprovers } from "../../conflicts/opposed-approvers.ts";
import type { OpposedApproverFacts } from "../../rule-kit/facts/approval-facts.ts";
import type { FactSources } from "./sources.ts";

/** What a declared conflict finds is left out where a conflict of a pack finds the same approver of the same package. */
export function opposedApproverFacts({ model, bound, judged, asking }: FactSources): OpposedApproverFacts {
  const conflicts = new Map(bound.map(({ conflict }) => [conflict.id, conflict]));
  const { examined, found, unclear } = opposedApprovers(bound, asking(), model);
  const isDeclared = (id: string): boolean => conflicts.get(id)?.source === "declared";
  const keyOf = ({ approver, path }: (typeof found)[number]): string => `${approver} ${path.policy.accessPackageId}`;
  const byPacks = new Set(found.filter(({ conflict }) => !isDeclared(conflict)).map(keyOf));
  const each = found.filter((one) => !isDeclared(one.conflict) || !byPacks.has(keyOf(one)));
  return {
    examined,
    found: each.map(({ conflict, approver, path: { policy }, asManager, holds }) => {
      const principal = model.principals.at(approver);
      const holdings = dutyHoldings(holds, holdingsBy(principal.id, model));
      return {
        conflict,
        title: conflicts.get(conflict)?.title ?? conflict,
        principal,
        accessPackage: { kind: "accessPackage", id: policy.accessPackageId ?? "", name: policy.accessPackageName },
        policy: policy.displayName,
        asManager,
        holdings: { duty: holds.id, title: holds.title, holdings },
        evidence: [policy.evidence, ...holdings.flatMap(({ evidence }) => evidence)],
      };
    }),
    unclear: [
      ...unclear,
      ...judged.flatMap(({ conflict, reason, outcome }) =>
        reason === undefined || outcome === "not-applicable" ? [] : [`${conflict.id}: ${reason}`],
      ),
    ],
  };
}
