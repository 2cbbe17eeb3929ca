import { isBatch } from "../graph/batch.ts";
import type { Hook } from "../graph/graph-request.ts";
import { isLogQuery } from "../logs/log-service.ts";
import { GraphFault } from "../odata/graph-fault.ts";

/** Refuses what a generated tenant cannot do: change, and be told whole by a round of change tracking. */
export const readOnly: Hook = (request, next) => {
  if (request.path.endsWith("/delta") && !request.query.get("$deltatoken")) {
    throw notImplemented("A generated tenant never changes: ask for the changes from now on, by $deltatoken=latest.");
  }
  if (request.method === "GET" || isBatch(request) || isLogQuery(request)) return next(request);
  throw notImplemented("A generated tenant cannot be changed.");
};

function notImplemented(message: string): GraphFault {
  return new GraphFault(501, "NotImplemented", message);
}
