import type { Membership, ObjectRef } from "../domain/access.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { privilegeKindOf } from "./privilege-kind.ts";
import { hullOf, membershipAt, type Span, spanOf } from "./span.ts";

/** A membership or ownership of a group by Privileged Identity Management. */
export type GroupPrivilege = {
  readonly as: "member" | "owner";
  readonly groupId: string;
  /** A user, an application, or a group: what a group is eligible for, each of its members may activate for themselves. */
  readonly principalId: string;
  readonly membership: Membership;
  readonly span: Span;
  readonly hop: ObjectRef;
  readonly evidence: EvidenceRef;
};

/**
 * What Privileged Identity Management says of groups. Who is active in them they say themselves: of those this knows only
 * from when to when (https://learn.microsoft.com/entra/id-governance/privileged-identity-management/concept-pim-for-groups).
 */
export type GroupPrivileges = {
  /** Memberships that may be activated, or are ahead. */
  readonly memberships: (groupId: string) => readonly GroupPrivilege[];
  readonly membershipsOf: (principalId: string) => readonly GroupPrivilege[];
  /** Ownerships of all groups that may be activated, or are ahead. */
  readonly ownerships: readonly GroupPrivilege[];
  readonly activeSpan: (as: GroupPrivilege["as"], groupId: string, principalId: string) => Span;
};

export function groupPrivilegesOf(snapshot: Snapshot, asOf: Date): GroupPrivileges {
  const privileges = [
    ...[...snapshot.rows("groupEligibilities")].flatMap((row) => privilegeOf(row, "eligible", asOf)),
    ...[...snapshot.rows("groupAssignmentSchedules")].flatMap((row) => privilegeOf(row, "active", asOf)),
  ];
  const active = Map.groupBy(
    privileges.filter(({ membership }) => membership === "active"),
    ({ as, groupId, principalId }) => `${as} ${groupId} ${principalId}`,
  );
  const others = privileges.filter(({ membership }) => membership !== "active");
  const memberships = others.filter(({ as }) => as === "member");
  const byGroup = Map.groupBy(memberships, ({ groupId }) => groupId);
  const byPrincipal = Map.groupBy(memberships, ({ principalId }) => principalId);
  return {
    memberships: (groupId) => byGroup.get(groupId) ?? [],
    membershipsOf: (principalId) => byPrincipal.get(principalId) ?? [],
    ownerships: others.filter(({ as }) => as === "owner"),
    activeSpan: (as, groupId, principalId) =>
      hullOf((active.get(`${as} ${groupId} ${principalId}`) ?? []).map(({ span }) => span)),
  };
}

function privilegeOf(
  row: SourcedRow<"groupEligibilities">,
  during: "active" | "eligible",
  asOf: Date,
): readonly GroupPrivilege[] {
  const { id, groupId, principalId, accessId, evidence } = row;
  const span = spanOf(row);
  const membership = membershipAt(span, during, asOf);
  if (membership === null) return [];
  const as = privilegeKindOf(accessId);
  if (as === "unknown") return [];
  const kind = during === "eligible" ? "groupEligibility" : "groupAssignmentSchedule";
  return [{ as, groupId, principalId, membership, span, hop: { kind, id, name: `${membership} ${as}` }, evidence }];
}
