import type { AccessModel } from "../access/access-model.ts";
import type { Principal } from "../domain/access.ts";
import type { OutcomeKind, Side } from "../domain/assessment.ts";
import type { SectionCoverage } from "../domain/sections.ts";
import type { Conflict } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { inAny, inMoreThan, type Scratch } from "./kernel/match.ts";
import { type People, peopleOf, sidesOf } from "./people.ts";

/** A principal that holds more of a conflict's duties than allowed, and every way in which it holds each. */
export type DualHolder = { readonly principal: Principal; readonly sides: readonly Side[] };

/**
 * What judging a conflict came to, account by account, and who exceeds it by several accounts only. `reason` says what is
 * missing wherever the answer for accounts is not whole.
 */
export type JudgedConflict = People & {
  readonly conflict: Conflict;
  readonly outcome: Exclude<OutcomeKind, "errored">;
  readonly holders: readonly DualHolder[];
  /** How many hold at least one of its duties: those who were looked at. */
  readonly examined: number;
  readonly reason?: string;
};

/**
 * Judges one conflict by what its access points are read from, and nothing else. What is wholly unread, or cannot be found,
 * leaves it inconclusive; where something was partly read, whoever is found stands, and "nobody" is inconclusive.
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
    return { ...nobody(conflict), outcome: "not-applicable", reason: `nothing is bound to ${names}` };
  }

  const gaps = gapsOf(bound, model, coverage);
  const blocking = [...conflict.duties.flatMap(({ problems }) => problems), ...gaps.unread];
  if (blocking.length > 0) return { ...nobody(conflict), outcome: "inconclusive", reason: blocking.join("; ") };

  const matched = match(conflict, model, scratch);
  const reason = gaps.partial.length === 0 ? {} : { reason: `there may be more: ${gaps.partial.join("; ")}` };
  if (matched.holders.length > 0) return { conflict, outcome: "violated", ...matched, ...reason };
  if (gaps.partial.length > 0)
    return { conflict, outcome: "inconclusive", ...matched, reason: gaps.partial.join("; ") };
  return { conflict, outcome: "satisfied", ...matched };
}

type Matched = Pick<JudgedConflict, "holders" | "examined" | "people" | "unclear">;

function nobody(conflict: Conflict): Matched & { readonly conflict: Conflict } {
  return { conflict, holders: [], examined: 0, people: [], unclear: [] };
}

type Gaps = { readonly unread: readonly string[]; readonly partial: readonly string[] };

function gapsOf(
  { conflict, unread, foundByName }: BoundConflict,
  model: AccessModel,
  coverage: readonly SectionCoverage[],
): Gaps {
  const sources = conflict.duties.flatMap(({ points }) => points.map((point) => model.sources(point)));
  const sections = new Set([...unread, ...foundByName, ...sources.flatMap((source) => source.sections)]);
  const incomplete = coverage.filter(({ section, status }) => sections.has(section) && status !== "complete");
  const isUnread = ({ section, read }: SectionCoverage): boolean => read === 0 || unread.includes(section);
  const blind = new Set(sources.flatMap((source) => source.blind ?? []));
  return {
    unread: incomplete.filter(isUnread).map(describeGap),
    partial: [...incomplete.filter((section) => !isUnread(section)).map(describeGap), ...blind],
  };
}

/** One line on a section that is not whole, and what would unlock it. */
export function describeGap({ section, status, reason, missingPermission }: SectionCoverage): string {
  const unlock = missingPermission === undefined ? "" : `; grant ${missingPermission}`;
  return `${section} was ${status === "failed" ? "not read to the end" : status} (${reason ?? "no reason given"}${unlock})`;
}

function match(conflict: Conflict, model: AccessModel, scratch: Scratch): Matched {
  const { duties, atMost } = conflict;
  const lists = duties.map(({ points }) =>
    inAny(
      points.map((point) => model.holders(point)),
      scratch,
    ),
  );
  const holders = Array.from(inMoreThan(atMost, lists, scratch), (number) => {
    const principal = model.principals.at(number);
    return { principal, sides: sidesOf(principal, duties, model) };
  });
  return { holders, examined: inAny(lists, scratch).length, ...peopleOf(conflict, lists, model, scratch) };
}
