import type { Membership, ObjectRef, Principal, PrincipalType } from "../domain/access.ts";
import type { Delegations, RoleHolder } from "../domain/delegation.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { AccessModel } from "./access-model.ts";
import { privilegeKindOf } from "./privilege-kind.ts";

/** A role given to an account or a group, as Graph lists it. */
export type RoleGrant = {
  readonly principalId: string;
  readonly principalType: string;
  readonly principalName: string;
  readonly membership: Membership;
  readonly evidence: string;
};

type Eligibility = SourcedRow<"groupEligibilities">;

/** Those who have each of the grants: the account itself, and the members of a group, be they nested or only eligible. */
export function holdersOfGrants<Grant extends RoleGrant>(
  grants: readonly Grant[],
  snapshot: Snapshot,
  model: AccessModel,
): Delegations<RoleHolder & { readonly grant: Grant }> {
  const toGroups = grants.filter((grant) => isGroup(grant, model));
  const members = membersOf([...new Set(toGroups.map(({ principalId }) => principalId))], snapshot, model);
  const held = grants.flatMap((grant) => {
    if (!isGroup(grant, model)) return [{ ...asItself(grant, model), grant }];
    return (members.of.get(grant.principalId) ?? []).map((member) => ({
      ...member,
      membership: member.membership === "active" ? grant.membership : member.membership,
      evidence: [grant.evidence, ...member.evidence],
      grant,
    }));
  });
  return { held, unknown: members.unknown };
}

/**
 * From when to when an eligibility or a membership counts at the moment judged: null where it is over, `scheduled` where it
 * has not begun. What has dates that cannot be read counts.
 */
export function membershipAt(
  { startDateTime, endDateTime }: Pick<Eligibility, "startDateTime" | "endDateTime">,
  asOf: Date,
): Membership | null {
  if (Date.parse(endDateTime ?? "") <= asOf.getTime()) return null;
  return Date.parse(startDateTime ?? "") > asOf.getTime() ? "scheduled" : "eligible";
}

function isGroup({ principalId, principalType }: RoleGrant, { groups }: AccessModel): boolean {
  const type = principalType.toLowerCase();
  return type === "group" || groups.row(principalId) !== undefined || (!types.has(type) && groups.mayBe(principalId));
}

function asItself({ principalId, principalType, principalName, membership, evidence }: RoleGrant, model: AccessModel) {
  const type = types.get(principalType.toLowerCase()) ?? "unknown";
  const named: Principal = {
    id: principalId,
    type,
    userPrincipalName: null,
    displayName: principalName,
    enabled: null,
  };
  const known = principalOf(principalId, model) ?? named;
  const principal = known.displayName === "" ? { ...known, displayName: principalId } : known;
  return { principal, membership, groups: [], evidence: [evidence] };
}

const types: ReadonlyMap<string, PrincipalType> = new Map([
  ["user", "user"],
  ["serviceprincipal", "servicePrincipal"],
]);

function principalOf(id: string, { principals }: AccessModel): Principal | null {
  const number = principals.numberOf(id);
  return number === undefined ? null : principals.at(number);
}

type Members = {
  readonly of: ReadonlyMap<string, readonly RoleHolder[]>;
  readonly unknown: readonly string[];
};

function membersOf(groupIds: readonly string[], snapshot: Snapshot, model: AccessModel): Members {
  const { groups, groupBlindSpots } = model;
  const eligible = eligibleMembers(groupIds, snapshot, model);
  const asked = [...new Set([...groupIds, ...eligible.groups])];
  const effective = new Map<string, readonly RoleHolder[]>();
  let next = 0;
  for (const numbers of groups.effective(asked)) {
    const groupId = asked[next] ?? "";
    effective.set(
      groupId,
      Array.from(numbers, (number) => memberBy(number, groupId, model)),
    );
    next += 1;
  }
  const blind = asked.flatMap((id) => groupBlindSpots.among(groups.below(id)) ?? []);
  const of = groupIds.map((id) => [id, [...(effective.get(id) ?? []), ...eligible.of(id, effective)]] as const);
  return { of: new Map(of), unknown: blind };
}

function memberBy(number: number, groupId: string, { principals, groups }: AccessModel): RoleHolder {
  const principal = principals.at(number);
  const [chain] = groups.chains(principal.id, groupId);
  return {
    principal,
    membership: "active",
    groups: chain?.groups ?? [groups.ref(groupId)],
    evidence: (chain?.edges ?? []).map(({ evidence }) => evidence),
  };
}

/** Those who may activate membership of a group or of one nested in it, themselves or as members of a group that may. */
function eligibleMembers(groupIds: readonly string[], snapshot: Snapshot, model: AccessModel) {
  const { groups, asOf } = model;
  const rows = Map.groupBy(
    [...snapshot.rows("groupEligibilities")].filter(({ accessId }) => privilegeKindOf(accessId) === "member"),
    ({ groupId }) => groupId,
  );
  const reaching = (groupId: string): readonly Eligibility[] =>
    groups.below(groupId).flatMap((id) => rows.get(id) ?? []);
  return {
    groups: groupIds.flatMap((id) =>
      reaching(id).flatMap(({ principalId }) => (groups.mayBe(principalId) ? [principalId] : [])),
    ),
    of: (groupId: string, effective: ReadonlyMap<string, readonly RoleHolder[]>): readonly RoleHolder[] =>
      reaching(groupId).flatMap((row) => {
        const membership = membershipAt(row, asOf);
        if (membership === null) return [];
        const within: readonly ObjectRef[] = [groups.ref(row.groupId)];
        const viaGroup = effective.get(row.principalId);
        if (viaGroup !== undefined) {
          return viaGroup.map((member) => ({
            ...member,
            membership,
            groups: [...member.groups, ...within],
            evidence: [row.evidence, ...member.evidence],
          }));
        }
        const own = { ...row, principalType: "unknown", principalName: "", membership };
        return [{ ...asItself(own, model), groups: within }];
      }),
  };
}
