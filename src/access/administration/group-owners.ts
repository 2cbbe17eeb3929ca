import type { Principal } from "../../domain/access.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { SectionName } from "../../domain/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel } from "../access-model.ts";
import { privilegeKindOf } from "../privilege-kind.ts";
import { administratorAt, isInForce, type Power } from "./power.ts";

/** Somebody who owns a group, now or once activated. */
export type GroupOwner = {
  readonly groupId: string;
  readonly principal: Principal;
  readonly membership: Power["membership"];
  readonly evidence: EvidenceRef;
};

/** Who owns which groups; who owns one already is not named again for being eligible to. */
export function groupOwnersOf(snapshot: Snapshot, { principals, asOf }: AccessModel): readonly GroupOwner[] {
  const owners = new Map<string, GroupOwner>();
  for (const { groupId, ownerId, ownerName, ownerType, evidence } of snapshot.columns("groupOwners", [
    "groupId",
    "ownerId",
    "ownerName",
    "ownerType",
    "evidence",
  ])) {
    const principal = administratorAt(principals, ownerId, ownerName, ownerType);
    owners.set(`${groupId} ${ownerId}`, { groupId, principal, membership: "active", evidence });
  }
  for (const row of snapshot.rows("groupEligibilities")) {
    const { groupId, principalId, accessId, evidence } = row;
    const key = `${groupId} ${principalId}`;
    if (privilegeKindOf(accessId) !== "owner" || !isInForce(row, asOf) || owners.has(key)) continue;
    const principal = administratorAt(principals, principalId, principalId, "unknown");
    owners.set(key, { groupId, principal, membership: "eligible", evidence });
  }
  return [...owners.values()];
}

export function ownershipPowers(owners: readonly GroupOwner[], { groups }: AccessModel): readonly Power[] {
  return owners.map(({ groupId, principal, membership, evidence }) => ({
    holderId: principal.id,
    scope: { kind: "group", id: groupId },
    membership,
    hops: [`owner of "${groups.ref(groupId).name}"${membership === "active" ? "" : " once activated"}`],
    evidence: [evidence],
  }));
}

/** Of which of the groups nobody asked for the owners, or who may become one by activation, though of others they were read. */
export function unreadOwnersOf(
  groupIds: Iterable<string>,
  snapshot: Snapshot,
  { groups }: Pick<AccessModel, "groups">,
): readonly string[] {
  const isWhole = (name: SectionName): boolean =>
    snapshot.coverage.some(({ section, status }) => section === name && status === "complete");
  const listed = [...new Set(groupIds)].filter((id) => groups.row(id) !== undefined);
  const unread = (name: "groupOwners" | "groupEligibilities", what: string): readonly string[] =>
    listed
      .filter((id) => isWhole(name) && !snapshot.wasRead(name, id))
      .map((id) => `${what} "${groups.ref(id).name}" ${name === "groupOwners" ? "were" : "was"} not read`);
  return [
    ...unread("groupOwners", "the owners of"),
    ...unread("groupEligibilities", "who may become a member or owner by activation of"),
  ];
}
