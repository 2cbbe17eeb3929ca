import { z } from "zod";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { segment } from "../graph/query.ts";
import { entitlementManagement } from "./entitlement-management.ts";

const holder = z.object({ value: z.array(z.object({ target: z.object({ objectId: z.string().nullish() }) })) });

/**
 * The tenant's own answer to who has both packages, by object id, or why it gave none. It knows assignments only
 * (https://learn.microsoft.com/graph/api/accesspackageassignment-additionalaccess).
 */
export async function additionalAccess(
  graph: Graph,
  packageId: string,
  otherId: string,
): Promise<ReadonlySet<string> | { readonly refused: string }> {
  const holders = new Set<string>();
  try {
    for await (const { json } of graph.pages(additionalAccessPath(packageId, otherId))) {
      for (const { target } of holder.parse(json).value)
        if (typeof target.objectId === "string") holders.add(target.objectId);
    }
    return holders;
  } catch (failure) {
    if (failure instanceof GraphFailure) return { refused: failure.summary };
    if (failure instanceof z.ZodError) return { refused: "Graph answered with assignments without a target" };
    throw failure;
  }
}

/** Where the tenant tells the assignments to a package of those who have the other, too. */
export function additionalAccessPath(packageId: string, otherId: string): string {
  const call = `additionalAccess(accessPackageId='${segment(packageId)}',incompatibleAccessPackageId='${segment(otherId)}')`;
  return `${entitlementManagement}/assignments/${call}?$expand=target`;
}
