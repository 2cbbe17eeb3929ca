import { groupOwnersOf, ownershipPowers, unreadOwnersOf } from "../../access/administration/group-owners.ts";
import type { OwnedGroupFacts } from "../../rule-kit/facts/power-facts.ts";
import { selfGrantsBy } from "./possible-self-grants.ts";
import type { FactSources } from "./sources.ts";

/** Who owns the groups that packages put their holders in, and which conflicts they could complete by that alone. */
export function ownedGroupFacts(sources: FactSources): OwnedGroupFacts {
  const { snapshot, model } = sources;
  const governed = model.grants.governed.filter(({ kind }) => kind === "group");
  const ids = new Set(governed.map(({ id }) => id));
  const owners = groupOwnersOf(snapshot, model).filter(({ groupId }) => ids.has(groupId));
  const selfGrants = selfGrantsBy(sources);
  return {
    governed,
    owned: owners.map((owner) => ({
      group: model.groups.ref(owner.groupId),
      principal: owner.principal,
      membership: owner.membership,
      completes: selfGrants(owner.principal.id, ownershipPowers([owner], model))
        .filter(({ isMeant }) => isMeant)
        .map(({ conflict }) => conflict.title),
      evidence: owner.evidence,
    })),
    unknown: [
      ...model.grants.unknown,
      ...[model.groupBlindSpots.untold([...ids])].flatMap((why) => why ?? []),
      ...unreadOwnersOf(ids, snapshot, model),
    ],
  };
}
