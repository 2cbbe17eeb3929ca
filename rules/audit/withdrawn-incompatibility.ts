import type { ObjectRef } from "../../src/domain/access.ts";
import type { GovernanceEvent } from "../../src/domain/governance-event.ts";
import { auditTrail, changeControl, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { type ControlWindow, grantsWithin, windowsOf } from "../../src/rule-kit/control-window.ts";
import { quoted, when } from "../../src/rule-kit/event-words.ts";
import { defineRule, type Adjustment, type Violation } from "../../src/rule-kit/rule.ts";

export const withdrawnIncompatibility = defineRule({
  meta: {
    id: "withdrawn-incompatibility",
    code: "AUD-004",
    title: "Incompatibilities that were withdrawn, for good or for a while",
    rationale: "While the declaration is gone Entra lets anybody have both sides, and nothing shows it afterwards.",
    remedy:
      "Declare the incompatibility again unless a change record covers it, and check who was granted a side meanwhile.",
    severity: "critical",
    references: [...changeControl, ...separationOfDuties, ...auditTrail],
    falsePositives: "A change that was recorded and approved.",
    needs: ["governanceTrail"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ governanceTrail: { events, doubts } }) {
    const changes = events.filter(({ deed }) => deed === "declared" || deed === "withdrawn");
    const pairs = Map.groupBy(changes, conflictOf);
    const grants = Map.groupBy(events.filter(isGrant), pointOf);
    return {
      examined: pairs.size,
      violations: [...pairs].flatMap(([conflict, changesOfPair]) => {
        const windows = windowsOf(changesOfPair, ({ deed }) => (deed === "withdrawn" ? 1 : -1));
        const [first] = windows;
        return first === undefined ? [] : [violationOf(conflict, endsOf(first.opened), windows, grants)];
      }),
      undecided: doubts.entitlement,
    };
  },
});

function isGrant({ deed }: GovernanceEvent): boolean {
  return ["assignedDirectly", "autoApproved", "fulfilled", "memberAdded"].includes(deed);
}

function pointOf({ deed, packages, groups }: GovernanceEvent): string {
  return (deed === "memberAdded" ? groups : packages)[0]?.id ?? "";
}

function endsOf({ packages, groups }: GovernanceEvent): readonly ObjectRef[] {
  return [...packages.toSorted((a, b) => (a.id < b.id ? -1 : 1)), ...groups];
}

/** The same whichever way round: the log's order of targets does not tell which package was the declaring one. */
function conflictOf(event: GovernanceEvent): string {
  return `declared/${endsOf(event)
    .map(({ id }) => id)
    .join("/")}`;
}

function violationOf(
  conflict: string,
  ends: readonly ObjectRef[],
  windows: readonly ControlWindow[],
  grants: ReadonlyMap<string, readonly GovernanceEvent[]>,
): Violation {
  const ofSides = ends.flatMap(({ id }) => grants.get(id) ?? []);
  const granted = windows.flatMap((window) => grantsWithin(window, ofSides));
  const holders = granted.map(({ beneficiary }) => beneficiary?.displayName ?? "somebody");
  const isRestored = windows.every(({ closed }) => closed !== null);
  return {
    principal: null,
    ...(ends[0] === undefined ? {} : { subject: ends[0] }),
    conflict,
    adjustments: granted.length > 0 ? [] : milder(isRestored),
    message: `${windows.map((window) => wordsOf(window, ends)).join("; ")}; ${granted.length === 0 ? "no grant of a side is logged in that time" : `meanwhile ${quoted(holders)} got a side`}`,
    evidence: [...windows.flatMap(({ opened, closed }) => [opened, closed ?? []].flat()), ...granted].map(
      ({ evidence }) => evidence,
    ),
  };
}

function milder(isRestored: boolean): readonly Adjustment[] {
  const nobody: Adjustment = { steps: -1, because: "nobody was granted a side meanwhile" };
  return isRestored ? [nobody, { steps: -1, because: "it was declared again" }] : [nobody];
}

function wordsOf({ opened, closed }: ControlWindow, ends: readonly ObjectRef[]): string {
  const withdrawn = `${opened.actor.name} withdrew the incompatibility of ${quoted(ends.map(({ name }) => name)) || "two packages"} on ${when(opened)}`;
  return closed === null
    ? `${withdrawn} and nobody declared it again`
    : `${withdrawn}, and ${closed.actor.name} declared it again on ${when(closed)}`;
}
