import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Assignment } from "../access/assignment-place.ts";
import type { AccessPoint } from "../domain/access.ts";
import { blocked, type CutSet, joined } from "./cut.ts";
import { goesWith } from "./nesting.ts";
import type { TenantLookup } from "./tenant-lookup.ts";

/**
 * The cuts that end the principal's active assignments to packages that grant the access point, where there are any. Entra
 * takes the access away with the last of them, even where it was there before
 * (https://learn.microsoft.com/entra/id-governance/entitlement-management-access-package-resources).
 */
export function packageCuts(
  point: AccessPoint,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet | null {
  const granting = new Set(model.grants.packagesGranting(point));
  const governing = model.packages.activeOf(principalId).filter(({ accessPackageId }) => granting.has(accessPackageId));
  if (governing.length === 0) return null;
  return joined(governing.map((assignment) => assignmentCut(assignment, points, model, lookup)));
}

export function assignmentCut(
  assignment: Assignment,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  if (assignment.policyId !== null && lookup.isAutomatic(assignment.policyId)) {
    return blocked({
      reason: `"${assignment.accessPackageName}" is assigned by the rule of policy "${assignment.policyName}" and would be assigned again`,
      whoCan: "whoever may change the policy's rule, or the attribute it tests (catalog owner, access package manager)",
    });
  }
  const accessPoint = {
    kind: "accessPackage",
    id: assignment.accessPackageId,
    name: assignment.accessPackageName,
  } as const;
  const collateral = goesWith(assignment.accessPackageId, points, model);
  return {
    cuts: [
      {
        kind: "removeAssignment",
        objectId: assignment.id,
        principalId: assignment.principalId,
        accessPoint,
        collateral,
      },
    ],
    obstacles: [],
  };
}
