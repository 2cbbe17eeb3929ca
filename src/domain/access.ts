import type { EvidenceRef } from "./evidence.ts";

/** Anything in a tenant that a finding can name. */
export type ObjectRef = { readonly kind: string; readonly id: string; readonly name: string };

/** What can be held. */
export const accessPointKinds = [
  "accessPackage",
  "group",
  "groupOwnership",
  "appRole",
  "directoryRole",
  "site",
  "catalogRole",
] as const;

export type AccessPointKind = (typeof accessPointKinds)[number];

/**
 * Something that can be held. `id` is the object id; of an app role `<service principal id>/<app role id>`,
 * of a site role `<site URL>/<role name>`, of a group's ownership `<group id>/owner`, of a catalog role
 * `<catalog id>/<role definition id>`, or `/<role definition id>` where it is held over all catalogs.
 */
export type AccessPoint = { readonly kind: AccessPointKind; readonly id: string; readonly name: string };

export const principalTypes = ["user", "guest", "servicePrincipal", "external", "unknown"] as const;

export type PrincipalType = (typeof principalTypes)[number];

/** An account that can hold access. `external` is a subject that has no directory object yet. */
export type Principal = {
  readonly id: string;
  readonly type: PrincipalType;
  readonly userPrincipalName: string | null;
  readonly displayName: string;
  /** Null where users were not read. */
  readonly enabled: boolean | null;
};

export const memberships = ["active", "eligible", "pending", "scheduled"] as const;

export type Membership = (typeof memberships)[number];

/** What several memberships come to where all of them are needed: the one furthest from being active. */
export function weakestOf(needed: readonly Membership[]): Membership {
  return memberships[Math.max(0, ...needed.map((membership) => memberships.indexOf(membership)))] ?? "active";
}

/** One way in which a principal holds an access point; `path` leads from the principal's own edge to the access point. */
export type Holding = {
  readonly accessPoint: AccessPoint;
  readonly membership: Membership;
  readonly path: readonly ObjectRef[];
  readonly from: string | null;
  readonly until: string | null;
  readonly evidence: readonly EvidenceRef[];
};
