import type { SectionCoverage, SectionName } from "../../../src/domain/sections.ts";
import type { Generation } from "../../../src/emulator/generated/generation.ts";

/**
 * Page sizes: the largest of the directory, what it gives of objects with something expanded, and what the emulator gives of
 * governance, which takes no `$top`.
 */
const [directoryPage, expandedPage, governancePage, batch] = [999, 100, 100, 20];

/**
 * The fewest calls that read a generated tenant with all of its groups, from its sizes alone: the largest pages, 20 reads to a
 * call where there are several, as if every page could be asked for at once. That slices end in pages that are not full is the
 * crawl's own doing. A section that this does not know is one call, and none where nobody had to be asked.
 */
export function fewestCalls(tenant: Generation, coverage: readonly SectionCoverage[]): number {
  const known = fewestBySection(tenant);
  const survey = 1;
  return coverage.reduce((sum, { section, pages }) => sum + (known[section] ?? Math.min(1, pages)), survey);
}

function fewestBySection(tenant: Generation): Partial<Record<SectionName, number>> {
  const { users, groups, membershipsPerUser, nesting, servicePrincipals, packages, policies, assignments } = tenant;
  const perGroup = (users * membershipsPerUser) / groups + (nesting > 1 ? 1 : 0);
  const each = (objects: number, rows: number, page: number): number =>
    Math.ceil((objects * pagesOf(rows, page)) / batch);
  return {
    organization: 1,
    users: pagesOf(users, directoryPage),
    managers: Math.ceil(pagesOf(users, expandedPage) / batch),
    groups: pagesOf(groups, directoryPage),
    groupMembers: each(groups, perGroup, directoryPage),
    groupOwners: each(groups, 0, directoryPage),
    groupEligibilities: each(groups, 0, governancePage),
    groupAssignmentSchedules: each(groups, 0, governancePage),
    servicePrincipals: pagesOf(servicePrincipals, directoryPage),
    servicePrincipalOwners: each(servicePrincipals, 0, directoryPage),
    appRoleAssignments: each(servicePrincipals, 1, directoryPage),
    accessPackages: pagesOf(packages, governancePage),
    policyList: pagesOf(policies, governancePage),
    policies: each(policies, 1, governancePage),
    resourceRoleScopes: each(packages, 1, governancePage),
    incompatibleAccessPackages: each(packages, 1, governancePage),
    accessPackagesIncompatibleWith: each(packages, 1, governancePage),
    additionalAccess: each(packages, 1, governancePage),
    incompatibleGroups: each(packages, 0, governancePage),
    assignments: each(packages, assignments / packages, governancePage),
  };
}

function pagesOf(rows: number, size: number): number {
  return Math.max(1, Math.ceil(rows / size));
}
