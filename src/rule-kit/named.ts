import type { Principal } from "../domain/access.ts";

/** Whether a list that `sodscan.yaml` sets has one of these names or ids. Entra compares them without regard to case, and so do we. */
export function listedIn(list: readonly string[]): (...names: readonly (string | null)[]) => boolean {
  const known = new Set(list.map((name) => name.toLowerCase()));
  return (...names) => names.some((name) => name !== null && known.has(name.toLowerCase()));
}

/** Whether a list of object ids, user principal names and display names names the principal. */
export function namedIn(list: readonly string[]): (principal: Principal) => boolean {
  const isListed = listedIn(list);
  return ({ id, userPrincipalName, displayName }) => isListed(id, userPrincipalName, displayName);
}
