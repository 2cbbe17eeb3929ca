import { everyPossibleAccount, oneEach } from "../persons/one-account.ts";
import type { Persons } from "../persons/persons.ts";
import { union } from "../sorted-numbers.ts";
import { type ApprovalPath, alwaysAsked, approversOf, namedIn, type Requestor, type Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import type { Audience } from "./audiences.ts";
import { crowdedLists } from "./distinct.ts";
import { difference, includes, intersection, type People } from "./people.ts";
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
  const { persons } = asking;
  const shared = (lists: readonly Uint32Array[]): Uint32Array =>
    lists.map((list) => oneEach(list, persons)).reduce(intersection);
  const always = shared(stages.map((stage) => alwaysAsked(stage).certain));
  for (const found of requestorClasses(path, stages, asking)) {
    const one = found.members === "alike" && always.length > 0 ? { ...found, members: "everyone" as const } : found;
    const people = stages.map((stage) => approversOf(stage, one.requestor, asking.related));
    const certain = shared(people.map((stage) => stage.certain));
    if (one.isCertain) {
      for (const person of certain) note(sole, approvingBy(person, people, persons), one, path.audience, asking);
      if (certain.length === 0 && crowded.length === 0) crowded = crowdedStages(people, persons);
    }
    const why = one.isCertain ? whyUnclear(people, certain, persons) : ["whether those below a named approver may ask"];
    for (const reason of why) unclear.add(reason);
  }
  for (const reason of whyMoreMayAsk(path.audience, stages)) unclear.add(reason);
  return { sole: [...sole.values()].sort((a, b) => a.approver - b.approver), crowded, unclear: [...unclear] };
}

/** Why there may be requestors unlike all who are known to ask, where it depends on them who approves. */
function whyMoreMayAsk({ classes, people, outside }: Audience, stages: readonly Stage[]): readonly string[] {
  if (stages.every((stage) => namedIn(stage).relations.length === 0)) return [];
  const isOpen = classes.size > 0 || people.certain.length > 0 || outside.size > 0;
  return [
    ...people.unknown,
    ...(isOpen || people.possible.length === 0 ? [] : ["whether any of its requestors may ask"]),
  ];
}

/** A person who can approve all stages: the account that is named, and those whose requests it takes no other person for. */
type Approving = { readonly approver: number; readonly approves: (requestor: number) => boolean };

/** Nobody approves what they ask for by the same account. */
function approvingBy(person: number, stages: readonly People[], { accountsOf }: Persons): Approving {
  const accounts = stages.map(({ certain }) => accountsOf(person).filter((account) => includes(certain, account)));
  return {
    approver: accounts[0]?.[0] ?? person,
    approves: (requestor) => accounts.every((stage) => stage.some((account) => account !== requestor)),
  };
}

function note(
  sole: Map<number, SoleApprover>,
  { approver, approves }: Approving,
  { requestor, members }: RequestorClass,
  audience: Audience,
  asking: Asking,
): void {
  const known = sole.get(approver);
  if (typeof members === "string") {
    if (known !== undefined && members !== "everyone") return;
    if (members !== "organization" && isAlone(approves, audience, asking)) return;
    sole.set(approver, { approver, requestors: members, example: requestor });
    return;
  }
  const others = members.filter(approves);
  const [principal] = others;
  if (principal === undefined || typeof known?.requestors === "string") return;
  const requestors = known === undefined ? others : union([known.requestors, others]);
  sole.set(approver, { approver, requestors, example: known?.example ?? { kind: "person", principal } });
}

/** Nobody may ask whose requests the approver can approve. */
function isAlone(
  approves: Approving["approves"],
  { classes, people, outside }: Audience,
  { accounts }: Asking,
): boolean {
  if (outside.size > 0 || people.unknown.length > 0) return false;
  const lists = [...Array.from(classes, (account) => accounts.ofClass(account)), people.possible];
  return !lists.some((list) => list.some(approves));
}

/** Why somebody more might stand in every stage. */
function whyUnclear(people: readonly People[], certain: Uint32Array, persons: Persons): readonly string[] {
  const known = people.filter(({ unknown }) => unknown.length === 0).map(({ possible }) => possible);
  const isNobodyIn = (lists: readonly Uint32Array[]): boolean => {
    const [first, ...others] = lists.map((list) => oneEach(list, persons));
    return first !== undefined && difference(others.reduce(intersection, first), certain).length === 0;
  };
  if (isNobodyIn(known.map((list) => everyPossibleAccount(list, persons)))) return [];
  if (isNobodyIn(known)) return ["whether approvers of different stages are one person by two accounts"];
  const unknown = people.flatMap((stage) => stage.unknown);
  return unknown.length > 0 ? unknown : ["whether members of nested groups can approve is not documented"];
}

function crowdedStages(people: readonly People[], persons: Persons): readonly number[] {
  const known = people.flatMap(({ possible, unknown }, place) =>
    unknown.length === 0 && possible.length > 0 ? [{ place, possible }] : [],
  );
  return crowdedLists(known.map(({ possible }) => oneEach(possible, persons))).flatMap(
    (index) => known[index]?.place ?? [],
  );
}
