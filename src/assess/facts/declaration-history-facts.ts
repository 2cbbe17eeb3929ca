import { declarationsOf, declaredConflictId } from "../../conflicts/declared.ts";
import type { DeclarationChange, DeclarationHistoryFact } from "../../rule-kit/facts/conflict-facts.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { FactSources } from "./sources.ts";

type Pair = readonly [string, string];

/** A change, and the packages in the order in which its event names them; `isSure` where the log says that it took place. */
type NamedChange = { readonly change: DeclarationChange; readonly packages: Pair; readonly isSure: boolean };

/** How the log calls it (https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities). */
const activities: ReadonlyMap<string, DeclarationChange["kind"]> = new Map([
  ["create incompatible access package", "declared"],
  ["delete incompatible access package", "withdrawn"],
]);

export function declarationHistoryFacts({ snapshot }: FactSources): ReadonlyMap<string, DeclarationHistoryFact> {
  const declarations = declarationsOf(snapshot).filter(({ kind }) => kind === "accessPackage");
  const byConflict = Map.groupBy(declarations, declaredConflictId);
  const changes = changesOf(snapshot, new Set(declarations.flatMap(({ from, to }) => [from, to])));
  return new Map(
    [...byConflict].map(([conflict, edges]) => {
      const refusing = edges.map(({ from }) => from);
      const pair: Pair = [edges[0]?.from ?? "", edges[0]?.to ?? ""];
      return [conflict, { conflict, refusing, readings: readingsOf(changes.get(conflict) ?? [], pair, refusing) }];
    }),
  );
}

/** By conflict, oldest first; those that the log says failed are left out. */
function changesOf(snapshot: Snapshot, declared: ReadonlySet<string>): ReadonlyMap<string, readonly NamedChange[]> {
  const found: NamedChange[] = [];
  for (const event of snapshot.rows("auditEvents")) {
    const kind = activities.get(event.activity.toLowerCase());
    if (kind === undefined || ["failure", "timeout"].includes(event.result?.toLowerCase() ?? "")) continue;
    const packages = packagesNamed(event, declared);
    if (packages === null) continue;
    const change = { kind, at: event.activityDateTime, evidence: event.evidence };
    found.push({ change, packages, isSure: event.result?.toLowerCase() === "success" });
  }
  found.sort((a, b) => Date.parse(a.change.at) - Date.parse(b.change.at));
  return Map.groupBy(found, ({ packages: [from, to] }) => declaredConflictId({ from, to, kind: "accessPackage" }));
}

function packagesNamed({ targets }: SourcedRow<"auditEvents">, declared: ReadonlySet<string>): Pair | null {
  const [one, other] = new Set(targets.flatMap(({ id }) => (id !== null && declared.has(id) ? id : [])));
  return one === undefined || other === undefined ? null : [one, other];
}

/** None where the log does not say of a change whether it took place. */
function readingsOf(
  changes: readonly NamedChange[],
  [p, q]: Pair,
  refusing: readonly string[],
): DeclarationHistoryFact["readings"] {
  if (changes.some(({ isSure }) => !isSure)) return [];
  const naming = (first: string): readonly DeclarationChange[] =>
    changes.filter(({ packages }) => packages[0] === first).map(({ change }) => change);
  const [byP, byQ] = [naming(p), naming(q)];
  const endsAsDeclared = (id: string, told: readonly DeclarationChange[]): boolean =>
    told.length === 0 || (told.at(-1)?.kind === "declared") === refusing.includes(id);
  return [
    [byP, byQ],
    [byQ, byP],
  ]
    .filter(([ofP = [], ofQ = []]) => endsAsDeclared(p, ofP) && endsAsDeclared(q, ofQ))
    .map(
      ([ofP = [], ofQ = []]) =>
        new Map([
          [p, ofP],
          [q, ofQ],
        ]),
    );
}
