import type { AccessModel } from "../access/access-model.ts";
import { type Membership, memberships, type Principal } from "../domain/access.ts";
import type { OutcomeKind, Side } from "../domain/assessment.ts";
import type { SectionCoverage } from "../domain/sections.ts";
import type { Conflict } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { inAny, inMoreThan, type Scratch } from "./kernel/match.ts";

/**
 * A principal that holds more of a conflict's duties than allowed, or may come to, and every way in which it holds each.
 * `exposure` is `active` where what is held actively is too much by itself, else the weakest membership that it takes.
 */
export type DualHolder = {
  readonly principal: Principal;
  readonly sides: readonly Side[];
  readonly exposure: Membership;
};

/** Holds too much now, or whenever it likes: what is pending or ahead can still be stopped. */
export function isViolation({ exposure }: Pick<DualHolder, "exposure">): boolean {
  return exposure === "active" || exposure === "eligible";
}

/** What judging a conflict came to. `reason` says what is missing wherever the answer is not whole. */
export type JudgedConflict = {
  readonly conflict: Conflict;
  readonly outcome: Exclude<OutcomeKind, "errored">;
  /** Those of every exposure; the outcome is that of those who violate it. */
  readonly holders: readonly DualHolder[];
  /** How many hold at least one of its duties: those who were looked at. */
  readonly examined: number;
  readonly reason?: string;
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
  const unbound = conflict.duties.filter((duty) => duty.unbound);
  if (unbound.length > 0) {
    const names = unbound.map(({ id }) => id).join(", ");
    return { conflict, outcome: "not-applicable", holders: [], examined: 0, reason: `nothing is bound to ${names}` };
  }

  const gaps = gapsOf({ ...bound, duties: conflict.duties }, model, coverage);
  const blocking = [...conflict.duties.flatMap(({ problems }) => problems), ...gaps.unread];
  if (blocking.length > 0)
    return { conflict, outcome: "inconclusive", holders: [], examined: 0, reason: blocking.join("; ") };

  const { holders, examined } = match(conflict, model, scratch);
  const reason = gaps.partial.length === 0 ? {} : { reason: `there may be more: ${gaps.partial.join("; ")}` };
  if (holders.some(isViolation)) return { conflict, outcome: "violated", holders, examined, ...reason };
  if (gaps.partial.length > 0)
    return { conflict, outcome: "inconclusive", holders, examined, reason: gaps.partial.join("; ") };
  return { conflict, outcome: "satisfied", holders, examined };
}

type Gaps = { readonly unread: readonly string[]; readonly partial: readonly string[] };

/** Duties as they were bound, with the sections that names were looked for in. */
export type SoughtDuties = Pick<BoundConflict, "unread" | "foundByName"> & Pick<Conflict, "duties">;

/** What stands in the way of telling who holds the duties, and what of telling that nobody else does. */
export function gapsOf(
  { duties, unread, foundByName }: SoughtDuties,
  model: AccessModel,
  coverage: readonly SectionCoverage[],
): Gaps {
  const sources = duties.flatMap(({ points }) => points.map((point) => model.sources(point)));
  const sections = new Set([...unread, ...foundByName, ...sources.flatMap((source) => source.sections)]);
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

function match(
  { duties, atMost }: Conflict,
  model: AccessModel,
  scratch: Scratch,
): { readonly holders: readonly DualHolder[]; readonly examined: number } {
  const held = ({ points }: Conflict["duties"][number]): Uint32Array =>
    inAny(
      points.map((point) => model.everyHolder(point)),
      scratch,
    );
  const lists = duties.map(held);
  const holders = Array.from(inMoreThan(atMost, lists, scratch), (number) => {
    const principal = model.principals.at(number);
    const sides = duties
      .map(({ id, title, points }) => ({
        duty: id,
        title,
        holdings: points.flatMap((point) => model.holdings(principal.id, point)),
      }))
      .filter(({ holdings }) => holdings.length > 0);
    return { principal, sides, exposure: exposureOf(sides, atMost) };
  });
  return { holders, examined: inAny(lists, scratch).length };
}

/** Each duty counts by the holding that is nearest to being active; it takes one duty more than allowed. */
function exposureOf(sides: readonly Side[], atMost: number): Membership {
  const strengths = sides.map(({ holdings }) =>
    Math.min(...holdings.map(({ membership }) => memberships.indexOf(membership))),
  );
  const exposure = memberships[strengths.sort((a, b) => a - b)[atMost] ?? -1];
  if (exposure === undefined) throw new RangeError(`${sides.length} duties held do not exceed ${atMost}`);
  return exposure;
}
