import type { Selector } from "../../src/conflicts/pack-schema.ts";
import type { Pack, PackConflict } from "../../src/conflicts/packs.ts";

export const packageNamed = (name: string): Selector => ({ accessPackage: { name } });

export const groupNamed = (name: string, membership: "transitive" | "direct" = "transitive"): Selector => ({
  group: { name, membership },
});

export const roleOf = (app: string, role: string): Selector => ({ appRole: { app, role } });

/** A pack of one conflict, R1, over all its duties: each duty's id, and what holds it. */
export function aPack(
  heldBy: Readonly<Record<string, readonly Selector[]>>,
  conflict: Partial<PackConflict> = {},
): Pack {
  const duties = Object.keys(heldBy);
  return packOf(heldBy, { id: "R1", duties, ...conflict });
}

/** A pack of duties and several conflicts over them. */
export function packOf(
  heldBy: Readonly<Record<string, readonly Selector[]>>,
  ...conflicts: readonly (Pick<PackConflict, "id" | "duties"> & Partial<PackConflict>)[]
): Pack {
  return {
    name: "pack",
    duties: Object.entries(heldBy).map(([id, selectors]) => ({
      id,
      title: `to ${id}`,
      heldBy: selectors.map((selector, index) => ({ selector, at: `pack.yaml:${index + 1}:1` })),
    })),
    conflicts: conflicts.map((conflict) => ({
      title: `conflict ${conflict.id}`,
      atMost: 1,
      severity: "critical",
      revoke: null,
      minimumHolders: {},
      ...conflict,
    })),
  };
}
