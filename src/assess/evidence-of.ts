import type { Finding } from "../domain/assessment.ts";
import type { EvidenceRef } from "../domain/evidence.ts";

/** Everything a finding rests on: its own evidence, and that of every way in which its sides are held. */
export function evidenceOf({ evidence, sides = [] }: Pick<Finding, "evidence" | "sides">): readonly EvidenceRef[] {
  return [...evidence, ...sides.flatMap(({ holdings }) => holdings.flatMap((holding) => holding.evidence))];
}
