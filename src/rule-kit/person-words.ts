import type { Principal } from "../domain/access.ts";
import { linkWords, type Person } from "../domain/person.ts";

/** That the accounts are one person's, or may be, and by what. */
export function oneInSeveral({ principals, links, certainty }: Person): string {
  const accounts = principals.map(accountName).join(" and ");
  const why = [...new Set(links.map(linkWords))].join("; ");
  return `${accounts} ${certainty === "certain" ? "are" : "may be"} one person: ${why}`;
}

function accountName({ displayName, userPrincipalName, id }: Principal): string {
  return `${displayName} (${userPrincipalName ?? id})`;
}
