import type { Principal } from "./access.ts";
import type { EvidenceRef } from "./evidence.ts";

/** What tells that two accounts are one person's. The last two only suggest it. */
export const linkKeys = [
  "linkFile",
  "employeeId",
  "onPremisesSecurityIdentifier",
  "onPremisesImmutableId",
  "guestMail",
  "adminNameAndManager",
  "adminName",
  "displayName",
] as const;

export type LinkKey = (typeof linkKeys)[number];

export const certainties = ["certain", "possible"] as const;

/** `possible`: only a key that suggests it, or a directory read in part, makes one person of the accounts. */
export type Certainty = (typeof certainties)[number];

/** Two accounts, by their ids, with the key and the value by which they are linked. */
export type PersonLink = {
  readonly a: string;
  readonly b: string;
  readonly key: LinkKey;
  readonly value: string;
  readonly evidence: readonly EvidenceRef[];
};

/** One human with two or more accounts, and what says so. */
export type Person = {
  readonly id: string;
  readonly certainty: Certainty;
  readonly principals: readonly Principal[];
  readonly links: readonly PersonLink[];
};

const words = {
  linkFile: "the link file names one person,",
  employeeId: "same employeeId",
  onPremisesSecurityIdentifier: "same on-premises security identifier",
  onPremisesImmutableId: "same on-premises immutable id",
  guestMail: "the guest's mail is an address of the member,",
  adminNameAndManager: "the name of an administrator's account and the manager match,",
  adminName: "the name is that of an administrator's account,",
  displayName: "same display name",
} as const satisfies Record<LinkKey, string>;

/** `same employeeId 10423`. */
export function linkWords({ key, value }: PersonLink): string {
  return `${words[key]} ${value}`;
}
