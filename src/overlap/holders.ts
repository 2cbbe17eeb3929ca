import { hullOf, overlapOf } from "../access/span.ts";
import { declarationHistoryFacts } from "../assess/facts/declaration-history-facts.ts";
import { declaredConflictId } from "../conflicts/declared.ts";
import { type Holding, memberships, type Principal } from "../domain/access.ts";
import type { Finding, Side } from "../domain/assessment.ts";
import type { Overlap, OverlapHolder, Standing } from "../domain/overlap.ts";
import type { Person } from "../domain/person.ts";
import type { Plan } from "../domain/plan.ts";
import { activeSides } from "../rule-kit/active-holders.ts";
import { type EnforcementKind, enforcementOf } from "../rule-kit/enforcement.ts";
import { overlapConflictId } from "./ends.ts";
import { healingBy } from "./healing.ts";
import { gapsIn, type JudgedPair } from "./pair.ts";

type Holder = Pick<OverlapHolder, "principal" | "sides" | "exposure"> & { readonly person?: Person };

/** Everybody who holds both, or will: nearest to holding them first, then by name. */
export function overlapHolders(
  pair: JudgedPair,
  findings: readonly Finding[],
  plan: Plan,
): Pick<Overlap, "holders" | "unknown"> {
  const standing = standingIn(pair);
  const heals = healingBy(pair);
  const all: readonly Holder[] = [
    ...pair.judged.holders,
    ...pair.judged.joint.map((one) => ({ principal: null, ...one })),
  ];
  const holders = all.map((holder): OverlapHolder => {
    const finding = findings.find((candidate) => isAbout(candidate, holder))?.id;
    return {
      ...holder,
      since: sinceOf(holder),
      heals: heals(accountsOf(holder)),
      standing: standing?.(holder) ?? null,
      revoke: plan.actions.filter(({ ends }) => finding !== undefined && ends.includes(finding)),
      cannotRevoke: plan.cannotFix.filter((stuck) => stuck.finding === finding),
    };
  });
  const told = [...(standing === null ? [] : (["auditEvents"] as const)), "policies" as const];
  return { holders: holders.toSorted(byExposure), unknown: holders.length === 0 ? [] : gapsIn(pair.snapshot, told) };
}

function isAbout({ conflict, principal, person }: Finding, holder: Holder): boolean {
  if (conflict !== overlapConflictId) return false;
  return holder.person === undefined ? principal?.id === holder.principal?.id : person?.id === holder.person.id;
}

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

/** Null where no end is declared against the other. Of a declared group the audit trail tells nothing that is read here. */
function standingIn({ snapshot, ends, declarations }: JudgedPair): ((holder: Holder) => Standing | null) | null {
  const ids = new Set(ends.map(({ point }) => point.id));
  const declared = declarations.find(({ from, to }) => ids.has(from) && ids.has(to));
  if (declared === undefined) return null;
  const history = declarationHistoryFacts({ snapshot }).get(declaredConflictId(declared));
  return ({ sides, exposure, person }) => {
    if (exposure !== "active" || person !== undefined) return null;
    const held: readonly Side[] = activeSides(sides);
    return standingOf[enforcementOf(held, history, snapshot.auditTrail.seen, tolerance).kind];
  };
}
