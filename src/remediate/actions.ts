import type { AccessModel } from "../access/access-model.ts";
import type { PlanAction } from "../domain/plan.ts";
import { type Choice, isRevoked } from "./choose.ts";
import { type Cut, cutKey, distinct } from "./cut.ts";
import { requestsFor } from "./requests.ts";

/** How an alternative to a choice reads: what dropping the other side would take. */
export type Alternative = (choice: Choice) => string | null;

/**
 * The actions behind the choices, each cut once. Assignments end in the first wave, because what they granted goes with
 * them; what remains of a person's paths is cut in the second.
 */
export function actionsOf(
  choices: readonly Choice[],
  base: string,
  model: AccessModel,
  alternative: Alternative,
): readonly PlanAction[] {
  const byCut = Map.groupBy(
    choices.flatMap((choice) => choice.cuts.map((cut) => ({ cut, choice }))),
    ({ cut }) => cutKey(cut),
  );
  const drafts = [...byCut.values()].flatMap((uses) => {
    const choices = uses.map(({ choice }) => choice);
    return distinct(uses.map(({ cut }) => cut)).map((cut) => ({ cut, choices }));
  });
  const ordered = drafts.sort((a, b) => waveOf(a.cut) - waveOf(b.cut) || (sortKey(a.cut) < sortKey(b.cut) ? -1 : 1));
  const idOf = new Map(ordered.map(({ cut }, index) => [cutKey(cut), `A${String(index + 1).padStart(3, "0")}`]));
  const firstWave = Map.groupBy(
    ordered.filter(({ cut }) => waveOf(cut) === 1),
    ({ cut }) => cut.principalId,
  );

  return ordered.map(({ cut, choices: uses }): PlanAction => {
    const { request, rollback } = requestsFor(cut, base, model);
    const before = waveOf(cut) === 1 ? [] : (firstWave.get(cut.principalId) ?? []);
    const [main] = uses;
    if (main === undefined) throw new RangeError(`the cut ${cutKey(cut)} serves no violation`);
    const principal = main.violation.accounts.find(({ id }) => id === cut.principalId) ?? main.violation.principal;
    return {
      id: idOf.get(cutKey(cut)) ?? "",
      wave: waveOf(cut),
      dependsOn: before.map((draft) => idOf.get(cutKey(draft.cut)) ?? ""),
      kind: cut.kind,
      principal,
      accessPoint: cut.accessPoint,
      request,
      precondition: preconditionOf(cut, principal.displayName),
      postcondition: postconditionOf(cut, principal.displayName),
      rollback: { request: rollback, validUntil: "the incompatibility is declared" },
      ends: [...new Set(uses.map(({ violation }) => violation.findingId))].sort(),
      dutyDropped: main.dropped.map(({ title }) => title).join(", "),
      dutyKept: keptBy(main).join(", "),
      why: whyOf(main),
      alternative: alternative(main),
      collateral: cut.collateral,
    };
  });
}

function waveOf({ kind }: Cut): number {
  return kind === "removeAssignment" ? 1 : 2;
}

function sortKey(cut: Cut): string {
  return `${cut.principalId} ${cutKey(cut)}`;
}

function keptBy({ violation, dropped }: Choice): readonly string[] {
  return violation.held.filter((duty) => !dropped.includes(duty)).map(({ title }) => title);
}

function whyOf({ violation: { conflict }, dropped, because }: Choice): string {
  const named = dropped.find(({ id }) => isRevoked(id, conflict));
  if (named !== undefined) return `${conflict.id} names "${named.title}" as the side to give up`;
  const merit = because === "cost" ? "costs least" : "leaves every duty with the holders it needs";
  return `${conflict.id} names no side; giving up "${dropped.map(({ title }) => title).join(", ")}" ${merit}`;
}

function preconditionOf({ kind, accessPoint }: Cut, person: string): string {
  switch (kind) {
    case "removeAssignment":
      return `${person}'s assignment to "${accessPoint.name}" is delivered`;
    case "removeGroupMember":
      return `${person} is a direct member of "${accessPoint.name}"`;
    case "removeGroupEligibility":
      return `${person} may activate the membership in "${accessPoint.name}"`;
    case "removeAppRoleAssignment":
      return `${person} is assigned the app role ${accessPoint.name}`;
  }
}

function postconditionOf({ kind, accessPoint }: Cut, person: string): string {
  switch (kind) {
    case "removeAssignment":
      return `the request is delivered, ${person}'s assignment to "${accessPoint.name}" is expired, and what only it granted is gone`;
    case "removeGroupMember":
      return `${person} is no direct member of "${accessPoint.name}"`;
    case "removeGroupEligibility":
      return `${person} may not activate the membership in "${accessPoint.name}"`;
    case "removeAppRoleAssignment":
      return `${person} is not assigned the app role ${accessPoint.name}`;
  }
}
