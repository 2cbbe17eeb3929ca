import type { Interceptor } from "../../../src/emulator/start-emulator.ts";
import { resourceUnitsOf } from "../../../src/emulator/throttle/resource-units.ts";

/** What a crawl asked of the emulator, as the emulator saw it. */
export type Usage = {
  /** Calls over the wire; a batch is one. */
  readonly calls: number;
  /** Reads: single ones, and those inside batches. */
  readonly reads: number;
  /** Resource units of identity and access. */
  readonly resourceUnits: number;
  /** Pages in the longest chain of next links. */
  readonly longestChain: number;
};

/** Counts what comes by; an item of a batch is seen under its envelope's headers, so it alone is a GET with a length. */
export function usageCounter(): { readonly see: Interceptor; readonly soFar: () => Usage } {
  let [calls, reads, resourceUnits] = [0, 0, 0];
  const laterPages = new Map<string, number>();
  return {
    see: ({ method, path, query, headers }) => {
      const isItem = method === "GET" && headers["content-length"] !== undefined;
      if (!isItem) calls += 1;
      if (method !== "GET") return undefined;
      reads += 1;
      const below = path.slice("/v1.0".length);
      const options = new URLSearchParams(query);
      if (!/^\/(?:identityGovernance|roleManagement|auditLogs)\//u.test(below)) {
        resourceUnits += resourceUnitsOf({ method, query: options }, below);
      }
      if (options.has("$skiptoken")) {
        const collection = `${path} ${options.get("$filter")} ${options.get("$select")}`;
        laterPages.set(collection, (laterPages.get(collection) ?? 0) + 1);
      }
      return undefined;
    },
    soFar: () => ({ calls, reads, resourceUnits, longestChain: 1 + Math.max(0, ...laterPages.values()) }),
  };
}
