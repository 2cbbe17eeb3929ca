import type { SectionCoverage, SectionName } from "../../../src/domain/sections.ts";
import type { Generation } from "../../../src/emulator/generated/generation.ts";

/**
 * Page sizes: the largest of the directory, what it gives of objects with something expanded, and what the emulator gives of
 * governance, which takes no `$top`.
 */
const [directoryPage, governancePage, batch] = [999, 100, 20];

/**
 * The fewest calls that read a generated tenant, from its sizes alone: the largest pages, 20 reads to a call where there are
 * several objects to ask. A section that this does not know is taken at the calls it took.
 */
export function fewestCalls(tenant: Generation, coverage: readonly SectionCoverage[]): number {
  const known = fewestBySection(tenant);
  const survey = 1;
  return coverage.reduce((sum, { section, pages }) => sum + (known[section] ?? pages), survey);
}

function fewestBySection(tenant: Generation): Partial<Record<SectionName, number>> {
  const { users, groups, membershipsPerUser, nesting, servicePrincipals, packages, policies, assignments } = tenant;
  const perGroup = (users * membershipsPerUser) / groups + (nesting > 1 ? 1 : 0);
  const each = (objects: number, rows: number, page: number): number =>
    Math.ceil((objects * pagesOf(rows, page)) / batch);
  return {
    organization: 1,
    users: pagesOf(users, directoryPage),
    managers: pagesOf(users, directoryPage),
    groups: pagesOf(groups, directoryPage),
    groupMembers: each(groups, perGroup, directoryPage),
    groupOwners: each(groups, 0, directoryPage),
    servicePrincipals: pagesOf(servicePrincipals, directoryPage),
    appRoleAssignments: each(servicePrincipals, 1, directoryPage),
    accessPackages: pagesOf(packages, governancePage),
    policyList: pagesOf(policies, governancePage),
    policies: each(policies, 1, governancePage),
    resourceRoleScopes: each(packages, 1, governancePage),
    incompatibleAccessPackages: each(packages, 1, governancePage),
    incompatibleGroups: each(packages, 0, governancePage),
    assignments: each(packages, assignments / packages, governancePage),
  };
}

function pagesOf(rows: number, size: number): number {
  return Math.max(1, Math.ceil(rows / size));
}
