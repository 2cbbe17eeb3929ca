import type { AccessModel } from "../access/access-model.ts";
import type { Membership, Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Conflict, dutiesBySide } from "./conflict.ts";
import { dutyHolders } from "./duty.ts";
import type { JudgedConflict } from "./judge.ts";
import { inAll, type Scratch, scratchFor } from "./kernel/match.ts";
import { sideLists } from "./matching.ts";
import { exposureOf, isHeldBy, sidesBetween } from "./people.ts";

/** Somebody who holds too much of a conflict together with an application they own, and neither does alone. */
export type OwnedAgent = {
  readonly owner: Principal;
  readonly agent: Principal;
  readonly conflict: Conflict;
  readonly exposure: Membership;
  /** Each path begins with the account it is held by. */
  readonly sides: readonly Side[];
  /** That of the ownership. */
  readonly evidence: EvidenceRef;
};

type Ownership = { readonly owner: number; readonly agent: number; readonly evidence: EvidenceRef };

export type OwnedAgents = {
  /** Pairs of an owner and an application. */
  readonly owned: number;
  /** Those, for each conflict. */
  readonly examined: number;
  readonly found: readonly OwnedAgent[];
};

/**
 * Finds owners who, with what their applications hold, exceed a conflict: an owner can give an application a secret and act as
 * it (https://learn.microsoft.com/graph/api/serviceprincipal-addpassword). Conflicts about teams or about some people only are
 * left out.
 */
export function ownedAgents(snapshot: Snapshot, model: AccessModel, judged: readonly JudgedConflict[]): OwnedAgents {
  const ownerships = ownershipsIn(snapshot, model);
  const agents = Uint32Array.from(new Set(ownerships.map(({ agent }) => agent))).sort();
  const scratch = scratchFor(model.principals.size);
  const conflicts = judged
    .filter(
      ({ outcome, conflict }) => outcome !== "not-applicable" && conflict.people === null && conflict.when === null,
    )
    .map(({ conflict }) => conflict);
  return {
    owned: ownerships.length,
    examined: ownerships.length * conflicts.length,
    found:
      agents.length === 0 ? [] : conflicts.flatMap((conflict) => foundIn(conflict, ownerships, agents, model, scratch)),
  };
}

function ownershipsIn(snapshot: Snapshot, { principals }: AccessModel): readonly Ownership[] {
  return [...snapshot.rows("servicePrincipalOwners")].flatMap(({ servicePrincipalId, ownerId, evidence }) => {
    const [owner, agent] = [principals.numberOf(ownerId), principals.numberOf(servicePrincipalId)];
    return owner === undefined || agent === undefined || owner === agent ? [] : [{ owner, agent, evidence }];
  });
}

function foundIn(
  conflict: Conflict,
  ownerships: readonly Ownership[],
  agents: Uint32Array,
  model: AccessModel,
  scratch: Scratch,
): readonly OwnedAgent[] {
  const duties = new Map(conflict.duties.map((duty) => [duty.id, dutyHolders(duty, model.everyHolder, scratch)]));
  const lists = sideLists(conflict, (duty) => duties.get(duty) ?? new Uint32Array(), scratch);
  const busy = new Set(lists.flatMap((list) => Array.from(inAll([agents, list], scratch))));
  const sides = dutiesBySide(conflict);
  const sidesOf = (number: number): ReadonlySet<number> => {
    const account = [model.principals.at(number)];
    return new Set(sides.flatMap((side, place) => (isHeldBy(account, side, model) ? [place] : [])));
  };

  return ownerships
    .filter(({ agent }) => busy.has(agent))
    .filter(({ owner, agent }) => {
      const [own, lent] = [sidesOf(owner), sidesOf(agent)];
      return own.size <= conflict.atMost && lent.size <= conflict.atMost && own.union(lent).size > conflict.atMost;
    })
    .map(({ owner, agent, evidence }) => {
      const accounts = [model.principals.at(owner), model.principals.at(agent)] as const;
      return {
        owner: accounts[0],
        agent: accounts[1],
        conflict,
        exposure: exposureOf(accounts, conflict, model),
        sides: sidesBetween(accounts, conflict.duties, model),
        evidence,
      };
    });
}
