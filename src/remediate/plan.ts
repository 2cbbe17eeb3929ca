import { createHash } from "node:crypto";
import type { Judgement } from "../assess/assess.ts";
import { judgeTenant } from "../assess/judge-tenant.ts";
import { dutiesBySide } from "../conflicts/conflict.ts";
import { isViolation } from "../conflicts/dual-holder.ts";
import { type JudgedConflict } from "../conflicts/judge.ts";
import type { Pack } from "../conflicts/packs.ts";
import { addDuration } from "../domain/iso-duration.ts";
import type { CannotFix, Plan, PlanAction, ViolationCount } from "../domain/plan.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { actionsOf } from "./actions.ts";
import { type Choice, choose, lowerBoundOf, type Stuck } from "./choose.ts";
import { costOf, type Cut, distinct } from "./cut.ts";
import { cutsFor } from "./cuts.ts";
import { missingDeclarations } from "./declarations.ts";
import { withoutCuts } from "./simulate.ts";
import { keepStaffed } from "./staffing.ts";
import { type TenantLookup, tenantLookup } from "./tenant-lookup.ts";
import { type ViolationToEnd, violationsToEnd } from "./violations.ts";

/** How long a plan may be carried out before the tenant has to be read again. */
const lifetime = "P7D";

/**
 * The revocations that end the violations of a judgement: for each, every path to the side given up, or why it cannot be
 * done through Graph and who can. Proved on the snapshot, judged again without what is revoked.
 */
export function planFor(judgement: Judgement, snapshot: Snapshot, packs: readonly Pack[], createdAt: Date): Plan {
  const { assessment, model, judged } = judgement;
  const lookup = tenantLookup(snapshot);
  const violations = violationsToEnd(assessment, judged, model);
  const chosen = [...violations.values()].map((ofPerson) =>
    choose(ofPerson, (accounts, duty) => cutsFor(accounts, duty, model, lookup)),
  );
  const conflicts = judged.map(({ conflict }) => conflict);
  const staffed = keepStaffed(
    chosen.flatMap(({ choices }) => choices),
    conflicts,
    model,
  );
  const base = `${lookup.graphUrl}/v1.0`;
  const actions = actionsOf(staffed.choices, base, model, (choice) => alternativeTo(choice, judgement, lookup));

  const cuts = distinct(staffed.choices.flatMap((choice) => choice.cuts));
  const judgeWithout = (made: readonly Cut[]): readonly JudgedConflict[] =>
    judgeTenant(withoutCuts(snapshot, model, made), packs, model.asOf, model.persons.settings).judged;
  const after = judgeWithout(cuts);
  const judgedAfter = (made: readonly Cut[]): readonly JudgedConflict[] =>
    made.length === cuts.length ? after : judgeWithout(made);
  const kept = new Set(staffed.choices);
  const lowerBound = chosen.reduce((total, person) => total + lowerBoundOf(person, kept), 0);
  const stuck = [...chosen.flatMap((person) => person.stuck), ...staffed.stuck];

  return {
    schemaVersion: "1.0",
    planId: planIdOf(assessment.run.snapshotDigest, assessment.run.rulesDigest, actions),
    tenantId: assessment.run.tenantId,
    tenantName: assessment.run.tenantName,
    snapshotDigest: assessment.run.snapshotDigest,
    rulesDigest: assessment.run.rulesDigest,
    createdAt: createdAt.toISOString(),
    expiresAt: (addDuration(createdAt, lifetime) ?? createdAt).toISOString(),
    objective: {
      violations: [...violations.values()].flat().length,
      actions: actions.length,
      cost: costOf(cuts),
      optimal: lowerBound === costOf(cuts),
      lowerBound,
    },
    actions,
    cannotFix: [...stuck.filter(({ violation }) => isHeld(violation, after)), ...unproved(staffed.choices, after)].map(
      cannotFix,
    ),
    staffing: staffed.staffing,
    simulation: {
      before: countViolations(judged),
      after: countViolations(after),
      perWave: [1, 2].map((wave) => ({ wave, violations: countViolations(judgedAfter(cutsUpTo(wave, cuts))).total })),
    },
    declarations: missingDeclarations(judged, base),
  };
}

function cutsUpTo(wave: number, cuts: readonly Cut[]): readonly Cut[] {
  return wave > 1 ? cuts : cuts.filter(({ kind }) => kind === "removeAssignment");
}

function countViolations(judged: readonly JudgedConflict[]): ViolationCount {
  const counts = judged
    .map(({ conflict, holders, joint }) => {
      const certain = joint.filter(({ person }) => person.certainty === "certain");
      return [conflict.id, holders.filter(isViolation).length + certain.length] as const;
    })
    .filter(([, count]) => count > 0);
  return { total: counts.reduce((total, [, count]) => total + count, 0), byConflict: Object.fromEntries(counts) };
}

/** Some account of the person still holds too much, or all of them together. */
function isHeld({ conflict, accounts }: ViolationToEnd, judged: readonly JudgedConflict[]): boolean {
  const ids = new Set(accounts.map(({ id }) => id));
  const left = judged
    .filter((candidate) => candidate.conflict.id === conflict.id)
    .flatMap(({ holders, joint }) => [
      ...holders.filter(isViolation).map(({ principal }) => principal),
      ...joint.flatMap(({ person }) => (person.certainty === "certain" ? person.principals : [])),
    ]);
  return left.some(({ id }) => ids.has(id));
}

/** What was meant to end and, judged again, has not: said rather than hidden. */
function unproved(choices: readonly Choice[], after: readonly JudgedConflict[]): readonly Stuck[] {
  const left = choices.filter(({ violation }) => isHeld(violation, after));
  return left.map(({ violation }) => ({
    violation,
    obstacles: [
      {
        reason: "the simulation still finds both sides after the plan's actions",
        whoCan: "an identity engineer, by hand",
      },
    ],
  }));
}

function cannotFix({ violation: { findingId, principal, conflict }, obstacles }: Stuck): CannotFix {
  return {
    finding: findingId,
    principal,
    conflict: conflict.id,
    reason: [...new Set(obstacles.map(({ reason }) => reason))].join("; "),
    whoCan: [...new Set(obstacles.map(({ whoCan }) => whoCan))].join("; "),
  };
}

function alternativeTo({ violation, dropped }: Choice, { model }: Judgement, lookup: TenantLookup): string | null {
  const sides = dutiesBySide({ ...violation.conflict, duties: violation.held });
  const other = sides.find((side) => side.some((duty) => !dropped.includes(duty)));
  if (other === undefined) return null;
  const titles = other.map(({ title }) => title).join(", ");
  const sets = other.map((duty) => cutsFor(violation.accounts, duty, model, lookup));
  const [obstacle] = sets.flatMap(({ obstacles }) => obstacles);
  if (obstacle !== undefined) return `"${titles}" could not be given up through Graph: ${obstacle.reason}`;
  const cuts = sets.flatMap((set) => set.cuts);
  const revocations = distinct(cuts).length;
  return `give up "${titles}" instead: ${revocations} ${revocations === 1 ? "revocation" : "revocations"}, cost ${costOf(cuts)}`;
}

function planIdOf(snapshotDigest: string, rulesDigest: string, actions: readonly PlanAction[]): string {
  const content = JSON.stringify([snapshotDigest, rulesDigest, actions.map(({ request }) => request)]);
  return createHash("sha256").update(content).digest("hex").slice(0, 24);
}
