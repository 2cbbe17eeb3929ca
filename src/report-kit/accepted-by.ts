import type { FindingWaiver } from "../domain/assessment.ts";

/** Who answers for a finding, until when, why, and by which control, in a sentence that every report shares. */
export function acceptedBy({ id, owner, approver, reason, expires, control }: FindingWaiver): string {
  const held =
    control === undefined
      ? ""
      : ` Held in check by "${control.title}", last performed on ${control.lastPerformed} (${control.evidence}).`;
  return `Waiver ${id}: ${owner} answers for it until ${expires}, approved by ${approver}: ${reason}.${held}`;
}
