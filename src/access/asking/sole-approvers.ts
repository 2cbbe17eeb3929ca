import { union } from "../sorted-numbers.ts";
import { type ApprovalPath, alwaysAsked, approversOf, type Requestor, type Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import type { Audience } from "./audiences.ts";
import { crowdedLists } from "./distinct.ts";
import { difference, intersection, type People } from "./people.ts";
import { type RequestorClass, requestorClasses } from "./requestors.ts";

/** Somebody who can approve every stage alone, and whose requests; `example` is one who asks. */
export type SoleApprover = {
  readonly approver: number;
  readonly requestors: RequestorClass["members"];
  readonly example: Requestor;
};

export type Soleness = {
  readonly sole: readonly SoleApprover[];
  /** Stages, by their places from 0, that need the same people twice, though nobody can approve all of the path. */
  readonly crowded: readonly number[];
  /** Why there may be more. */
  readonly unclear: readonly string[];
};

/** Whether one person can approve all stages of a path, or stages have fewer people between them than they are. */
export function solenessOf(path: ApprovalPath, stages: readonly Stage[], asking: Asking): Soleness {
  const sole = new Map<number, SoleApprover>();
  const unclear = new Set<string>();
  let crowded: readonly number[] = [];
  const always = stages.map((stage) => alwaysAsked(stage).certain).reduce(intersection);
  for (const found of requestorClasses(path, stages, asking)) {
    const one = found.members === "alike" && always.length > 0 ? { ...found, members: "everyone" as const } : found;
    const people = stages.map((stage) => approversOf(stage, one.requestor, asking.related));
    const certain = people.map((stage) => stage.certain).reduce(intersection);
    if (one.isCertain) {
      for (const approver of certain) note(sole, approver, one, path.audience, asking);
      if (certain.length === 0 && crowded.length === 0) crowded = crowdedStages(people);
    }
    const why = one.isCertain ? whyUnclear(people, certain) : ["whether those below a named approver may ask"];
    for (const reason of why) unclear.add(reason);
  }
  return { sole: [...sole.values()].sort((a, b) => a.approver - b.approver), crowded, unclear: [...unclear] };
}

/** Nobody approves what they ask for themselves: who else asks is what counts. */
function note(
  sole: Map<number, SoleApprover>,
  approver: number,
  { requestor, members }: RequestorClass,
  audience: Audience,
  asking: Asking,
): void {
  const known = sole.get(approver);
  if (typeof members === "string") {
    if (known !== undefined && members !== "everyone") return;
    if (members !== "organization" && isAlone(approver, audience, asking)) return;
    sole.set(approver, { approver, requestors: members, example: requestor });
    return;
  }
  const others = members.filter((member) => member !== approver);
  const [principal] = others;
  if (principal === undefined || typeof known?.requestors === "string") return;
  const requestors = known === undefined ? others : union([known.requestors, others]);
  sole.set(approver, { approver, requestors, example: known?.example ?? { kind: "person", principal } });
}

/** Nobody but the approver may ask. */
function isAlone(approver: number, { classes, people, outside }: Audience, { accounts }: Asking): boolean {
  if (outside.size > 0 || people.unknown.length > 0) return false;
  const lists = [...Array.from(classes, (account) => accounts.ofClass(account)), people.possible];
  return lists.every((list) => list.every((number) => number === approver));
}

/** Why somebody more might stand in every stage. */
function whyUnclear(people: readonly People[], certain: Uint32Array): readonly string[] {
  const known = people.filter(({ unknown }) => unknown.length === 0).map(({ possible }) => possible);
  const [first, ...others] = known;
  if (first !== undefined && difference(others.reduce(intersection, first), certain).length === 0) return [];
  const unknown = people.flatMap((stage) => stage.unknown);
  return unknown.length > 0 ? unknown : ["whether members of nested groups can approve is not documented"];
}

function crowdedStages(people: readonly People[]): readonly number[] {
  const known = people.flatMap(({ possible, unknown }, place) =>
    unknown.length === 0 && possible.length > 0 ? [{ place, possible }] : [],
  );
  return crowdedLists(known.map(({ possible }) => possible)).flatMap((index) => known[index]?.place ?? []);
}
