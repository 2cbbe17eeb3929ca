import type { EvidenceRef } from "../../domain/evidence.ts";

/** How many people a duty needs, and how many it could be left with, certainly and at most, if everybody kept few enough. */
export type StaffedDuty = {
  readonly id: string;
  readonly title: string;
  readonly needed: number;
  readonly certain: number;
  readonly possible: number;
};

/** Whether a conflict could be ended without leaving a duty short of people. */
export type StaffingFact = {
  readonly conflict: string;
  readonly title: string;
  readonly duties: readonly StaffedDuty[];
  /** How many hold more of its duties than allowed. */
  readonly shared: number;
  readonly evidence: readonly EvidenceRef[];
  /** Why it cannot be told that nobody else holds its duties; null where it can. */
  readonly unclear: string | null;
};
