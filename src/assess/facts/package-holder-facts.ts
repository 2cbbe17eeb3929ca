import type { EndedAssignmentFact, PackageHolderFact } from "../../rule-kit/facts.ts";
import { principalAt } from "./principal-at.ts";
import type { FactSources } from "./sources.ts";

/** By the assignments' ids, so that the examples that rules name never depend on the crawl's order. */
export function packageHolderFacts({ model }: FactSources): readonly PackageHolderFact[] {
  return model.packages.all
    .filter(({ term }) => term.membership === "active" || term.membership === "unknown")
    .map(({ row, principalId, term }) => ({
      isActive: term.membership === "active",
      principal: principalAt(model, principalId),
      assignmentId: row.id,
      accessPackage: { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName },
      policyId: row.policyId,
      from: term.from,
      until: term.until,
      evidence: row.evidence,
    }))
    .sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
}

/** What failed to be delivered never gave anything to be left behind. */
export function endedAssignmentFacts({ model }: FactSources): readonly EndedAssignmentFact[] {
  return model.packages.all
    .filter(({ row, term }) => term.membership === "ended" && row.state.toLowerCase() !== "deliveryfailed")
    .map(({ row, principalId, term }) => ({
      principalId,
      accessPackage: { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName },
      endedAt: row.expiredDateTime ?? term.until,
      evidence: row.evidence,
    }));
}
