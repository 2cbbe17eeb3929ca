import { hullOf, overlapOf } from "../access/span.ts";
import { declarationHistoryFacts } from "../assess/facts/declaration-history-facts.ts";
import { declaredConflictId } from "../conflicts/declared.ts";
import { type Holding, memberships, type Principal } from "../domain/access.ts";
import type { Finding, Side } from "../domain/assessment.ts";
import type { Overlap, OverlapHolder, Standing } from "../domain/overlap.ts";
import type { Person } from "../domain/person.ts";
import type { Plan } from "../domain/plan.ts";
import type { SectionName } from "../domain/sections.ts";
import { activeSides } from "../rule-kit/active-holders.ts";
import { type EnforcementKind, enforcementOf } from "../rule-kit/enforcement.ts";
import { overlapConflictId } from "./ends.ts";
import { healingBy } from "./healing.ts";
import { declarationSections, gapsIn, type JudgedPair } from "./pair.ts";

type Holder = Pick<OverlapHolder, "principal" | "sides" | "exposure"> & { readonly person?: Person };

/** Everybody who holds both, or will: nearest to holding them first, then by name. */
export function overlapHolders(
  pair: JudgedPair,
  findings: readonly Finding[],
  plan: Plan,
): Pick<Overlap, "holders" | "unknown"> {
  const standing = standingIn(pair);
  const healing = healingBy(pair);
  const revoke = revocationsBy(plan);
  const found = new Map(findings.filter(isOfPair).map((finding) => [subjectOf(finding), finding.id]));
  const all: readonly Holder[] = [
    ...pair.judged.holders,
    ...pair.judged.joint.map((one) => ({ principal: null, ...one })),
  ];
  const holders = all.map((holder): OverlapHolder => {
    const finding = found.get(subjectOf(holder)) ?? null;
    return {
      ...holder,
      since: sinceOf(holder),
      healing: healing(accountsOf(holder)),
      standing: standing?.(holder) ?? null,
      ...revoke(finding),
    };
  });
  const told: readonly SectionName[] = [
    "policyList",
    "policies",
    "assignmentRequests",
    ...(standing === null ? [] : standingSections),
  ];
  return { holders: holders.toSorted(byExposure), unknown: holders.length === 0 ? [] : gapsIn(pair.snapshot, told) };
}

function isOfPair({ conflict }: Finding): boolean {
  return conflict === overlapConflictId;
}

/** Accounts and persons are found apart, though a person may go by an account's id. */
function subjectOf({ principal, person }: Pick<Finding, "principal" | "person">): string {
  return person === undefined ? `account ${principal?.id}` : `person ${person.id}`;
}

function revocationsBy({ actions, cannotFix }: Plan): (finding: string | null) => Revocations {
  const ending = Map.groupBy(
    actions.flatMap((action) => action.ends.map((finding) => ({ finding, action }))),
    ({ finding }) => finding,
  );
  const stuck = Map.groupBy(cannotFix, ({ finding }) => finding);
  return (finding) => ({
    revoke: (ending.get(finding ?? "") ?? []).map(({ action }) => action),
    cannotRevoke: stuck.get(finding ?? "") ?? [],
  });
}

type Revocations = Pick<OverlapHolder, "revoke" | "cannotRevoke">;

function accountsOf({ principal, person }: Holder): readonly Principal[] {
  return person?.principals ?? (principal === null ? [] : [principal]);
}

function byExposure(a: OverlapHolder, b: OverlapHolder): number {
  const nearer = memberships.indexOf(a.exposure) - memberships.indexOf(b.exposure);
  return nearer || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function nameOf(holder: Holder): string {
  return accountsOf(holder)
    .map(({ displayName, id }) => `${displayName} ${id}`)
    .join(" ");
}

/** By what is no further from being held than both are together: each side from the first of its paths. */
function sinceOf({ sides, exposure }: Holder): string | null {
  const isNear = ({ membership }: Holding): boolean => memberships.indexOf(membership) <= memberships.indexOf(exposure);
  const begins = sides.map(({ holdings }) => hullOf(holdings.filter(isNear)));
  return begins.some(({ from }) => from === null) ? null : overlapOf(begins).from;
}

/** How far apart the log's clock and that of assignments may be, as the rules about declarations have it. */
const tolerance = "PT1H";

const standingOf = {
  grandfathered: "grandfathered",
  late: "post-enforcement",
  toggled: "post-enforcement",
  undeclared: "undeclared",
  unknown: "indeterminate",
} as const satisfies Record<EnforcementKind, Standing>;

const standingSections: readonly SectionName[] = [...declarationSections, "auditEvents"];

/** Null where no end is declared against the other. Of a declared group the audit trail tells nothing that is read here. */
function standingIn({ snapshot, ends, declarations }: JudgedPair): ((holder: Holder) => Standing | null) | null {
  const ids = new Set(ends.map(({ point }) => point.id));
  const declared = declarations.find(({ from, to }) => ids.has(from) && ids.has(to));
  if (declared === undefined && gapsIn(snapshot, declarationSections).length === 0) return null;
  const histories = declarationHistoryFacts({ snapshot });
  const history = declared === undefined ? undefined : histories.get(declaredConflictId(declared));
  return ({ sides, exposure, person }) => {
    if (exposure !== "active" || person !== undefined) return null;
    const held: readonly Side[] = activeSides(sides);
    return standingOf[enforcementOf(held, history, snapshot.auditTrail.seen, tolerance).kind];
  };
}
