import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Principal } from "../../domain/access.ts";
import type { Principals } from "../principals.ts";

/**
 * What an administrator can give access to. `groups` are all but role-assignable ones, `applications` includes speaking for
 * them, `application` is one of them, and `packages` are assigned with all that they grant.
 */
export type Scope =
  | { readonly kind: "everything" | "groups" | "microsoft365Groups" | "appRoles" | "applications" | "packages" }
  | { readonly kind: "group" | "application" | "catalog"; readonly id: string };

/** That somebody, or whoever is in a group, can give access to something, and by which hops they come to that. */
export type Power = {
  readonly holderId: string;
  readonly scope: Scope;
  /** `eligible` where it has to be activated first. */
  readonly membership: "active" | "eligible";
  readonly hops: readonly string[];
  readonly evidence: readonly EvidenceRef[];
};

/** Powers that were found, and why there may be others. */
export type Powers = { readonly powers: readonly Power[]; readonly unknown: readonly string[] };

/** Whether a privilege is in force at a moment; one without dates is. */
export function isInForce(
  { startDateTime, endDateTime }: { readonly startDateTime: string | null; readonly endDateTime: string | null },
  asOf: Date,
): boolean {
  const [start, end] = [Date.parse(startDateTime ?? ""), Date.parse(endDateTime ?? "")];
  return !(start > asOf.getTime()) && !(end <= asOf.getTime());
}

/** Administrators need hold nothing, so that they may be named by what administers alone. */
export function administratorAt(principals: Principals, id: string, name: string, type: string): Principal {
  const number = principals.numberOf(id);
  if (number !== undefined) return principals.at(number);
  const kind = type.toLowerCase();
  const known = kind === "user" ? "user" : kind === "serviceprincipal" ? "servicePrincipal" : "unknown";
  return { id, type: known, userPrincipalName: null, displayName: name, enabled: null };
}
