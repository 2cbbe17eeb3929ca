import { createHash } from "node:crypto";
import type { Violation } from "../rule-kit/rule.ts";

/** A finding's id: the same for the same rule, person, subject and conflict, from run to run and tenant copy to tenant copy. */
export function fingerprint(rule: string, { principal, person, subject, conflict }: Violation): string {
  const ofPerson = person === undefined ? [] : [person.id];
  const keys = [rule, principal?.id ?? "", subject?.kind ?? "", subject?.id ?? "", conflict ?? "", ...ofPerson];
  return createHash("sha256").update(JSON.stringify(keys)).digest("hex").slice(0, 24);
}
