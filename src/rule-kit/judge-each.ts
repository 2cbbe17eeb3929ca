import type { Verdict, Violation } from "./rule.ts";

/** What one thing came to: a violation, why it cannot be told, or null where it is in order. */
export type Judged = Violation | { readonly undecided: string } | null;

/** Judges things one by one. Each counts as examined, decided or not. */
export function judgeEach<Thing>(things: Iterable<Thing>, judge: (thing: Thing) => Judged): Verdict {
  const violations: Violation[] = [];
  const undecided: string[] = [];
  let examined = 0;
  for (const thing of things) {
    examined += 1;
    const judged = judge(thing);
    if (judged === null) continue;
    if ("undecided" in judged) undecided.push(judged.undecided);
    else violations.push(judged);
  }
  return { examined, violations, undecided };
}
