import type { ApprovalPath, Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import type { Audience } from "./audiences.ts";
import { includes } from "./people.ts";
import { type ManagerRelation, together } from "./subject-sets.ts";

/** A stage that asks managers, where some who may ask have none and nobody stands in. */
export type UnbackedStage = {
  /** From 0. */
  readonly stage: number;
  readonly requestors: Uint32Array;
  /** People from outside may ask, who have no manager here. */
  readonly outsiders: boolean;
};

export type UnbackedStages = {
  /** How many stages ask managers. */
  readonly asked: number;
  readonly found: readonly UnbackedStage[];
  readonly unclear: readonly string[];
};

/** Alternate approvers do not stand in: they are asked once the stage has waited for a manager who is not there. */
export function unbackedStagesOf(path: ApprovalPath, stages: readonly Stage[], asking: Asking): UnbackedStages {
  const asked = stages.flatMap((stage, place) =>
    managersIn(stage.primary.relations).length > 0 ? [{ stage, place }] : [],
  );
  const judged = asked.map(({ stage, place }) => judge(stage, place, path.audience, asking));
  return {
    asked: asked.length,
    found: judged.flatMap(({ found }) => found ?? []),
    unclear: judged.flatMap(({ unclear }) => unclear),
  };
}

function judge(stage: Stage, place: number, audience: Audience, { unmanaged }: Asking) {
  const { people, relations } = together([stage.primary, stage.fallback]);
  if (people.certain.length > 0) return { found: null, unclear: [] };

  const [first = new Uint32Array(), ...others] = managersIn(relations).map((relation) => unmanaged(relation, audience));
  const requestors = first.filter((number) => others.every((list) => includes(list, number)));
  const hasSponsors = relations.some(({ kind }) => kind !== "manager");
  const outsiders = audience.outside.size > 0 && !hasSponsors;
  const isEnd = requestors.length > 0 || outsiders;
  if (isEnd && people.possible.length > 0)
    return { found: null, unclear: ["whether those who stand in for managers can approve cannot be told"] };
  if (isEnd && people.unknown.length > 0) return { found: null, unclear: people.unknown };
  return {
    found: isEnd ? { stage: place, requestors, outsiders } : null,
    unclear: audience.people.unknown,
  };
}

function managersIn(relations: Stage["primary"]["relations"]): readonly ManagerRelation[] {
  return relations.filter((relation) => relation.kind === "manager");
}
