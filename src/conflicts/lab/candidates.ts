import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { Selector } from "../pack-schema.ts";
import { wordsOf } from "./words.ts";

/** Something in a tenant that a duty could be bound to, with the words people gave it. */
export type Candidate = {
  readonly selector: Selector;
  readonly name: string;
  readonly nameWords: readonly string[];
  readonly descriptionWords: readonly string[];
};

/** Every package, group and enabled app role of the tenant; each named so that it binds to nothing else. */
export function candidatesIn(snapshot: Snapshot): readonly Candidate[] {
  const packages = [...snapshot.rows("accessPackages")];
  const groups = [...snapshot.rows("groups")];
  const packageNames = countNames(packages.map(packageKey));
  const groupNames = countNames(groups.map(({ displayName }) => displayName));
  return [
    ...packages.map((row) => candidate(packageSelector(row, packageNames), row.displayName, row.description)),
    ...groups.map((row) => candidate(groupSelector(row, groupNames), row.displayName, row.description)),
    ...[...snapshot.rows("servicePrincipals")].flatMap(({ id, appId, displayName, appRoles }) =>
      appRoles
        .filter(({ isEnabled }) => isEnabled)
        .map((role) => {
          const app = isPlain(displayName) ? displayName : (appId ?? id);
          const named = role.value !== null && isPlain(role.value) ? role.value : role.id;
          return candidate(
            { appRole: { app, role: named } },
            `${displayName} / ${role.value ?? role.displayName}`,
            role.displayName,
          );
        }),
    ),
  ];
}

function candidate(selector: Selector, name: string, description: string | null): Candidate {
  return { selector, name, nameWords: wordsOf(name), descriptionWords: wordsOf(description ?? "") };
}

function packageKey({ displayName, catalogName }: Row<"accessPackages">): string {
  return JSON.stringify([displayName, catalogName]);
}

function packageSelector(row: Row<"accessPackages">, names: ReadonlyMap<string, number>): Selector {
  const { id, displayName: name, catalogName: catalog } = row;
  if (names.get(packageKey(row)) !== 1 || catalog === null || !isPlain(name) || !isPlain(catalog))
    return { accessPackage: { id } };
  return { accessPackage: { name, catalog } };
}

function groupSelector({ id, displayName }: Row<"groups">, names: ReadonlyMap<string, number>): Selector {
  const named = names.get(displayName) === 1 && isPlain(displayName) ? { name: displayName } : { id };
  return { group: { ...named, membership: "transitive" } };
}

function countNames(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Can be read by a person as it stands: nothing in it hides, or steers a terminal. */
function isPlain(text: string): boolean {
  return /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(text);
}
