import type { HeldPoint } from "../../access/access-model.ts";
import { declaredConflictId } from "../../conflicts/declared.ts";
import { uncataloguedCombinations } from "../../conflicts/combinations.ts";
import { pointsKeptApart, isApplicable } from "../../conflicts/conflict.ts";
import { isViolation } from "../../conflicts/dual-holder.ts";
import { describeGap, judgeConflict } from "../../conflicts/judge.ts";
import { scratchFor } from "../../conflicts/kernel/match.ts";
import type { AccessPoint } from "../../domain/access.ts";
import type {
  CombinationFact,
  ConflictFacts,
  PackageDeclarationFact,
  PackConflictFact,
} from "../../rule-kit/facts/conflict-facts.ts";
import { alsoDeclaredBy } from "../also-declared.ts";
import type { FactSources } from "./sources.ts";

export function conflictFacts({ judged, snapshot }: FactSources): ConflictFacts {
  const alsoDeclared = alsoDeclaredBy(judged);
  return {
    judged: judged.map(({ conflict, holders, joint, ...rest }) => ({
      id: conflict.id,
      source: conflict.source,
      title: conflict.title,
      severity: conflict.severity,
      people: conflict.people,
      atMost: conflict.atMost,
      declarations: conflict.declarations,
      ...rest,
      holders: holders.map((holder) => ({
        ...holder,
        alsoDeclared: alsoDeclared(conflict, { principal: holder.principal.id }),
      })),
      joint: joint.map((one) => ({ ...one, alsoDeclared: alsoDeclared(conflict, { person: one.person.id }) })),
    })),
    unknown: unreadDeclarations(snapshot),
  };
}

/** Why there may be declared conflicts that are not among the judged. */
export function unreadDeclarations({ coverage }: FactSources["snapshot"]): readonly string[] {
  return coverage
    .filter(({ section, status }) => section.startsWith("incompatible") && status !== "complete")
    .map((gap) => `not every declaration is known: ${describeGap(gap)}`);
}

/** Conflicts of which it is not known who holds how much. */
export function unclearHolders(judged: FactSources["judged"]): readonly string[] {
  return judged
    .filter(({ outcome }) => outcome !== "not-applicable")
    .flatMap(({ conflict, doubt }) => (doubt === undefined ? [] : [`${conflict.id}: ${doubt}`]));
}

export function packConflictFacts({ bound }: FactSources): readonly PackConflictFact[] {
  return bound
    .filter(({ conflict }) => conflict.source === "pack" && isApplicable(conflict))
    .map(({ conflict }) => ({
      id: conflict.id,
      title: conflict.title,
      keptApart: pointsKeptApart(conflict).map((points) => points.map(accessPointOf)),
      problems: conflict.duties.flatMap(({ problems }) => problems),
    }));
}

export function combinationFacts({ snapshot, model, packs }: FactSources): readonly CombinationFact[] {
  const scratch = scratchFor(model.principals.size);
  return uncataloguedCombinations(snapshot, model, packs)
    .map((bound) => judgeConflict(bound, model, snapshot.coverage, scratch))
    .map(({ conflict: { source, id, title, pack }, holders, outcome, examined, reason, doubt }) => ({
      source,
      id,
      title,
      pack: pack ?? "",
      outcome,
      examined,
      holders: holders.filter(isViolation),
      ...(reason === undefined ? {} : { reason }),
      ...(doubt === undefined ? {} : { doubt }),
    }));
}

export function packageDeclarationFacts({ snapshot }: FactSources): readonly PackageDeclarationFact[] {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"]))
    names.set(id, displayName);
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
