import type { Stage } from "./approval-paths.ts";
import type { People } from "./people.ts";
import type { Flaw, Named } from "./subject-sets.ts";

/** Somebody whom a stage, from 1, names and who can do nothing. */
export type FlawedApprover = Omit<Flaw, "flaw"> & {
  readonly flaw: Exclude<Flaw["flaw"], "untold">;
  readonly stage: number;
  readonly as: "primary" | "fallback" | "alternate";
};

/** Who is named in the stages and can do nothing, and of whom that cannot be told. */
export function flawsOf(stages: readonly Stage[]): {
  readonly approvers: readonly FlawedApprover[];
  readonly unclear: readonly string[];
} {
  const lists = stages.flatMap((stage, place) => listsOf(stage).map((list) => ({ ...list, stage: place + 1 })));
  return {
    approvers: lists.flatMap(({ named, as, stage }) =>
      named.flaws.flatMap(({ subject, flaw }) => (flaw === "untold" ? [] : [{ subject, flaw, as, stage }])),
    ),
    unclear: lists.flatMap(({ named: { people, flaws } }) => [
      ...flaws.flatMap(({ subject, flaw }) => (flaw === "untold" ? [`whether ${subject.name} is a guest`] : [])),
      ...whoUnclear(people),
    ]),
  };
}

function whoUnclear({ certain, possible, unknown }: People): readonly string[] {
  if (certain.length > 0) return [];
  return possible.length === 0 ? unknown : ["whether those named are enabled and may approve"];
}

function listsOf(stage: Stage): readonly { readonly named: Named; readonly as: FlawedApprover["as"] }[] {
  return [
    { named: stage.primary, as: "primary" },
    { named: stage.fallback, as: "fallback" },
    { named: stage.escalation, as: "alternate" },
    { named: stage.fallbackEscalation, as: "fallback" },
  ];
}
