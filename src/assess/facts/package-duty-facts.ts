import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import type { BoundDuty } from "../../conflicts/conflict.ts";
import type { AccessPoint } from "../../domain/access.ts";
import type { GivenDuty, PackageDutiesFact } from "../../rule-kit/facts.ts";
import type { FactSources } from "./sources.ts";

/** Conflicts with an unbound duty are left out, as they are from judging. */
export function packageDutyFacts({ bound, model }: FactSources): readonly PackageDutiesFact[] {
  return bound
    .filter(({ conflict }) => !conflict.duties.some(({ unbound }) => unbound))
    .map(({ conflict: { id, title, severity, atMost, duties } }) => ({
      conflict: id,
      title,
      severity,
      atMost,
      duties: duties.map((duty) => givenDuty(duty, model)),
      unknown: duties.flatMap(({ points, problems }) => [
        ...problems,
        ...points.flatMap((point) => blindness(point, model)),
      ]),
    }));
}

function givenDuty({ id, title, points }: BoundDuty, model: AccessModel): GivenDuty {
  const givenBy = new Map<string, readonly AccessPoint[]>();
  for (const point of points) {
    const { kind, id: pointId, name } = point;
    for (const packageId of packagesGiving(point, model)) {
      givenBy.set(packageId, [...(givenBy.get(packageId) ?? []), { kind, id: pointId, name }]);
    }
  }
  return { id, title, givenBy };
}

/** Packages whose every holder holds the access point; into a group that counts direct members only, nothing nested leads. */
function packagesGiving(point: HeldPoint, { grants }: AccessModel): readonly string[] {
  if (point.kind === "accessPackage") return [point.id];
  if (point.kind === "group" && point.reach === "direct") return grants.packagesGranting(point);
  return grants.packagesImplying(point);
}

/** Of packages and sites it is known what gives them; who else holds them does not matter here. */
function blindness(point: HeldPoint, model: AccessModel): readonly string[] {
  if (point.kind === "accessPackage" || point.kind === "site") return [];
  return [model.sources(point).blind].flatMap((blind) => blind ?? []);
}
