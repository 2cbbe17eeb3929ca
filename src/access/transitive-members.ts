import type { Snapshot } from "../snapshot/snapshot.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import type { Principals } from "./principals.ts";

/**
 * Numbers of the users that the tenant itself lists in a group and in those nested in it, ascending; nobody where it was not
 * asked. By which way they are in it, it does not tell.
 */
export type TransitiveMembers = (groupId: string) => Uint32Array;

export function transitiveMembersOf({ table, ids }: Snapshot, principals: Principals): TransitiveMembers {
  const listed = table("groupTransitiveMembers");
  const groups = listed.ids("groupId");
  const members = listed.ids("memberId").map((id) => principals.byId[id] ?? none);
  const places = Map.groupBy(groups.keys(), (place) => groups[place] ?? none);
  return (groupId) => {
    const ofGroup = Uint32Array.from(
      places.get(ids.numberOf(groupId) ?? none) ?? [],
      (place) => members[place] ?? none,
    );
    return ofGroup.filter((number) => number !== none).sort();
  };
}
