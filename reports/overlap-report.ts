import type { AssessedConflict, Declaration, Finding } from "../src/domain/assessment.ts";
import type { Plan, PlanAction } from "../src/domain/plan.ts";
import { chainOf } from "../src/report-kit/chain.ts";
import { counted } from "../src/report-kit/conclusion.ts";
import { outcomeFormats, type Paint, painter } from "../src/report-kit/terminal.ts";
import { visibleLine } from "../src/report-kit/visible-text.ts";

type End = { readonly id: string; readonly kind: string; readonly name: string };

export type OverlapReport = {
  readonly ends: readonly [End, End];
  readonly conflict: AssessedConflict;
  readonly findings: readonly Finding[];
  readonly declarations: readonly Declaration[];
  readonly plan: Plan;
  /** What the tenant's own answer came to; null where it was not asked. */
  readonly crossCheck: string | null;
  readonly colour: boolean;
};

/** One pair on one screen: who holds both and how, whether it is declared, and what to revoke first. */
export function overlapReport({
  ends,
  conflict,
  findings,
  declarations,
  plan,
  crossCheck,
  colour,
}: OverlapReport): string {
  const paint = painter(colour);
  const [a, b] = ends.map(({ name }) => `"${visibleLine(name)}"`);
  return [
    paint(["bold", outcomeFormats[conflict.outcome]], answerOf(conflict, findings.length, a ?? "", b ?? "")),
    ...(conflict.reason === undefined ? [] : [`  ${visibleLine(conflict.reason)}`]),
    ...findings.flatMap((finding) => holderLines(finding, plan, paint)),
    "",
    ...directionLines(ends, declarations),
    ...(crossCheck === null ? [] : [visibleLine(crossCheck)]),
  ].join("\n");
}

function answerOf({ outcome }: AssessedConflict, holders: number, a: string, b: string): string {
  if (holders > 0) return `${counted(holders, "person holds", "people hold")} both ${a} and ${b}`;
  return outcome === "satisfied"
    ? `Nobody holds both ${a} and ${b}`
    : `It is not known whether anybody holds both ${a} and ${b}`;
}

function holderLines({ id, principal, sides }: Finding, { actions, cannotFix }: Plan, paint: Paint): readonly string[] {
  const revoke = actions.filter(({ ends }) => ends.includes(id));
  const stuck = cannotFix.filter(({ finding }) => finding === id);
  const name = `${visibleLine(principal?.displayName ?? "")} ${paint("dim", visibleLine(principal?.userPrincipalName ?? principal?.id ?? ""))}`;
  return [
    "",
    name,
    ...(sides ?? []).flatMap(({ title, holdings }) =>
      holdings.map(
        (holding) =>
          `  ${visibleLine(title)}: ${chainOf(holding)
            .map((hop) => visibleLine(hop.name))
            .join(" > ")}${sinceOf(holding.from)}${untilOf(holding.until)}`,
      ),
    ),
    ...revoke.map((action) => paint("yellow", `  revoke: ${revocationOf(action)}`)),
    ...stuck.map(({ reason, whoCan }) =>
      paint("magenta", `  cannot be revoked through Graph: ${visibleLine(reason)}; ${visibleLine(whoCan)} can`),
    ),
  ];
}

function revocationOf({ kind, accessPoint }: PlanAction): string {
  const name = `"${visibleLine(accessPoint.name)}"`;
  switch (kind) {
    case "removeAssignment":
      return `the assignment to ${name}`;
    case "removeGroupMember":
      return `the membership in ${name}`;
    case "removeGroupEligibility":
      return `the right to activate the membership in ${name}`;
    case "removeAppRoleAssignment":
      return `the app role ${name}`;
  }
}

function sinceOf(from: string | null): string {
  return from === null ? "" : `, since ${from.slice(0, 10)}`;
}

function untilOf(until: string | null): string {
  return until === null ? "" : `, ends by itself on ${until.slice(0, 10)}`;
}

function directionLines(ends: readonly [End, End], declarations: readonly Declaration[]): readonly string[] {
  const [a, b] = ends;
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]) => {
    if (from === undefined || to === undefined || from.kind !== "accessPackage") return [];
    const declared = declarations.some((declaration) => declaration.from === from.id && declaration.to === to.id);
    const held = `holders of "${visibleLine(to.name)}"`;
    const asked = `"${visibleLine(from.name)}"`;
    return [
      declared
        ? `Declared: ${held} cannot request ${asked}`
        : `Not declared: ${held} can request ${asked}, unless another control stops them`,
    ];
  });
}
