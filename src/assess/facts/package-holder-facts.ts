import type { EndedAssignmentFact, PackageHolderFact } from "../../rule-kit/facts.ts";
import { principalAt } from "./principal-at.ts";
import type { FactSources } from "./sources.ts";

/** By the assignments' ids, so that the examples that rules name never depend on the crawl's order. */
export function packageHolderFacts({ model }: FactSources): readonly PackageHolderFact[] {
  return [...model.packages.assignments.all()]
    .filter(({ term }) => term.membership === "active" || term.membership === "unknown")
    .map(({ id, accessPackageId, accessPackageName, policyId, principalId, term, evidence }) => ({
      isActive: term.membership === "active",
      principal: principalAt(model, principalId),
      assignmentId: id,
      accessPackage: { kind: "accessPackage", id: accessPackageId, name: accessPackageName },
      policyId,
      from: term.from,
      until: term.until,
      evidence,
    }))
    .sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
}

/** What failed to be delivered never gave anything to be left behind. */
export function endedAssignmentFacts({ model }: FactSources): readonly EndedAssignmentFact[] {
  return [...model.packages.assignments.all()]
    .filter(({ state, term }) => term.membership === "ended" && state.toLowerCase() !== "deliveryfailed")
    .map(({ accessPackageId, accessPackageName, expiredDateTime, principalId, term, evidence }) => ({
      principalId,
      accessPackage: { kind: "accessPackage", id: accessPackageId, name: accessPackageName },
      endedAt: expiredDateTime ?? term.until,
      evidence,
    }));
}
