import { addDuration } from "../../src/domain/iso-duration.ts";
import type { Principal } from "../../src/domain/access.ts";
import type { GovernanceEvent } from "../../src/domain/governance-event.ts";
import { auditTrail } from "../../src/rule-kit/controls.ts";
import { count, duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const reciprocalApproval = defineRule({
  meta: {
    id: "reciprocal-approval",
    code: "AUD-007",
    title: "Two people who approve each other's requests",
    rationale: "Two who need each other's yes have a reason to give it. A sign to look closer, not a proof.",
    remedy: "Have a third person look at the requests, and name approvers who ask for nothing from each other.",
    severity: "low",
    references: auditTrail,
    falsePositives: "Teams of two.",
    needs: ["governanceTrail", "persons", "users"],
    concludesFromAbsenceOf: [],
    parameters: {
      each: count(2, "how often each of them must have approved for the other"),
      period: duration("P90D", "how far back approvals count"),
    },
    isExtended: true,
  },

  evaluate({ governanceTrail: { events, doubts }, persons }, { asOf, parameters: { each, period } }) {
    const since = addDuration(asOf, period, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const personOf = (id: string): string => persons.personOf(id)?.id ?? id;
    const approvals = events.filter(
      ({ deed, at, actor }) => deed === "approved" && at >= since && actor.kind !== "application",
    );
    const done = approvals.flatMap((event) => favourOf(event, personOf) ?? []);
    const byPair = Map.groupBy(done, ({ pair }) => pair);
    return {
      examined: byPair.size,
      violations: [...byPair.values()].flatMap((both) => {
        const [some = [], others = []] = [...Map.groupBy(both, ({ by }) => by)]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, favours]) => favours);
        const [one, other] = [some[0], others[0]];
        if (one === undefined || other === undefined || requestsIn(some) < each || requestsIn(others) < each) return [];
        return [
          {
            principal: one.for,
            subject: { kind: "user", id: other.for.id, name: other.for.displayName },
            message: `${one.for.displayName} and ${other.for.displayName} approve each other's requests: ${requestsIn(others)} and ${requestsIn(some)} times since ${new Date(since).toISOString().slice(0, 10)}`,
            evidence: both.map(({ event }) => event.evidence),
          },
        ];
      }),
      undecided: [
        ...doubts.entitlement,
        ...persons.unknown,
        ...(approvals.some(isUntold) ? ["of some approvals the audit log does not tell who approved for whom"] : []),
      ],
      ...(approvals.length === 0 ? { notApplicable: "the audit log tells of no approval in that time" } : {}),
    };
  },
});

/** An approval by one person for another; `pair` is the same whoever of the two approved. */
type Favour = { readonly pair: string; readonly by: string; readonly for: Principal; readonly event: GovernanceEvent };

/** What one approves for oneself is another rule's. */
function favourOf(event: GovernanceEvent, personOf: (id: string) => string): Favour | null {
  const whom = event.requestor ?? event.beneficiary;
  if (event.actor.id === null || whom === null) return null;
  const [by, gaining] = [personOf(event.actor.id), personOf(whom.id)];
  return by === gaining ? null : { pair: JSON.stringify([by, gaining].sort()), by, for: whom, event };
}

/** One who approves several stages of a request approves once. */
function requestsIn(favours: readonly Favour[]): number {
  return new Set(favours.map(({ event }) => event.requestId ?? event.id)).size;
}

function isUntold({ actor, beneficiary, requestor }: GovernanceEvent): boolean {
  return actor.id === null || (requestor ?? beneficiary) === null;
}
