import { readFileSync } from "node:fs";
import { type ConflictPoints, filesIn } from "../world-files.ts";

export type Files = ReturnType<typeof filesIn>;

/** Who violates which conflict, by the conflict's place and the person's GUID. */
export type Violations = Iterable<readonly [conflict: number, person: string]>;

/** A whole way from a file to the answer, which a process of its own goes once. */
export type Contender = (files: Files) => Promise<Violations>;

export function conflictsIn({ conflicts }: Files): ConflictPoints {
  return JSON.parse(readFileSync(conflicts, "utf8")) as ConflictPoints;
}
