import type { Side } from "../domain/assessment.ts";

/**
 * Too many duties are held actively, and not by assignments to packages alone: packages declared incompatible would not have
 * kept them apart.
 */
export function isCrossPath(sides: readonly Side[], atMost: number): boolean {
  const active = sides.map(({ holdings }) => holdings.filter(({ membership }) => membership === "active"));
  const byPackage = active.filter((holdings) => holdings.some(({ path: [first] }) => first?.kind === "assignment"));
  return active.filter(({ length }) => length > 0).length > atMost && byPackage.length <= atMost;
}
