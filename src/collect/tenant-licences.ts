import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { collectedSections, collectors } from "./collectors/index.ts";
import { type Licence, servicePlansOf } from "./licences.ts";

/** A licence that collecting needs, and the sections it unlocks. */
export type LicenceNeed = { readonly licence: Licence; readonly sections: readonly SectionName[] };

/** Every licence that a collector names, in alphabetical order. */
export function licenceNeeds(): readonly LicenceNeed[] {
  const needs = Map.groupBy(
    collectedSections.flatMap((section) => {
      const { licence } = collectors[section];
      return licence === undefined ? [] : [{ section, licence }];
    }),
    ({ licence }) => licence,
  );
  return [...needs]
    .map(([licence, uses]) => ({ licence, sections: uses.map(({ section }) => section) }))
    .sort((a, b) => (a.licence < b.licence ? -1 : 1));
}

const page = z.object({ value: z.array(z.unknown()) });

/** A subscription in its grace period (`Warning`) still serves (https://learn.microsoft.com/graph/api/resources/subscribedsku). */
const serving: ReadonlySet<string> = new Set(["Enabled", "Warning"]);

/** The service plans that the tenant's subscriptions bring it now, or why it would not say. */
export async function servicePlansIn(graph: Graph): Promise<ReadonlySet<string> | { readonly refused: string }> {
  const { path, row } = collectors.subscribedSkus;
  const plans = new Set<string>();
  try {
    for await (const { json } of graph.pages(path(""))) {
      for (const { capabilityStatus, servicePlans } of page.parse(json).value.map((sku) => row(sku, ""))) {
        if (!serving.has(capabilityStatus)) continue;
        for (const { servicePlanName, provisioningStatus } of servicePlans)
          if (provisioningStatus === "Success") plans.add(servicePlanName);
      }
    }
    return plans;
  } catch (failure) {
    if (failure instanceof GraphFailure) return { refused: failure.summary };
    if (failure instanceof z.ZodError) return { refused: "Graph answered with subscriptions that are none" };
    throw failure;
  }
}

export function isLicensed(licence: Licence, plans: ReadonlySet<string>): boolean {
  return servicePlansOf[licence].some((plan) => plans.has(plan));
}
