import type { Stage } from "./approval-paths.ts";
import type { Flaw, Named } from "./subject-sets.ts";

/** Somebody whom a stage, from 1, names and who can do nothing. */
export type FlawedApprover = Flaw & { readonly stage: number; readonly as: "primary" | "fallback" | "alternate" };

/** Who is named in the stages and can do nothing, and of whom that cannot be told. */
export function flawsOf(stages: readonly Stage[]): {
  readonly approvers: readonly FlawedApprover[];
  readonly unclear: readonly string[];
} {
  const lists = stages.flatMap((stage, place) => listsOf(stage).map((list) => ({ ...list, stage: place + 1 })));
  return {
    approvers: lists.flatMap(({ named, as, stage }) => named.flaws.map((flaw) => ({ ...flaw, as, stage }))),
    unclear: lists.flatMap(({ named: { people } }) => {
      if (people.certain.length > 0) return [];
      return people.possible.length === 0 ? people.unknown : ["whether those named are enabled and may approve"];
    }),
  };
}

function listsOf(stage: Stage): readonly { readonly named: Named; readonly as: FlawedApprover["as"] }[] {
  return [
    { named: stage.primary, as: "primary" },
    { named: stage.fallback, as: "fallback" },
    { named: stage.escalation, as: "alternate" },
    { named: stage.fallbackEscalation, as: "fallback" },
  ];
}
