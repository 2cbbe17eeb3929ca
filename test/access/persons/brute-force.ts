import { isDeepStrictEqual } from "node:util";

/** What the oracle knows of an account. Addresses of a guest are its mail only. */
export type Account = {
  readonly id: string;
  readonly guest: boolean;
  readonly employeeId: string | null;
  readonly sid: string | null;
  readonly immutableId: string | null;
  readonly mail: string | null;
  readonly otherMails: readonly string[];
  readonly declared: string | null;
};

type Linked = { readonly a: string; readonly b: string; readonly declared: boolean };

/** Every two accounts that share something no more than `most` accounts share, or that one person is declared to have. */
function links(accounts: readonly Account[], most: number): readonly Linked[] {
  const sharers = (valueOf: (account: Account) => readonly (string | null)[], value: string) =>
    accounts.filter((account) => valueOf(account).includes(value));
  const plain = [
    ({ employeeId }: Account) => [employeeId === "000" ? null : employeeId],
    ({ sid }: Account) => [sid],
    ({ immutableId }: Account) => [immutableId],
  ];
  const addressed = (address: string) => [
    ...accounts.filter(({ guest, mail }) => guest && mail === address),
    ...accounts.filter(({ guest, mail, otherMails }) => !guest && [mail, ...otherMails].includes(address)),
  ];
  return accounts.flatMap((one) =>
    accounts.flatMap((other): Linked[] => {
      if (one.id >= other.id) return [];
      const pair = { a: one.id, b: other.id };
      if (one.declared !== null && one.declared === other.declared) return [{ ...pair, declared: true }];
      const same = plain.some((valueOf) =>
        valueOf(one).some(
          (value) => value !== null && valueOf(other).includes(value) && sharers(valueOf, value).length <= most,
        ),
      );
      const [guest, member] = one.guest ? [one, other] : [other, one];
      const mailed =
        guest.guest &&
        !member.guest &&
        guest.mail !== null &&
        [member.mail, ...member.otherMails].includes(guest.mail) &&
        addressed(guest.mail).length <= most;
      return same || mailed ? [{ ...pair, declared: false }] : [];
    }),
  );
}

/** Who is whoever is reached by any chain of links, looked for from every account anew. */
function reach(ids: readonly string[], linked: readonly Linked[]): readonly (readonly string[])[] {
  const sets = ids.map((start) => {
    const reached = new Set([start]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const { a, b } of linked) {
        if (reached.has(a)) reached.add(b);
        if (reached.has(b)) reached.add(a);
      }
    }
    return [...reached].sort();
  });
  return sets.filter((set, index) => sets.findIndex((other) => isDeepStrictEqual(other, set)) === index);
}

/**
 * Persons with two or more accounts, as sorted ids. Where a chain reaches more than `most` accounts and not by declaration
 * alone, only what is declared is left of it.
 */
export function personsByForce(accounts: readonly Account[], most: number): readonly (readonly string[])[] {
  const ids = accounts.map(({ id }) => id);
  const all = links(accounts, most);
  const crowds = reach(ids, all).filter(
    (set) => set.length > most && all.some(({ a, declared }) => set.includes(a) && !declared),
  );
  const kept = all.filter(({ a, declared }) => declared || !crowds.some((set) => set.includes(a)));
  return reach(ids, kept)
    .filter((set) => set.length > 1)
    .toSorted((a, b) => (a.join() < b.join() ? -1 : 1));
}
