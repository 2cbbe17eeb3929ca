import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { none } from "../../snapshot/tables/table-packer.ts";
import type { Principals } from "../principals.ts";
import type { PersonSettings } from "./settings.ts";
import type { SharedValue } from "./shared-values.ts";

/** An administrator's account and one that it may belong to, by its name. */
type NamedPair = { readonly name: string; readonly admin: number; readonly owner: number };

/** `evidence` is where the managers of accounts were read, by the number of the account. */
export type AdminAccounts = {
  readonly shared: readonly SharedValue[];
  readonly managerEvidence: ReadonlyMap<number, EvidenceRef>;
};

/**
 * Accounts named as an administrator's for another account. The name alone suggests one person; it tells where, of all that
 * are called so, the manager of one is the administrator's, too, or where that one is itself the administrator's manager.
 */
export function adminAccounts(
  snapshot: Snapshot,
  principals: Principals,
  { adminNames }: Pick<PersonSettings, "adminNames">,
): AdminAccounts {
  const pairs = namedPairs(snapshot, principals, adminNames);
  const managers = managersOf(snapshot, principals, new Set(pairs.flatMap(({ admin, owner }) => [admin, owner])));
  const shared = [...Map.groupBy(pairs, ({ admin }) => admin).values()].flatMap((ofAdmin) => {
    const told = ofAdmin.filter(({ admin, owner }) => isManaged(admin, owner, principals, managers.ids));
    const [only, ...others] = told;
    if (only !== undefined && others.length === 0) return [sharedBy("adminNameAndManager", only)];
    return ofAdmin.map((pair) => sharedBy("adminName", pair));
  });
  return { shared, managerEvidence: managers.evidence };
}

function sharedBy(key: SharedValue["key"], { name, admin, owner }: NamedPair): SharedValue {
  return { key, value: name, accounts: [admin, owner].sort((a, b) => a - b) };
}

function namedPairs(snapshot: Snapshot, principals: Principals, adminNames: readonly string[]): readonly NamedPair[] {
  const admins = new Map<string, number[]>();
  for (const [account, name] of localNames(snapshot, principals)) {
    for (const adminName of adminNames) {
      const base = baseOf(name, adminName.toLowerCase());
      if (base !== "") admins.set(base, [...(admins.get(base) ?? []), account]);
    }
  }
  if (admins.size === 0) return [];
  return [...localNames(snapshot, principals)].flatMap(([owner, base]) =>
    (admins.get(base) ?? []).flatMap((admin) => {
      const name = principals.userPrincipalNameOf(admin) ?? base;
      return admin === owner ? [] : [{ name, admin, owner }];
    }),
  );
}

/**
 * Numbers of accounts, ascending, each with its user principal name up to the `@`, in lower case. Those of the directory's list are
 * read as they come, because both go by the order of ids; few others are looked up.
 */
function* localNames({ table }: Snapshot, principals: Principals): Generator<readonly [number, string]> {
  const users = table("users");
  const listed = users.ids("id");
  const names = users.cells("userPrincipalName").all()[Symbol.iterator]();
  let place = 0;
  for (let account = 0; account < principals.size; account += 1) {
    const isListed = principals.byId[listed[place] ?? none] === account;
    if (isListed) place += 1;
    const name = isListed ? names.next().value : undefined;
    const type = principals.typeOf(account);
    if (type !== "user" && type !== "guest") continue;
    const whole = isListed ? name : principals.userPrincipalNameOf(account);
    const local = whole?.split("@", 1)[0]?.toLowerCase() ?? "";
    if (local !== "") yield [account, local];
  }
}

/** What stands for the `*`; nothing where the name is none of the kind. */
function baseOf(name: string, adminName: string): string {
  const [before = "", after = ""] = adminName.split("*");
  const fits = name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, Math.max(before.length, name.length - after.length)) : "";
}

type Managers = {
  readonly ids: ReadonlyMap<number, string>;
  readonly evidence: ReadonlyMap<number, EvidenceRef>;
};

function managersOf(snapshot: Snapshot, principals: Principals, accounts: ReadonlySet<number>): Managers {
  const ids = new Map<number, string>();
  const evidence = new Map<number, EvidenceRef>();
  if (accounts.size === 0) return { ids, evidence };
  const told = snapshot.table("managers");
  const managerIds = told.ids("managerId");
  for (const [place, userId] of told.ids("userId").entries()) {
    const [account, manager] = [principals.byId[userId] ?? none, managerIds[place] ?? none];
    if (manager === none || !accounts.has(account)) continue;
    ids.set(account, snapshot.ids.idOf(manager));
    evidence.set(account, told.evidence(place));
  }
  return { ids, evidence };
}

function isManaged(admin: number, owner: number, principals: Principals, managers: Managers["ids"]): boolean {
  const manager = managers.get(admin);
  return manager !== undefined && (manager === principals.idOf(owner) || manager === managers.get(owner));
}
