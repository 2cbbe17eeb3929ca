import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { type BoundDuty, dutiesBySide, unboundSides } from "../../conflicts/conflict.ts";
import { packagesGiving } from "../../conflicts/duty.ts";
import type { GivenDuty, PackageDutiesFact } from "../../rule-kit/facts/conflict-facts.ts";
import type { FactSources } from "./sources.ts";

/** Conflicts with a side to which nothing is bound are left out, as they are from judging. */
export function packageDutyFacts({ bound, model }: FactSources): readonly PackageDutiesFact[] {
  return bound
    .filter(({ conflict }) => unboundSides(conflict).length === 0)
    .map(({ conflict }) => ({
      conflict: conflict.id,
      title: conflict.title,
      severity: conflict.severity,
      atMost: conflict.atMost,
      sides: dutiesBySide(conflict).map((side) => side.map((duty) => givenDuty(duty, model))),
      unknown: conflict.duties.flatMap(({ points, problems }) => [
        ...problems,
        ...points.flatMap((point) => blindness(point, model)),
      ]),
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
      })),
    ),
  };
}

/** Of packages and sites it is known what gives them; who else holds them does not matter here. */
function blindness(point: HeldPoint, model: AccessModel): readonly string[] {
  if (point.kind === "accessPackage" || point.kind === "site") return [];
  return [model.sources(point).blind].flatMap((blind) => blind ?? []);
}
