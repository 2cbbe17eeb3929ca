import type { Membership, ObjectRef, Principal } from "./access.ts";
import type { EvidenceRef } from "./evidence.ts";

/** An account that has an administrative role, or may activate it. */
export type RoleHolder = {
  readonly principal: Principal;
  readonly membership: Membership;
  /** The groups that lead from the account to the role; none where it has the role itself. */
  readonly groups: readonly ObjectRef[];
  readonly evidence: readonly EvidenceRef[];
};

/** Somebody who may give out or change what is in a catalog; in every catalog where `catalogId` is null. */
export type CatalogDelegate = RoleHolder & { readonly role: ObjectRef; readonly catalogId: string | null };

/** Somebody who administers entitlement management everywhere by a directory role. */
export type TenantAdministrator = RoleHolder & { readonly role: ObjectRef };

/** Who has roles. `unknown` says of which roles and groups not everybody is known, and why. */
export type Delegations<Holder extends RoleHolder> = {
  readonly held: readonly Holder[];
  readonly unknown: readonly string[];
};
