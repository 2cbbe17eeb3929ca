import type { AccessModel } from "../access-model.ts";
import { privilegeKindOf } from "../privilege-kind.ts";
import { isAdministered, isMicrosoft365 } from "./group-editing.ts";
import { isInForce, type Power, type Scope } from "./power.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";

/** Everybody who can give access to something, with all that they come to by way of groups and applications. */
export type Administrators = ReadonlyMap<string, readonly Power[]>;

/**
 * The powers of everybody who has any: their own, those of the groups they are in or could put themselves in, and those of
 * the applications they could speak for. Of several ways to the same power the shortest stays, one in force before others.
 */
export function administratorsOf(powers: readonly Power[], snapshot: Snapshot, model: AccessModel): Administrators {
  const byHolder = Map.groupBy(powers, ({ holderId }) => holderId);
  const become = becomingOf(byHolder, model);
  const own = [...byHolder].flatMap(([holderId, held]) =>
    model.groups.mayBe(holderId) ? held.flatMap((power) => byMembers(power, snapshot, model)) : held,
  );
  const byAdministrator = Map.groupBy(own, ({ holderId }) => holderId);
  return new Map([...byAdministrator].map(([id, first]) => [id, everyPower(id, first, byHolder, become)]));
}

/** A group's power as its members have it, and those who may become members, be it by a group that may. */
function byMembers(power: Power, snapshot: Snapshot, model: AccessModel): readonly Power[] {
  const { id } = model.groups.ref(power.holderId);
  const eligible = [...snapshot.rows("groupEligibilities")]
    .filter((row) => row.groupId === id && privilegeKindOf(row.accessId) === "member" && isInForce(row, model.asOf))
    .map(({ principalId, evidence }) => ({
      ...power,
      holderId: principalId,
      membership: "eligible" as const,
      hops: [`member of "${model.groups.ref(id).name}" once activated`, ...power.hops],
      evidence: [evidence, ...power.evidence],
    }));
  return [
    ...byActiveMembers(power, model),
    ...eligible.flatMap((one) => (model.groups.mayBe(one.holderId) ? byActiveMembers(one, model) : [one])),
  ];
}

function byActiveMembers(power: Power, { groups, principals }: AccessModel): readonly Power[] {
  const { id, name } = groups.ref(power.holderId);
  const [members = new Uint32Array()] = groups.effective([id]);
  return Array.from(members, (number) => {
    const holderId = principals.idOf(number);
    const chain = groups.chains(holderId, id)[0];
    return {
      ...power,
      holderId,
      hops: [`member of "${name}"`, ...power.hops],
      evidence: [...(chain?.edges.map(({ evidence }) => evidence) ?? []), ...power.evidence],
    };
  });
}

function everyPower(
  holderId: string,
  first: readonly Power[],
  byHolder: ReadonlyMap<string, readonly Power[]>,
  become: (scope: Scope) => readonly string[],
): readonly Power[] {
  const found = new Map<string, Power>();
  const waiting = { active: [] as Power[], eligible: [] as Power[] };
  for (const power of first) waiting[power.membership].push(power);
  for (;;) {
    const power = waiting.active.shift() ?? waiting.eligible.shift();
    if (power === undefined) return [...found.values()];
    const key = JSON.stringify(power.scope);
    if (found.has(key)) continue;
    found.set(key, power);
    for (const next of become(power.scope).flatMap((id) => byHolder.get(id) ?? [])) {
      const membership = power.membership === "active" ? next.membership : power.membership;
      waiting[membership].push({
        holderId,
        scope: next.scope,
        membership,
        hops: [...power.hops, ...next.hops],
        evidence: [...power.evidence, ...next.evidence],
      });
    }
  }
}

/** The groups and applications with powers that somebody with a scope can put themselves in, or speak for. */
function becomingOf(byHolder: ReadonlyMap<string, unknown>, model: AccessModel): (scope: Scope) => readonly string[] {
  const holders = [...byHolder.keys()];
  const groups = holders.filter((id) => isAdministered(id, model));
  const applications = new Set(model.appRoles.servicePrincipals.map(({ id }) => id));
  const speaking = holders.filter((id) => applications.has(id));
  return (scope) => {
    switch (scope.kind) {
      case "groups":
        return groups;
      case "microsoft365Groups":
        return groups.filter((id) => isMicrosoft365(id, model));
      case "applications":
        return speaking;
      case "group":
      case "application":
        return byHolder.has(scope.id) ? [scope.id] : [];
      default:
        return [];
    }
  };
}
