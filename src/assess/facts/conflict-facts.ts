import type { HeldPoint } from "../../access/access-model.ts";
import { declaredConflictId } from "../../conflicts/declared.ts";
import { describeGap } from "../../conflicts/judge.ts";
import type { AccessPoint } from "../../domain/access.ts";
import type { ConflictFacts, PackageDeclarationFact, PackConflictFact } from "../../rule-kit/facts.ts";
import { alsoDeclaredBy } from "../also-declared.ts";
import type { FactSources } from "./sources.ts";

export function conflictFacts({ judged, snapshot }: FactSources): ConflictFacts {
  const declarations = snapshot.coverage.filter(
    ({ section, status }) => section.startsWith("incompatible") && status !== "complete",
  );
  const alsoDeclared = alsoDeclaredBy(judged);
  return {
    judged: judged.map(({ conflict, holders, ...rest }) => ({
      id: conflict.id,
      source: conflict.source,
      title: conflict.title,
      severity: conflict.severity,
      atMost: conflict.atMost,
      declarations: conflict.declarations,
      ...rest,
      holders: holders.map((holder) => ({ ...holder, alsoDeclared: alsoDeclared(conflict, holder.principal.id) })),
    })),
    unknown: declarations.map((gap) => `not every declaration is known: ${describeGap(gap)}`),
  };
}

export function packConflictFacts({ bound }: FactSources): readonly PackConflictFact[] {
  return bound
    .filter(({ conflict }) => conflict.source === "pack" && !conflict.duties.some(({ unbound }) => unbound))
    .map(({ conflict: { id, title, atMost, duties } }) => ({
      id,
      title,
      atMost,
      duties: duties.map(({ points }) => points.map(accessPointOf)),
      problems: duties.flatMap(({ problems }) => problems),
    }));
}

export function packageDeclarationFacts({ snapshot }: FactSources): readonly PackageDeclarationFact[] {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.rows("accessPackages")) names.set(id, displayName);
  return [...snapshot.rows("incompatibleAccessPackages")]
    .filter(({ accessPackageId, incompatibleId }) => accessPackageId !== incompatibleId)
    .map(({ accessPackageId: from, incompatibleId: to, incompatibleName, evidence }) => ({
      from: { kind: "accessPackage", id: from, name: names.get(from) ?? from },
      to: { kind: "accessPackage", id: to, name: incompatibleName },
      conflict: declaredConflictId({ from, to, kind: "accessPackage" }),
      evidence,
    }));
}

function accessPointOf({ kind, id, name }: HeldPoint): AccessPoint {
  return { kind, id, name };
}
