import { opposedApprovers } from "../../conflicts/opposed-approvers.ts";
import type { OpposedApproverFacts } from "../../rule-kit/facts.ts";
import type { FactSources } from "./sources.ts";

export function opposedApproverFacts({ model, bound, judged, asking }: FactSources): OpposedApproverFacts {
  const titles = new Map(bound.map(({ conflict }) => [conflict.id, conflict.title]));
  const { examined, found, unclear } = opposedApprovers(bound, asking(), model);
  return {
    examined,
    found: found.map(({ conflict, approver, path: { policy }, asManager, holds }) => {
      const principal = model.principals.at(approver);
      const holdings = holds.points.flatMap((point) => model.holdings(principal.id, point));
      return {
        conflict,
        title: titles.get(conflict) ?? conflict,
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
