import type { AccessModel } from "../../access/access-model.ts";
import type { Assignment } from "../../access/assignment-place.ts";
import { momentOf } from "../../access/assignment-terms.ts";
import type { ObjectRef, Principal } from "../../domain/access.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { EndedAssignmentFact, PackageHolderFact } from "../../rule-kit/facts/holder-facts.ts";
import type { FactSources } from "./sources.ts";

/** By the assignments' ids, so that the examples that rules name never depend on the order in which they come. */
export function packageHolderFacts({ model }: FactSources): readonly PackageHolderFact[] {
  const { assignments } = model.packages;
  const holders: PackageHolder[] = [];
  for (let number = 0; number < assignments.size; number += 1) {
    const membership = assignments.membershipOf(number);
    if (membership === "active" || membership === "unknown")
      holders.push(new PackageHolder(model, number, membership === "active"));
  }
  const isInOrder = holders.every(
    ({ assignmentId }, index) => assignmentId >= (holders[index - 1]?.assignmentId ?? ""),
  );
  return isInOrder ? holders : holders.sort((a, b) => (a.assignmentId < b.assignmentId ? -1 : 1));
}

/** What failed to be delivered never gave anything to be left behind. */
export function endedAssignmentFacts({ model }: FactSources): readonly EndedAssignmentFact[] {
  return model.packages.assignments
    .all()
    .filter(({ state, term }) => term.membership === "ended" && state.toLowerCase() !== "deliveryfailed")
    .map(({ principalId, accessPackageId, accessPackageName, expiredDateTime, term, evidence }) => ({
      principalId,
      accessPackage: { kind: "accessPackage", id: accessPackageId, name: accessPackageName },
      endedAt: expiredDateTime ?? term.until,
      evidence,
    }))
    .toArray();
}

/** There may be hundreds of thousands: each tells of its assignment when asked. */
class PackageHolder implements PackageHolderFact {
  readonly #model: AccessModel;
  readonly #number: number;
  readonly isActive: boolean;

  constructor(model: AccessModel, number: number, isActive: boolean) {
    this.#model = model;
    this.#number = number;
    this.isActive = isActive;
  }

  get principal(): Principal {
    const { principals, packages } = this.#model;
    return principals.view(packages.assignments.holderOf(this.#number));
  }

  get assignmentId(): string {
    return this.#assignment.id;
  }

  get accessPackage(): ObjectRef {
    const { accessPackageId: id, accessPackageName: name } = this.#assignment;
    return { kind: "accessPackage", id, name };
  }

  get policyId(): string | null {
    return this.#assignment.policyId;
  }

  get from(): string | null {
    return momentOf(this.#model.packages.assignments.fromOf(this.#number));
  }

  get until(): string | null {
    return momentOf(this.#model.packages.assignments.untilOf(this.#number));
  }

  get evidence(): EvidenceRef {
    return this.#assignment.evidence;
  }

  get #assignment(): Assignment {
    return this.#model.packages.assignments.at(this.#number);
  }
}
