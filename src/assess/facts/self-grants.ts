import { conflictName } from "../../domain/conflict-name.ts";
import { catalogPowers } from "../../access/administration/catalog-powers.ts";
import { administratorsOf } from "../../access/administration/closure.ts";
import { directoryPowers } from "../../access/administration/directory-powers.ts";
import { groupOwnersOf, ownershipPowers, unreadOwnersOf } from "../../access/administration/group-owners.ts";
import {
  applicationOwnerPowers,
  permissionPowers,
  permittedApplicationsOf,
} from "../../access/administration/permitted-applications.ts";
import type { Power } from "../../access/administration/power.ts";
import { isApplicable } from "../../conflicts/conflict.ts";
import type { SelfGrantFacts } from "../../rule-kit/facts/power-facts.ts";
import { unclearHolders, unreadDeclarations } from "./conflict-facts.ts";
import { selfGrantsBy } from "./possible-self-grants.ts";
import type { FactSources } from "./sources.ts";

type Administered = Pick<FactSources, "snapshot" | "model" | "bound" | "judged">;

/** Whoever holds as much of a conflict as allowed and could give themselves the rest: one for a person and conflict. */
export function selfGrantFacts(sources: Administered): SelfGrantFacts {
  const { snapshot, model, bound } = sources;
  const applications = permittedApplicationsOf(snapshot, model);
  const [directory, catalogs] = [directoryPowers(snapshot, model.asOf), catalogPowers(snapshot)];
  const powers = [
    ...ownershipPowers(groupOwnersOf(snapshot, model), model),
    ...directory.powers,
    ...catalogs.powers,
    ...permissionPowers(applications),
    ...applicationOwnerPowers(snapshot, model),
  ];
  const selfGrants = selfGrantsBy(sources);
  const administrators = administratorsOf(powers, snapshot, model);
  const found = [...administrators].flatMap(([id, reached]) => selfGrants(id, reached));
  return {
    administrators: administrators.size,
    examined: administrators.size * bound.filter(({ conflict }) => isApplicable(conflict)).length,
    selfGrants: found.filter(({ isMeant }) => isMeant),
    unknown: [
      ...found
        .filter(({ isMeant }) => !isMeant)
        .map(
          ({ conflict, principal }) =>
            `${conflictName(conflict)}: whether it applies to ${principal.displayName} cannot be told`,
        ),
      ...directory.unknown,
      ...catalogs.unknown,
      ...applications.unknown,
      ...unreadOwners(sources),
      ...unreadMembers(powers, sources),
      ...model.grants.unknown,
      ...unreadDeclarations(snapshot),
      ...unclearHolders(sources.judged),
    ],
  };
}

/** Groups with powers of which it is not known who is in them, or in those that may activate membership. */
function unreadMembers(powers: readonly Power[], { snapshot, model }: Administered): readonly string[] {
  const { groups, groupBlindSpots } = model;
  const first = new Set(powers.map(({ holderId }) => holderId).filter(groups.mayBe));
  const joining = [...snapshot.rows("groupEligibilities")]
    .filter(({ groupId, principalId }) => first.has(groupId) && groups.mayBe(principalId))
    .map(({ principalId }) => principalId);
  return [...new Set([...first, ...joining])].flatMap((id) => groupBlindSpots.among(groups.below(id)) ?? []);
}

/** Groups of conflicts whose owners nobody asked for, and groups of which somebody may be an owner once activated. */
function unreadOwners({ snapshot, bound, model }: Administered): readonly string[] {
  const groups = bound.flatMap(({ conflict }) =>
    conflict.duties.flatMap(({ points }) => points.filter(({ kind }) => kind === "group").map(({ id }) => id)),
  );
  const eligible = new Set<string>();
  for (const { groupId } of snapshot.columns("groupEligibilities", ["groupId"])) eligible.add(groupId);
  return [
    ...unreadOwnersOf(groups, snapshot, model),
    ...[model.groupBlindSpots.untold([...eligible])].flatMap((why) => why ?? []),
  ];
}
