import type { HeldByEntry, Selector } from "../../src/conflicts/pack-schema.ts";
import type { Pack, PackConflict } from "../../src/conflicts/packs.ts";

export const packageNamed = (name: string): Selector => ({ accessPackage: { name } });

export const groupNamed = (name: string, membership: "transitive" | "direct" = "transitive"): Selector => ({
  group: { name, membership },
});

export const allOf = (...selectors: Selector[]): HeldByEntry => ({ allOf: selectors });

export const forEntity = (entity: string, entry: HeldByEntry): HeldByEntry => ({ ...entry, entity });

export const roleOf = (app: string, role: string): Selector => ({ appRole: { app, role } });

/** Each duty's id, and what holds it. */
export type HeldByDuty = Readonly<Record<string, readonly HeldByEntry[]>>;

/** A pack of one conflict, R1, over all its duties. */
export function aPack(heldBy: HeldByDuty, conflict: Partial<PackConflict> = {}): Pack {
  const duties = Object.keys(heldBy);
  return packOf(heldBy, { id: "R1", duties, ...conflict });
}

/** A pack of duties and several conflicts over them; each duty is a side of its own where no sides are given. */
export function packOf(
  heldBy: HeldByDuty,
  ...conflicts: readonly (Pick<PackConflict, "id" | "duties"> & Partial<PackConflict>)[]
): Pack {
  return {
    name: "pack",
    title: "A pack",
    sources: [],
    examples: [],
    duties: Object.entries(heldBy).map(([id, selectors]) => ({
      id,
      title: `to ${id}`,
      kind: null,
      heldBy: selectors.map((selector, index) => ({ selector, at: `pack.yaml:${index + 1}:1` })),
    })),
    conflicts: conflicts.map((conflict) => ({
      title: `conflict ${conflict.id}`,
      sides: conflict.duties.map((duty) => [duty]),
      atMost: 1,
      people: null,
      when: null,
      sameEntity: false,
      scenario: null,
      controls: [],
      severity: "critical",
      revoke: null,
      minimumHolders: {},
      ...conflict,
    })),
  };
}
