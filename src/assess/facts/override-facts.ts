import type { OverrideFacts } from "../../rule-kit/facts/conflict-facts.ts";
import { listedIn } from "../../rule-kit/named.ts";
import type { FactSources } from "./sources.ts";

/** A name sanctions one package: not two that share it, so that nobody slips in beside a sanctioned one by its name. */
export function overrideFacts({ snapshot, overrides }: FactSources): OverrideFacts {
  const rows = overrides.length === 0 ? [] : [...snapshot.rows("accessPackages")];
  const found = overrides.map((name) => ({
    name,
    ids: rows.filter(({ id, displayName }) => listedIn([name])(id, displayName)).map(({ id }) => id),
  }));
  return {
    packages: new Set(found.filter(({ ids }) => ids.length === 1).flatMap(({ ids }) => ids)),
    unknown: found.flatMap(({ name, ids }) => problemOf(name, ids.length)),
  };
}

function problemOf(name: string, count: number): readonly string[] {
  if (count === 1) return [];
  const why = count === 0 ? "no package is called that" : `${count} packages are called that: name one by its id`;
  return [`override "${name}": ${why}`];
}
