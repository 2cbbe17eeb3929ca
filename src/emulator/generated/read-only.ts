import { isBatch } from "../graph/batch.ts";
import type { Hook } from "../graph/graph-request.ts";
import { isLogQuery } from "../logs/log-service.ts";
import { GraphFault } from "../odata/graph-fault.ts";

/** Refuses what a generated tenant cannot do: change, and so tell what has changed. */
export const readOnly: Hook = (request, next) => {
  if (request.path.endsWith("/delta")) throw notImplemented("A generated tenant never changes: there is no delta.");
  if (request.method === "GET" || isBatch(request) || isLogQuery(request)) return next(request);
  throw notImplemented("A generated tenant cannot be changed.");
};

function notImplemented(message: string): GraphFault {
  return new GraphFault(501, "NotImplemented", message);
}
