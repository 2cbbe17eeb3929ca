import { type ApprovalPath, approversOf, type Requestor, type Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import { anyone, type Audience } from "./audiences.ts";
import { everyPossibleAccount, oneEach } from "../persons/one-account.ts";
import { difference, includes, type People } from "./people.ts";

/** A stage that nobody can approve for some, or that one person alone can. */
export type DeadEnd = {
  /** From 0. */
  readonly stage: number;
  /** The one who can; null where nobody can. */
  readonly only: number | null;
  /** Whose requests end there: members of the directory, all of whom it ends where `everyone`, and organizations by id. */
  readonly requestors: Uint32Array | "everyone";
  readonly organizations: readonly string[];
};

export type DeadEnds = { readonly found: readonly DeadEnd[]; readonly unclear: readonly string[] };

const whoever: Requestor = { kind: "organization", id: anyone };

/** Where requests of a path get stuck: a stage whose approvers are nobody, or only the requestor, or one person for all. */
export function deadEndsOf(path: ApprovalPath, stages: readonly Stage[], asking: Asking): DeadEnds {
  const ends = stages.map((stage, place) => endsOf({ stage, place }, path.audience, asking));
  return { found: ends.flatMap(({ found }) => found), unclear: ends.flatMap(({ unclear }) => unclear) };
}

type Placed = { readonly stage: Stage; readonly place: number };

function endsOf(placed: Placed, audience: Audience, asking: Asking): DeadEnds {
  const { stage, place } = placed;
  const relations = [...stage.primary.relations, ...stage.escalation.relations];
  const found = approversOf(stage, whoever, asking.related);
  if (relations.length > 0) return endsWithout(placed, found, audience, asking);

  const all = { stage: place, requestors: "everyone", organizations: [] } as const;
  const { persons } = asking;
  const [certain, possible] = [oneEach(found.certain, persons), oneEach(found.possible, persons)];
  const others = difference(certain, everyPossibleAccount(certain.subarray(0, 1), persons));
  if (certain.length > 1 && others.length === 0)
    return { found: [], unclear: ["whether the approvers are one person by several accounts"] };
  if (certain.length > 1) return { found: [], unclear: [] };
  if (found.unknown.length > 0) return { found: [], unclear: found.unknown };
  if (possible.length > 1)
    return { found: [], unclear: ["whether members of nested groups can approve is not documented"] };
  return { found: [{ ...all, only: found.possible[0] ?? null }], unclear: [] };
}

/** Where the stage asks a manager or sponsor: those who have none, once those who stand in are not there either. */
function endsWithout({ stage, place }: Placed, standIns: People, audience: Audience, asking: Asking): DeadEnds {
  const unclear = new Set<string>();
  const organizations = [...audience.outside].filter((id) => {
    const { possible, unknown } = approversOf(stage, { kind: "organization", id }, asking.related);
    for (const reason of possible.length === 0 ? unknown : []) unclear.add(reason);
    return possible.length === 0 && unknown.length === 0;
  });
  const alone = withoutRelation(stage, audience, asking);
  const isSure = standIns.unknown.length === 0 && (standIns.certain.length > 0 || standIns.possible.length === 0);
  if (!isSure && alone.length > 0) {
    const [why = "whether members of nested groups can approve is not documented"] = standIns.unknown;
    unclear.add(why);
  }
  const requestors = alone.filter((number) => isSure && standIns.possible.every((standIn) => standIn === number));
  const isEnd = requestors.length > 0 || organizations.length > 0;
  return {
    found: isEnd ? [{ stage: place, only: null, requestors, organizations }] : [],
    unclear: [...unclear, ...(standIns.possible.length === 0 ? audience.people.unknown : [])],
  };
}

/** Members of the audience for whom the stage finds neither a manager nor a sponsor. */
function withoutRelation(stage: Stage, audience: Audience, { accounts, unmanaged }: Asking): Uint32Array {
  const [first, ...others] = [...stage.primary.relations, ...stage.escalation.relations].flatMap((relation) =>
    relation.kind === "manager" ? [unmanaged(relation, audience)] : [],
  );
  const asksSponsors = [...stage.primary.relations, ...stage.escalation.relations].some(
    ({ kind }) => kind !== "manager",
  );
  const isMember = (number: number): boolean => accounts.classOf(number) === "member";
  if (first === undefined) {
    const own = audience.classes.has("member") ? accounts.ofClass("member") : new Uint32Array();
    return own.length > 0 ? own : audience.people.certain.filter(isMember);
  }
  const alone = first.filter((number) => others.every((list) => includes(list, number)));
  return asksSponsors ? alone.filter(isMember) : alone;
}
