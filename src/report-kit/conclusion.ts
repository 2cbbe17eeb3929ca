import type { AssessedConflict, OutcomeKind } from "../domain/assessment.ts";
import type { AssessmentSource } from "./assessment-source.ts";

/** What an assessment comes to, in words that every report shares. */
export type Conclusion = {
  readonly verdict: "violated" | "inconclusive" | "satisfied";
  /** The answer in one sentence. */
  readonly answer: string;
  /** What to know about those whom the answer counts. */
  readonly details: readonly string[];
  /** What keeps the answer from being complete, a sentence each; empty only where everything was judged. */
  readonly caveats: readonly string[];
};

const halves = "both halves of something no one person may do";

const isUnjudged = ({ outcome }: { readonly outcome: OutcomeKind }): boolean =>
  outcome === "inconclusive" || outcome === "errored";

/** `1 person`, `11 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** Never calls clean what was not judged, and never hides what a waiver covers. */
export function conclusion(assessment: AssessmentSource): Conclusion {
  const caveats = caveatsOf(assessment);
  const holders = dualHolders(assessment);
  const [answer, ...others] = [
    ...(holders.total > 0 ? [holdersSentence(holders)] : []),
    ...otherViolations(assessment),
  ];
  if (answer !== undefined)
    return { verdict: "violated", answer, details: [...holderDetails(holders), ...others], caveats };
  const judged = assessment.conflicts.filter(({ outcome }) => outcome === "satisfied" || outcome === "violated");
  return { ...nobodyFound(judged.length, caveats.length === 0), details: [], caveats };
}

function nobodyFound(judged: number, complete: boolean): Pick<Conclusion, "verdict" | "answer"> {
  if (judged === 0) {
    return { verdict: "inconclusive", answer: `Whether anyone can do ${halves} is not known: no conflict was judged.` };
  }
  const nobody = `Nobody was found able to do ${halves}, in ${counted(judged, "conflict")} judged`;
  return complete
    ? { verdict: "satisfied", answer: `${nobody}.` }
    : { verdict: "inconclusive", answer: `${nobody}, but not everything could be judged.` };
}

type DualHolders = {
  readonly total: number;
  readonly conflicts: number;
  readonly active: number;
  readonly accepted: number;
  readonly allPeople: boolean;
};

/** What conflicts find that is no two halves in one hand: duties whose every holder is reported, and teams too small. */
function otherViolations({ conflicts }: AssessmentSource): readonly string[] {
  const violated = conflicts.filter(({ outcome }) => outcome === "violated");
  const critical = violated.filter(isCritical).length;
  const teams = violated.filter(({ people }) => people !== undefined).length;
  return [
    ...(critical > 0
      ? [
          `${counted(critical, "duty", "duties")} of which every holder is reported ${critical === 1 ? "is" : "are"} held.`,
        ]
      : []),
    ...(teams > 0 ? [`${counted(teams, "process", "processes")} can be completed by fewer people than demanded.`] : []),
  ];
}

function isCritical({ atMost }: AssessedConflict): boolean {
  return atMost === 0;
}

function dualHolders({ findings, conflicts: judged }: AssessmentSource): DualHolders {
  const critical = new Set(judged.filter(isCritical).map(({ id }) => id));
  const all = new Set<string>();
  const active = new Set<string>();
  const open = new Set<string>();
  const conflicts = new Set<string>();
  let allPeople = true;
  for (const { id, rule, principal, conflict, exposure, status } of findings) {
    if (rule !== "dual-holder" || critical.has(conflict ?? "")) continue;
    const holder = principal?.id ?? id;
    all.add(holder);
    if (exposure === "active") active.add(holder);
    if (status === "open") open.add(holder);
    if (conflict !== undefined) conflicts.add(conflict);
    allPeople &&= principal?.type === "user" || principal?.type === "guest";
  }
  return { total: all.size, conflicts: conflicts.size, active: active.size, accepted: all.size - open.size, allPeople };
}

function holdersSentence({ total, conflicts, allPeople }: DualHolders): string {
  const who = allPeople ? counted(total, "person", "people") : counted(total, "account");
  return `${who} can do ${halves}, over ${counted(conflicts, "conflict")}.`;
}

function holderDetails({ total, active, accepted }: DualHolders): readonly string[] {
  const notYet = total - active;
  return [
    ...(notYet > 0 ? [`${counted(notYet, "of them does", "of them do")} not hold both sides actively yet.`] : []),
    ...(accepted > 0 ? [`For ${accepted.toLocaleString("en-US")} of them an exception is accepted.`] : []),
  ];
}

function caveatsOf({ coverage, conflicts, outcomes }: AssessmentSource): readonly string[] {
  const incomplete = coverage.filter(({ status }) => status !== "complete").map(({ section }) => section);
  const unjudged = conflicts.filter(isUnjudged).map(({ id }) => id);
  const unrun = outcomes.filter(isUnjudged).map(({ code, rule }) => `${code} ${rule}`);
  return [
    listed(incomplete, "section was", "sections were", "not completely read"),
    listed(unjudged, "conflict is", "conflicts are", "inconclusive"),
    listed(unrun, "rule is", "rules are", "inconclusive"),
  ].filter((caveat) => caveat !== null);
}

function listed(names: readonly string[], one: string, many: string, state: string): string | null {
  return names.length === 0 ? null : `${counted(names.length, one, many)} ${state}: ${names.join(", ")}.`;
}
