import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { OutcomeKind } from "../domain/assessment.ts";
import type { SectionCoverage, SectionName } from "../domain/sections.ts";
import { type BoundDuty, type Conflict, isApplicable, unboundSides } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { scopedBy } from "./scope.ts";
import { type DualHolder, dualHolderOf, isViolation } from "./dual-holder.ts";
import { dutyHolders } from "./duty.ts";
import { inAll, inAny, type Scratch } from "./kernel/match.ts";
import { matchConflict } from "./matching.ts";
import { type Joint, jointlyHeld } from "./people.ts";
import { smallTeamOf, type TeamMember } from "./team.ts";

/**
 * What judging a conflict came to, account by account, and who exceeds it by several accounts only. `reason` says what is
 * missing wherever the answer for accounts is not whole.
 */
export type JudgedConflict = Joint & {
  readonly conflict: Conflict;
  readonly outcome: Exclude<OutcomeKind, "errored">;
  /** Those of every exposure; the outcome is that of those who violate it. */
  readonly holders: readonly DualHolder[];
  /** The fewest people who hold all sides together, where that is fewer than the conflict demands. */
  readonly team: readonly TeamMember[];
  /** How many hold at least one of its duties: those who were looked at. */
  readonly examined: number;
  readonly reason?: string;
  /** Of the reason, what could change the answer; the rest is said for the record. */
  readonly doubt?: string;
};

/**
 * Judges one conflict by what its access points are read from, and nothing else. What is wholly unread, or cannot be found,
 * leaves it inconclusive; where something was partly read, or tells only of those who may come to hold a duty, whoever is
 * found stands, and "nobody" is inconclusive.
 */
export function judgeConflict(
  bound: BoundConflict,
  model: AccessModel,
  coverage: readonly SectionCoverage[],
  scratch: Scratch,
): JudgedConflict {
  const { conflict } = bound;
  const unjudged = { conflict, holders: [], team: [], joint: [], unclear: [], examined: 0 };
  if (!isApplicable(conflict))
    return { ...unjudged, outcome: "not-applicable", reason: `nothing is bound to ${idsOf(unboundSides(conflict))}` };

  const gaps = gapsOf({ ...bound, duties: conflict.duties }, model, coverage);
  const blocking = [...conflict.duties.flatMap(({ problems }) => problems), ...gaps.unread];
  if (blocking.length > 0) return { ...unjudged, outcome: "inconclusive", ...doubtful(blocking.join("; ")) };

  const { undecided, ...found } = match(bound, model, scratch);
  const partial = [...gaps.partial, ...undecided];
  const left = conflict.duties.filter((duty) => duty.unbound);
  const remarks = left.length === 0 ? [] : [`judged without ${idsOf(left)}, to which nothing is bound`];
  const isViolated = found.holders.some(isViolation) || found.team.length > 0;
  if (partial.length > 0) {
    const doubt = isViolated ? `there may be more: ${partial.join("; ")}` : partial.join("; ");
    return { conflict, outcome: isViolated ? "violated" : "inconclusive", ...found, ...doubtful(doubt, remarks) };
  }
  const reason = remarks.length === 0 ? {} : { reason: remarks.join("; ") };
  return { conflict, outcome: isViolated ? "violated" : "satisfied", ...found, ...reason };
}

function doubtful(doubt: string, remarks: readonly string[] = []): Pick<JudgedConflict, "reason" | "doubt"> {
  return { reason: [doubt, ...remarks].join("; "), doubt };
}

function idsOf(duties: readonly BoundDuty[]): string {
  return duties.map(({ id }) => id).join(", ");
}

type Gaps = { readonly unread: readonly string[]; readonly partial: readonly string[] };

/** Duties as they were bound, with the sections that names were looked for in, and whom they are asked about. */
export type SoughtDuties = Pick<BoundConflict, "unread" | "foundByName" | "scope"> & Pick<Conflict, "duties">;

/** What stands in the way of telling who holds the duties, and what of telling that nobody else does. */
export function gapsOf(
  { duties, unread, foundByName, scope }: SoughtDuties,
  model: AccessModel,
  coverage: readonly SectionCoverage[],
): Gaps {
  const sources = duties.flatMap(({ points }) => points.map((point) => model.sources(point)));
  const scoping: readonly SectionName[] = scope === null ? [] : ["users"];
  const sections = new Set([...unread, ...foundByName, ...scoping, ...sources.flatMap((source) => source.sections)]);
  const incomplete = coverage.filter(({ section, status }) => sections.has(section) && status !== "complete");
  const isUnread = ({ section, read }: SectionCoverage): boolean => read === 0 || unread.includes(section);
  const potential = new Set(sources.flatMap((source) => source.potential)).difference(sections);
  const unknown = coverage.filter(({ section, status }) => potential.has(section) && status !== "complete");
  const blind = new Set(sources.flatMap((source) => source.blind ?? []));
  return {
    unread: incomplete.filter(isUnread).map(describeGap),
    partial: [...incomplete.filter((section) => !isUnread(section)), ...unknown].map(describeGap).concat(...blind),
  };
}

/** One line on a section that is not whole, and what would unlock it. */
export function describeGap({ section, status, reason, missingPermission }: SectionCoverage): string {
  const unlock = missingPermission === undefined ? "" : `; grant ${missingPermission}`;
  return `${section} was ${status === "failed" ? "not read to the end" : status} (${reason ?? "no reason given"}${unlock})`;
}

type Found = Pick<JudgedConflict, "holders" | "team" | "examined" | "joint" | "unclear"> & {
  /** Who would be caught if the conflict applied to them, which cannot be told. */
  readonly undecided: readonly string[];
};

function match(bound: BoundConflict, model: AccessModel, scratch: Scratch): Found {
  const { conflict, scope } = bound;
  if (conflict.people !== null) return { holders: [], joint: [], unclear: [], ...smallTeamOf(bound, model, scratch) };

  const everyHolder = once(model.everyHolder);
  const holdersOf = holdersIn(conflict, everyHolder, scratch);
  const holderAt = (account: number): DualHolder => dualHolderOf(account, conflict, model, everyHolder);
  if (scope === null) {
    const { holders, examined } = matchConflict(conflict, holdersOf, scratch);
    const joint = jointlyHeld(conflict, holdersOf, model, scratch);
    return {
      holders: Array.from(holders, holderAt),
      team: [],
      examined,
      undecided: [],
      ...joint,
    };
  }

  const anyone = inAny(
    conflict.duties.map(({ id }) => holdersOf(id)),
    scratch,
  );
  const { within, unknown } = scopedBy(scope, anyone, model.principals);
  const among =
    (accounts: Uint32Array) =>
    (duty: string): Uint32Array =>
      inAll([holdersOf(duty), accounts], scratch);
  const found = matchConflict(conflict, among(within), scratch);
  const unclear = Array.from(matchConflict(conflict, among(unknown), scratch).holders, holderAt);
  return {
    holders: Array.from(found.holders, holderAt),
    team: [],
    examined: found.examined,
    ...jointlyHeld(conflict, among(within), model, scratch),
    undecided: unclear
      .filter(isViolation)
      .map(({ principal }) => `whether it applies to ${principal.displayName} cannot be told`),
  };
}

type EveryHolder = AccessModel["everyHolder"];

/** The lists of one conflict's points, for as long as it is judged. */
function once(everyHolder: EveryHolder): EveryHolder {
  const lists = new Map<HeldPoint, Uint32Array>();
  return (point) => {
    const list = lists.get(point) ?? everyHolder(point);
    lists.set(point, list);
    return list;
  };
}

/** Those of any membership, because a person may come to hold too much. */
function holdersIn({ duties }: Conflict, everyHolder: EveryHolder, scratch: Scratch): (duty: string) => Uint32Array {
  const lists = new Map(duties.map((duty) => [duty.id, dutyHolders(duty, everyHolder, scratch)]));
  return (duty) => lists.get(duty) ?? new Uint32Array();
}
