import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { type Conflict, isApplicable } from "../../conflicts/conflict.ts";
import type { ObjectRef } from "../../domain/access.ts";
import type { DutyGroupFacts } from "../../rule-kit/facts/power-facts.ts";
import type { FactSources } from "./sources.ts";

/** Of conflicts of packs: a declaration names the group it is about, or what a package grants. */
export function dutyGroupFacts({ model, bound }: FactSources): DutyGroupFacts {
  const conflicts = bound
    .map(({ conflict }) => conflict)
    .filter((conflict) => conflict.source === "pack" && isApplicable(conflict));
  return {
    groups: conflicts.flatMap((conflict) => groupsOf(conflict, model)),
    unknown: conflicts.flatMap(({ duties }) =>
      duties.flatMap(({ problems, points }) => [
        ...problems,
        ...points
          .filter((point) => feeds.has(point.kind))
          .flatMap((point) => [model.sources(point).blind].flatMap((blind) => blind ?? [])),
      ]),
    ),
  };
}

/** What groups can give by being members of it, or by being assigned it. */
const feeds: ReadonlySet<HeldPoint["kind"]> = new Set(["group", "appRole", "directoryRole"]);

function groupsOf({ id, duties }: Conflict, model: AccessModel): DutyGroupFacts["groups"] {
  return duties.flatMap(({ title, points }) =>
    points
      .filter(({ kind }) => feeds.has(kind))
      .flatMap((point) => {
        const counted = new Set(model.groupsHolding(point));
        return [...counted].map((groupId) => ({
          group: model.groups.ref(groupId),
          conflict: id,
          duty: title,
          nestedIn: nestedIn(groupId, point, counted, model),
        }));
      }),
  );
}

/** An application's role reaches no group that stands in one that is assigned it. */
function nestedIn(
  groupId: string,
  { kind, id }: HeldPoint,
  counted: ReadonlySet<string>,
  { groups }: AccessModel,
): readonly ObjectRef[] {
  if (kind === "appRole" || groupId === id) return [];
  return groups
    .parents(groupId)
    .filter((parent) => counted.has(parent) && parent !== groupId)
    .map(groups.ref);
}
