import { everyPossibleAccount } from "../persons/one-account.ts";
import { union } from "../sorted-numbers.ts";
import { type ApprovalPath, namedIn, type Requestor, type Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import { anyone, type Audience, belongs } from "./audiences.ts";
import type { Relation } from "./subject-sets.ts";

/**
 * Requestors whom a path treats alike: one of them, and who they are. `everyone` is whoever asks; `alike` is everyone who
 * has a manager of their own, be it another one.
 */
export type RequestorClass = {
  readonly requestor: Requestor;
  readonly members: Uint32Array | "everyone" | "alike" | "organization";
  /** False where it cannot be told whether they may ask. */
  readonly isCertain: boolean;
};

const everyone: RequestorClass = {
  requestor: { kind: "organization", id: anyone },
  members: "everyone",
  isCertain: true,
};

/**
 * The classes of requestors for whom the same person could stand in several stages: those below a manager who is also named,
 * those with none, those of each organization, and any other one, because people below managers who stand in no stage are
 * all alike.
 */
export function requestorClasses(
  { audience }: ApprovalPath,
  stages: readonly Stage[],
  asking: Asking,
): readonly RequestorClass[] {
  const relations = stages.flatMap((stage) => namedIn(stage).relations);
  if (relations.length === 0) return [everyone];
  const organizations = Array.from(
    audience.outside,
    (id): RequestorClass => ({ requestor: { kind: "organization", id }, members: "organization", isCertain: true }),
  );
  return [
    ...managersThatMatter(stages, relations, asking).flatMap((manager) => classBelow(manager, audience, asking)),
    ...relations.flatMap((relation) => anyBelow(relation, audience, asking)),
    ...relations.flatMap((relation) => withoutManager(relation, audience, asking)),
    ...organizations,
  ];
}

/** Those who are named in a stage, be it by another account, and those below them as far down as a stage looks up. */
function managersThatMatter(
  stages: readonly Stage[],
  relations: readonly Relation[],
  { managers, persons }: Asking,
): readonly number[] {
  const deepest = Math.max(...relations.map((relation) => (relation.kind === "manager" ? relation.level : 0)));
  const found = new Set<number>();
  let row = everyPossibleAccount(union(stages.map((stage) => namedIn(stage).people.possible)), persons);
  for (let level = 1; level <= deepest; level += 1) {
    for (const number of row) found.add(number);
    row = level === deepest ? row : union(Array.from(row, (number) => managers.reports(number)));
  }
  return [...found];
}

function classBelow(manager: number, audience: Audience, { managers, accounts }: Asking): readonly RequestorClass[] {
  const within = (answers: readonly string[]): Uint32Array =>
    managers.reports(manager).filter((report) => answers.includes(belongs(audience, report, accounts)));
  const sure = within(["yes"]);
  const members = sure.length > 0 ? sure : within(["maybe"]);
  return Array.from(members.subarray(0, 1), (principal) => ({
    requestor: { kind: "person", principal },
    members,
    isCertain: sure.length > 0,
  }));
}

/** Somebody of the audience who has a manager of the level that the relation looks up to. */
function anyBelow(
  relation: Relation,
  { classes, people }: Audience,
  { accounts, managers }: Asking,
): readonly RequestorClass[] {
  if (relation.kind !== "manager") return [];
  const hasManager = (number: number): boolean => {
    const manager = managers.of(number, relation.level);
    return typeof manager === "number" && manager !== number;
  };
  const lists = [...Array.from(classes, (account) => accounts.ofClass(account)), people.certain];
  const first = lists.map((list) => list.find(hasManager)).find((found) => found !== undefined);
  if (first === undefined) return [];
  return [{ requestor: { kind: "person", principal: first }, members: "alike", isCertain: true }];
}

/** Those who have no manager of the level that the relation looks up to; they may have one below it. */
function withoutManager(
  relation: Relation,
  audience: Audience,
  { unmanaged, managers }: Asking,
): readonly RequestorClass[] {
  if (relation.kind !== "manager") return [];
  const hasOwn = (number: number): boolean => managers.of(number, 1) !== null;
  const alone = unmanaged(relation, audience);
  return [alone.filter(hasOwn), alone.filter((number) => !hasOwn(number))].flatMap((members) =>
    Array.from(members.subarray(0, 1), (principal) => ({
      requestor: { kind: "person", principal },
      members,
      isCertain: true,
    })),
  );
}
