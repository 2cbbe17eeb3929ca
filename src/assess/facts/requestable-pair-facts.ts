import { anyone } from "../../access/asking/audiences.ts";
import { packageRequestsOf } from "../../access/asking/package-requests.ts";
import { declarationsOf } from "../../conflicts/declared.ts";
import { requestablePairs } from "../../conflicts/requestable.ts";
import type { ObjectRef } from "../../domain/access.ts";
import type { RequestablePairFact } from "../../rule-kit/facts/approval-facts.ts";
import type { FactSources } from "./sources.ts";

export function requestablePairFacts({ snapshot, model, bound, asking }: FactSources): readonly RequestablePairFact[] {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"]))
    names.set(id, displayName);
  const organizations = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("connectedOrganizations", ["id", "displayName"]))
    organizations.set(id, displayName);
  const conflicts = new Map(bound.map(({ conflict }) => [conflict.id, conflict]));
  const ref = (id: string): ObjectRef => ({ kind: "accessPackage", id, name: names.get(id) ?? id });
  const pairs = requestablePairs(bound, {
    model,
    requests: packageRequestsOf(snapshot, asking()),
    declarations: declarationsOf(snapshot),
  });
  return pairs.map(({ packages: [one, other], examples, organizations: outside, ...pair }) => ({
    ...pair,
    title: conflicts.get(pair.conflict)?.title ?? pair.conflict,
    severity: conflicts.get(pair.conflict)?.severity ?? "high",
    packages: [ref(one), ref(other)],
    examples: examples.map(model.principals.at),
    outsiders: outside.map((id) =>
      id === anyone ? "anybody from outside" : `people of ${organizations.get(id) ?? id}`,
    ),
  }));
}
