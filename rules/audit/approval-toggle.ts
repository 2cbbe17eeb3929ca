import type { ObjectRef } from "../../src/domain/access.ts";
import type { GovernanceEvent } from "../../src/domain/governance-event.ts";
import { auditTrail, changeControl } from "../../src/rule-kit/controls.ts";
import { type ControlWindow, grantsWithin, windowsOf } from "../../src/rule-kit/control-window.ts";
import { quoted, when } from "../../src/rule-kit/event-words.ts";
import { defineRule, type Adjustment, type Violation } from "../../src/rule-kit/rule.ts";

export const approvalToggle = defineRule({
  meta: {
    id: "approval-toggle",
    code: "AUD-005",
    title: "Policies whose approval was switched off around a grant",
    rationale:
      "For as long as the switch is off a request is granted unseen; switched on again, the policy looks sound.",
    remedy: "Remove what was granted meanwhile, have it requested anew, and find out why the policy was changed.",
    severity: "critical",
    references: [...changeControl, ...auditTrail],
    falsePositives: "A migration whose window was approved beforehand.",
    needs: ["governanceTrail"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ governanceTrail: { events, doubts } }) {
    const grants = events.filter(({ deed }) => deed === "autoApproved");
    const changes = events.flatMap((event) => changeOf(event) ?? []);
    const policies = [...Map.groupBy(changes, ({ policy }) => policy.id).values()].map(historyOf);
    return {
      examined: policies.length,
      violations: policies.flatMap((policy) => violationOf(policy, grants) ?? []),
      undecided: [...doubts.entitlement, ...policies.flatMap((policy) => undecidedOf(policy, grants))],
    };
  },
});

type Flag = "true" | "false" | "unknown";
type Change = {
  readonly policy: ObjectRef;
  readonly event: GovernanceEvent;
  readonly before: Flag;
  readonly after: Flag;
};

/** A policy, when it asked for no approval though it had before, and when it can be told neither. */
type History = {
  readonly policy: ObjectRef;
  readonly packageIds: ReadonlySet<string>;
  readonly windows: readonly ControlWindow[];
  readonly unclear: readonly GovernanceEvent[];
};

function changeOf(event: GovernanceEvent): Change | null {
  const { policy, changes, deed } = event;
  const logged = changes.find(({ property }) => property.toLowerCase() === "isapprovalrequiredforadd");
  if (policy === null || logged === undefined || (deed !== "policyCreated" && deed !== "policyUpdated")) return null;
  return { policy, event, before: flagOf(logged.oldValue), after: flagOf(logged.newValue) };
}

function flagOf(value: string | null): Flag {
  const text = value?.toLowerCase();
  return text === "true" || text === "false" ? text : "unknown";
}

/** What the log does not say of the value before is what the change before it left behind. */
function historyOf(changes: readonly Change[]): History {
  const first = changes[0];
  if (first === undefined) throw new RangeError("a policy without a change has no history");
  const steps = new Map<string, -1 | 0 | 1>();
  const unclear: GovernanceEvent[] = [];
  let left: Flag = first.event.deed === "policyCreated" ? "false" : "unknown";
  for (const { event, before, after } of changes) {
    const had = before === "unknown" ? left : before;
    const isLoosened = after === "false" && had === "true" && left !== "false";
    steps.set(event.id, after === "true" ? -1 : isLoosened ? 1 : 0);
    if (after === "unknown" || (after === "false" && had === "unknown")) unclear.push(event);
    left = after;
  }
  const events = changes.map(({ event }) => event);
  return {
    policy: first.policy,
    packageIds: new Set(events.flatMap(({ packages }) => packages.map(({ id }) => id))),
    windows: windowsOf(events, ({ id }) => steps.get(id) ?? 0),
    unclear,
  };
}

function violationOf({ policy, windows }: History, grants: readonly GovernanceEvent[]): Violation | null {
  const granted = windows.flatMap((window) =>
    grantsWithin(
      window,
      grants.filter((grant) => grant.policy?.id === policy.id),
    ),
  );
  const isRestored = windows.every(({ closed }) => closed !== null);
  const isToggle = windows.some(({ closed }) => closed !== null);
  if (granted.length === 0 && !isToggle) return null;
  const holders = granted.map(({ beneficiary }) => beneficiary?.displayName ?? "somebody");
  return {
    principal: null,
    subject: policy,
    adjustments: adjustmentsOf(granted.length > 0, isRestored),
    message: `${windows.map((window) => wordsOf(policy, window)).join("; ")}; ${granted.length === 0 ? "no request was granted in that time" : `meanwhile ${quoted(holders)} got access unapproved`}`,
    evidence: [...windows.flatMap(({ opened, closed }) => [opened, closed ?? []].flat()), ...granted].map(
      ({ evidence }) => evidence,
    ),
  };
}

function adjustmentsOf(hasGrant: boolean, isRestored: boolean): readonly Adjustment[] {
  const unused: Adjustment = { steps: -1, because: "nobody was granted anything meanwhile" };
  const asking: Adjustment = { steps: -1, because: "approval is asked for again" };
  const lasting: Adjustment = { steps: -1, because: "approval is still off: a lasting change, not one put back" };
  if (!hasGrant) return [unused, isRestored ? asking : lasting];
  return isRestored ? [] : [lasting];
}

function wordsOf({ name }: ObjectRef, { opened, closed }: ControlWindow): string {
  const loosened = `${opened.actor.name} switched approval off in policy "${name}" on ${when(opened)}`;
  return closed === null ? loosened : `${loosened} and ${closed.actor.name} on again on ${when(closed)}`;
}

function undecidedOf({ policy, packageIds, windows, unclear }: History, grants: readonly GovernanceEvent[]) {
  const isMaybe = ({ policy: by, packages }: GovernanceEvent): boolean => {
    const isToldApart = packageIds.size > 0 && packages.length > 0;
    return by === null && (!isToldApart || packages.some(({ id }) => packageIds.has(id)));
  };
  const maybe = windows.some((window) => grantsWithin(window, grants.filter(isMaybe)).length > 0);
  return [
    ...unclear.map((event) => `whether policy "${policy.name}" asked for approval before ${when(event)} is not logged`),
    ...(maybe ? [`whether a request was granted by policy "${policy.name}" while it asked for no approval`] : []),
  ];
}
