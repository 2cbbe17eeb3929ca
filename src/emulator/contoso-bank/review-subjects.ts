import { isActive } from "../tenant/assignment-window.ts";
import type { User } from "../tenant/directory.ts";
import type { Tenant } from "../tenant.ts";

/** What is reviewed, whose access it is, and who is asked. */
export type ReviewSubject = {
  readonly name: string;
  readonly query: string;
  readonly people: readonly User[];
  /** Null: everybody reviews themselves. */
  readonly reviewer: User | null;
};

export function packageSubject(name: string, reviewer: User | null, tenant: Tenant, now: Date): ReviewSubject {
  const id = tenant.accessPackages.find(({ displayName }) => displayName === name)?.id ?? "";
  const policyId = tenant.policies.find(({ accessPackageId }) => accessPackageId === id)?.id ?? "";
  const held = tenant.assignments.filter(
    (assignment) => assignment.accessPackageId === id && isActive(assignment, now),
  );
  const holders = new Set(held.map(({ target }) => target.objectId));
  return {
    name,
    query: `/v1.0/identityGovernance/entitlementManagement/accessPackageAssignments?$filter=(accessPackageId eq '${id}' and assignmentPolicyId eq '${policyId}')`,
    people: tenant.users.filter((user) => holders.has(user.id)),
    reviewer,
  };
}

export function groupSubject(name: string, tenant: Tenant): ReviewSubject {
  const group = tenant.groups.find(({ displayName }) => displayName === name);
  const members = new Set(group?.members);
  const query = `/v1.0/groups/${group?.id ?? ""}/transitiveMembers/microsoft.graph.user`;
  return { name, query, people: tenant.users.filter(({ id }) => members.has(id)), reviewer: null };
}
