import { z } from "zod";
import { batchSize } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { budgets, tenantSize } from "../graph/limits.ts";
import { query } from "../graph/query.ts";

/** How many objects there are of what a crawl's length goes by; null where the tenant would not say. */
export type Survey = {
  readonly users: number | null;
  readonly groups: number | null;
  readonly servicePrincipals: number | null;
};

/** What reading a tenant will take at the least. */
export type Estimate = {
  readonly calls: number;
  readonly resourceUnits: number;
  /** Seconds at the published identity limits; what governance calls take is not published. */
  readonly seconds: number;
};

const counted = z.object({ "@odata.count": z.int() });

/** Asks the tenant for its own counts, in one call. */
export async function surveyTenant(graph: Graph): Promise<Survey> {
  const names = ["users", "groups", "servicePrincipals"] as const;
  const paths = names.map((name) => query(`/${name}`, { select: ["id"], top: 1, count: true }));
  try {
    const { answers } = await graph.batch(paths, { eventual: true });
    const [users = null, groups = null, servicePrincipals = null] = answers.map((answer) => {
      const parsed = answer instanceof GraphFailure ? null : counted.safeParse(answer.body);
      return parsed?.success === true ? parsed.data["@odata.count"] : null;
    });
    return { users, groups, servicePrincipals };
  } catch (failure) {
    if (failure instanceof GraphFailure) return { users: null, groups: null, servicePrincipals: null };
    throw failure;
  }
}

/**
 * The directory's part of a crawl, at its largest pages and 20 reads a call, of groups only where each one is read; managers
 * come expanded, at 2 units a page.
 */
export function estimate({ users, groups, servicePrincipals }: Survey, allGroups: boolean): Estimate {
  const managers = pages(users, 100);
  const lists = pages(users, 999) + managers + pages(users, 500) + pages(groups, 999) + pages(servicePrincipals, 999);
  const read = allGroups ? (groups ?? 0) : 0;
  const ofGroups = { members: read, owners: read, privileged: 2 * read };
  const ofApps = { assigned: servicePrincipals ?? 0, owners: servicePrincipals ?? 0 };
  const directoryReads = ofGroups.members + ofGroups.owners + ofApps.assigned + ofApps.owners;
  const reads = directoryReads + ofGroups.privileged;
  const resourceUnits = lists + managers + directoryReads + ofGroups.members;
  const { amount = 0, seconds = 1 } = budgets[tenantSize(users ?? 0)].identity ?? {};
  return {
    calls: lists + Math.ceil(reads / batchSize),
    resourceUnits,
    seconds: Math.max(0, Math.ceil((resourceUnits - amount) / (amount / seconds))),
  };
}

function pages(rows: number | null, size: number): number {
  return Math.max(1, Math.ceil((rows ?? 0) / size));
}
