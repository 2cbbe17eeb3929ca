import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { type BoundDuty, type Conflict, dutiesBySide, isApplicable } from "../../conflicts/conflict.ts";
import { packagesGiving } from "../../conflicts/duty.ts";
import { describeGap } from "../../conflicts/judge.ts";
import type { SectionCoverage } from "../../domain/sections.ts";
import type { GivenDuty, PackageDutiesFact } from "../../rule-kit/facts/conflict-facts.ts";
import type { FactSources } from "./sources.ts";

/** Conflicts with a side to which nothing is bound are left out, as they are from judging. */
export function packageDutyFacts({ snapshot, bound, model }: FactSources): readonly PackageDutiesFact[] {
  const [first, ...others] = model.grants.unknown;
  const untold = first === undefined ? [] : [others.length === 0 ? first : `${first}; and ${others.length} more roles`];
  return bound
    .filter(({ conflict }) => isApplicable(conflict))
    .map(({ conflict }) => ({
      conflict: conflict.id,
      source: conflict.source,
      title: conflict.title,
      severity: conflict.severity,
      atMost: conflict.atMost,
      people: conflict.people,
      sides: dutiesBySide(conflict).map((side) => side.map((duty) => givenDuty(duty, model))),
      unknown: conflict.duties
        .flatMap(({ points, problems }) => [...problems, ...points.flatMap((point) => blindness(point, model))])
        .concat(untold, unseen(conflict, model, snapshot.coverage)),
    }));
}

function givenDuty({ id, title, ways }: BoundDuty, model: AccessModel): GivenDuty {
  return {
    id,
    title,
    ways: ways.map((way) =>
      way.map((point) => ({
        accessPoint: { kind: point.kind, id: point.id, name: point.name },
        packageIds: new Set(packagesGiving(point, model)),
        groupIds: new Set(model.groupsHolding(point)),
      })),
    ),
  };
}

/** Of packages and sites it is known what gives them; who else holds them does not matter here. */
function blindness(point: HeldPoint, model: AccessModel): readonly string[] {
  if (point.kind === "accessPackage" || point.kind === "site") return [];
  return [model.sources(point).blind].flatMap((blind) => blind ?? []);
}

/** Sections without which nobody can tell by which groups holders could come to more. */
function unseen(
  { duties }: Pick<Conflict, "duties">,
  model: AccessModel,
  coverage: readonly SectionCoverage[],
): readonly string[] {
  const potential = new Set(duties.flatMap(({ points }) => points.flatMap((point) => model.sources(point).potential)));
  return coverage.filter(({ section, status }) => potential.has(section) && status !== "complete").map(describeGap);
}
