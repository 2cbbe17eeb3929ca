import type { AccessModel } from "../access-model.ts";

<<<<<<< HEAD
/** More accounts than one person has: an employee id on so many tells of nobody. */
const mostAccounts = 5;

const placeholder = /^(?:0+|9+|x+|-+|n\/?a|none|null|unknown|tbd|test)$/iu;

/**
 * Whether two accounts are one person's: the same account, or two users with the same employee id, placeholders left out.
 * Only the accounts named are looked at.
 */
export function samePersonAmong(ids: ReadonlySet<string>, snapshot: Snapshot): (id: string, other: string) => boolean {
  const employeeIds = new Map<string, string>();
  for (const { id, employeeId } of snapshot.columns("users", ["id", "employeeId"])) {
    const key = employeeId?.trim().toLowerCase() ?? "";
    if (ids.has(id) && key !== "" && !placeholder.test(key)) employeeIds.set(id, key);
  }
  const wanted = new Set(employeeIds.values());
  const accounts = new Map<string, number>();
  for (const { employeeId } of snapshot.columns("users", ["employeeId"])) {
    const key = employeeId?.trim().toLowerCase() ?? "";
    if (wanted.has(key)) accounts.set(key, (accounts.get(key) ?? 0) + 1);
  }
=======
/** Whether two accounts are one person's, as far as that is certain: the same account, or two of one person. */
export function samePersonIn({
  persons,
  principals,
}: Pick<AccessModel, "persons" | "principals">): (id: string, other: string) => boolean {
>>>>>>> wt/unite
  return (id, other) => {
    if (id === other) return true;
    const [one, two] = [principals.numberOf(id), principals.numberOf(other)];
    return one !== undefined && two !== undefined && persons.accountsOf(one).includes(two);
  };
}
