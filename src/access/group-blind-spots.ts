import type { SectionName } from "../domain/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { GroupGraph } from "./group-graph.ts";
import { privilegeKindOf } from "./privilege-kind.ts";

/** What is not known of groups although every section is whole, because nobody asked. */
export type GroupBlindSpots = {
  /** Says of which of the groups the members are not known; null where all are. */
  readonly among: (groupIds: readonly string[]) => string | null;
  /**
   * Why it is not known who is in a group, by whichever way; null where it is. What is nested in it is known where the tenant
   * itself listed all users below it.
   */
  readonly people: (groupId: string) => string | null;
  /** Says for which of the groups somebody is eligible as nobody knows what; null where there are none. */
  readonly untold: (groupIds: readonly string[]) => string | null;
  /** Some group's members were not read, so that a group may stand in others than those known. */
  readonly hideParents: () => boolean;
};

/** Read of the groups that matter, and of no others. */
const perGroup: readonly SectionName[] = ["groupMembers", "groupEligibilities"];

export function groupBlindSpotsOf(snapshot: Snapshot, groups: GroupGraph): GroupBlindSpots {
  const whole = perGroup.filter((name) =>
    snapshot.coverage.some(({ section, status }) => section === name && status === "complete"),
  );
  const isUnread = (groupId: string): boolean => whole.some((section) => !snapshot.wasRead(section, groupId));
  const untoldGroups = new Set<string>();
  for (const { groupId, accessId } of snapshot.columns("groupEligibilities", ["groupId", "accessId"]))
    if (privilegeKindOf(accessId) === "unknown") untoldGroups.add(groupId);
  const untold = (groupIds: readonly string[]): string | null => {
    const names = groupIds.filter((id) => untoldGroups.has(id)).map((id) => `"${groups.ref(id).name}"`);
    return names.length === 0 ? null : `as what somebody is eligible for ${names.join(", ")} cannot be told`;
  };
  const among = (groupIds: readonly string[]): string | null => {
    const { strangers = [], unread = [] } = Object.groupBy(
      groupIds.filter((id) => groups.row(id) === undefined || isUnread(id)),
      (id) => (groups.row(id) === undefined ? "strangers" : "unread"),
    );
    return joined([
      ...unlisted(strangers),
      ...notAsked(unread.map((id) => groups.ref(id).name)),
      ...[untold(groupIds)].flatMap((why) => why ?? []),
    ]);
  };
  let hidden: boolean | undefined;
  return {
    untold,
    among,
    people: (groupId) => {
      const below = groups.below(groupId);
      if (!isListedWhole(groupId, snapshot)) return among(below);
      const nested = untold(below.filter((id) => id !== groupId));
      return joined([among([groupId]), nested].flatMap((why) => why ?? []));
    },
    hideParents: () => {
      hidden ??= snapshot
        .table("groups")
        .ids("id")
        .some((id) => isUnread(snapshot.ids.idOf(id)));
      return hidden;
    },
  };
}

/** Whether the tenant listed all users of the group and of those nested in it (`src/access/transitive-members.ts`). */
function isListedWhole(groupId: string, { coverage, wasRead }: Snapshot): boolean {
  const isWhole = coverage.some(({ section, status }) => section === "groupTransitiveMembers" && status === "complete");
  return isWhole && wasRead("groupTransitiveMembers", groupId);
}

function joined(reasons: readonly string[]): string | null {
  return reasons.length === 0 ? null : reasons.join("; ");
}

/** Groups that are members of others and yet not among those listed: who is in them was never asked. */
function unlisted(groupIds: readonly string[]): readonly string[] {
  return groupIds.length === 0 ? [] : [`not among the groups that were listed: ${groupIds.join(", ")}`];
}

function notAsked(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const quoted = names.map((name) => `"${name}"`).join(", ");
  return [`the members of ${quoted} were not read: collect with --all-groups or with the rules that name it`];
}
