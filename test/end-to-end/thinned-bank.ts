import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { ordinaryPackages } from "../../src/emulator/contoso-bank/package-table.ts";
import type { AccessPackage, Assignment } from "../../src/emulator/tenant/governance.ts";
import { resourceRolesOf, revoke, type RoleHolding, sameRole } from "../../src/emulator/tenant/resource-roles.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { now } from "./scan-emulated.ts";

/**
 * The bank with one in so many of those who hold an everyday package that no declaration and no review is about: a fraction
 * of the rows, for tests that read it often.
 */
export function thinnedBank(oneIn: number): Tenant {
  const bank = contosoBank({ now });
  const everyday = new Set(ordinaryPackages.map(({ name }) => name));
  const gone = bank.accessPackages
    .filter((one) => everyday.has(one.displayName) && !isReviewedOrDeclared(one, bank))
    .flatMap(({ id }) => bank.assignments.filter(({ accessPackageId }) => accessPackageId === id))
    .filter((_, nth) => nth % oneIn !== 0);
  const ids = new Set(gone.map(({ id }) => id));
  const thinned: Tenant = {
    ...bank,
    assignments: bank.assignments.filter(({ id }) => !ids.has(id)),
    assignmentRequests: bank.assignmentRequests.filter(({ assignmentId }) => !ids.has(assignmentId ?? "")),
  };
  return revoke(
    thinned,
    gone.flatMap((assignment) => givenOnlyBy(assignment, thinned)),
  );
}

function isReviewedOrDeclared({ id, incompatibleAccessPackageIds }: AccessPackage, { accessReviews }: Tenant): boolean {
  return incompatibleAccessPackageIds.length > 0 || JSON.stringify(accessReviews).includes(id);
}

/** What the assignment gave, and no other of those left gives. */
function givenOnlyBy(
  { accessPackageId, target }: Assignment,
  { accessPackages, assignments }: Tenant,
): readonly RoleHolding[] {
  const principalId = target.objectId;
  if (principalId === null) return [];

  const rolesOf = (packages: ReadonlySet<string>) =>
    accessPackages.filter(({ id }) => packages.has(id)).flatMap(resourceRolesOf);
  const left = assignments.filter((other) => other.target.objectId === principalId);
  const kept = rolesOf(new Set(left.map((other) => other.accessPackageId)));
  return rolesOf(new Set([accessPackageId]))
    .filter((role) => !kept.some((other) => sameRole(role, other)))
    .map((role) => ({ principalId, role }));
}
