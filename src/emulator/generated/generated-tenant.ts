import type { Setting } from "../builder/draft-directory.ts";
import { Names } from "../builder/names.ts";
import type { Reading } from "../graph/resource.ts";
import { indexTenant } from "../tenant/tenant-index.ts";
import type { Tenant } from "../tenant.ts";
import { baseTenant } from "./base-tenant.ts";
import { computedCollections } from "./computed-collections.ts";
import { GeneratedAssignments } from "./generated-assignments.ts";
import { GeneratedDirectory } from "./generated-directory.ts";
import { type Generation, generationOf } from "./generation.ts";
import { Population } from "./population.ts";

/** A tenant that is computed as it is read, and cannot be changed. */
export type GeneratedTenant = {
  readonly organization: Tenant["organization"];
  /** What of it is kept: it has no users, groups and assignments. */
  readonly base: Tenant;
  readonly index: (base: Tenant) => Omit<Reading, "now">;
};

/**
 * A tenant of any size that takes hardly any memory. Who holds what follows from the numbers asked for, as `Population`
 * says; dates count from `now`. Throws `usage/invalid` where the numbers cannot go together.
 */
export function generatedTenant(asked: Partial<Generation>, { now }: { readonly now: Date }): GeneratedTenant {
  const population = new Population(generationOf(asked));
  const setting: Setting = {
    names: new Names(`generated-${population.generation.seed}`),
    domain: "generated.example",
    now,
  };
  const directory = new GeneratedDirectory(population, setting);
  const base = baseTenant(population, directory.groupIds, setting);
  const assignments = new GeneratedAssignments(directory, base, setting);
  const computed = computedCollections(directory, assignments);

  return {
    organization: base.organization,
    base,
    index: (tenant) => {
      if (tenant !== base) throw new Error("A generated tenant cannot be changed.");
      const kept = indexTenant(base);
      const { users, groups } = directory;
      const directoryObjects = { get: (id: string) => directory.find(id) ?? kept.directoryObjects.get(id) };
      return { ...kept, users, groups, directoryObjects, assignments: assignments.byId, computed };
    },
  };
}

export function isGenerated(tenant: Tenant | GeneratedTenant): tenant is GeneratedTenant {
  return "base" in tenant;
}
