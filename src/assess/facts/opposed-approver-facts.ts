import { dutyHoldings, holdingsBy } from "../../conflicts/duty.ts";
import { sidesBetween } from "../../conflicts/people.ts";
import { opposedApprovers } from "../../conflicts/opposed-approvers.ts";
import type { OpposedApproverFacts } from "../../rule-kit/facts/approval-facts.ts";
import { unclearHolders } from "./conflict-facts.ts";
import type { FactSources } from "./sources.ts";

/** What a declared conflict finds is left out where a conflict of a pack finds the same approver of the same package. */
export function opposedApproverFacts({ model, bound, judged, asking }: FactSources): OpposedApproverFacts {
  const conflicts = new Map(bound.map(({ conflict }) => [conflict.id, conflict]));
  const { packages, examined, found, unclear } = opposedApprovers(bound, asking(), model);
  const isDeclared = (id: string): boolean => conflicts.get(id)?.source === "declared";
  const keyOf = ({ approver, path }: (typeof found)[number]): string => `${approver} ${path.policy.accessPackageId}`;
  const byPacks = new Set(found.filter(({ conflict }) => !isDeclared(conflict)).map(keyOf));
  const each = found.filter((one) => !isDeclared(one.conflict) || !byPacks.has(keyOf(one)));
  return {
    packages,
    examined,
    found: each.map(({ conflict, approver, path: { policy }, asManager, holds }) => {
      const principal = model.principals.at(approver);
      const accounts = model.persons.accountsOf(approver).map(model.principals.at);
      const own = dutyHoldings(holds, holdingsBy(principal.id, model));
      const [side = { duty: holds.id, title: holds.title, holdings: own }] =
        own.length > 0 ? [] : sidesBetween(accounts, [holds], model);
      return {
        conflict,
        title: conflicts.get(conflict)?.title ?? conflict,
        principal,
        accessPackage: { kind: "accessPackage", id: policy.accessPackageId ?? "", name: policy.accessPackageName },
        policy: policy.displayName,
        asManager,
        byAnother: own.length === 0,
        holdings: side,
        evidence: [policy.evidence, ...side.holdings.flatMap(({ evidence }) => evidence)],
      };
    }),
    unclear: [...unclear, ...model.grants.unknown, ...unclearHolders(judged)],
  };
}
