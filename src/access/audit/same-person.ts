import type { AccessModel } from "../access-model.ts";

/** Whether two accounts are one person's, as far as that is certain: the same account, or two of one person. */
export function samePersonIn({
  persons,
  principals,
}: Pick<AccessModel, "persons" | "principals">): (id: string, other: string) => boolean {
  return (id, other) => {
    if (id === other) return true;
    const [one, two] = [principals.numberOf(id), principals.numberOf(other)];
    return one !== undefined && two !== undefined && persons.accountsOf(one).includes(two);
  };
}
