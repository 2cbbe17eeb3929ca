import { callerOf } from "../graph/caller.ts";
import type { GraphRequest, GraphResponse } from "../graph/graph-request.ts";
import type { LiveTenant } from "../graph/live-tenant.ts";
import { isRecord } from "../odata/entity.ts";
import { GraphFault } from "../odata/graph-fault.ts";
import { auditTable } from "./audit-table.ts";
import { runQuery } from "./kql.ts";
import { KqlError } from "./kql-error.ts";
import type { Table } from "./table.ts";
import { timespanOf } from "./timespan.ts";

/** The service's own limit: https://learn.microsoft.com/azure/azure-monitor/service-limits. */
export const mostLogRows = 500_000;

export function isLogQuery({ path }: GraphRequest): boolean {
  return path.startsWith("/v1/");
}

/**
 * Answers a query of any workspace as Log Analytics would (https://api.loganalytics.azure.com/v1): the tenant's audit log is
 * the only table. More than `mostRows` rows are cut off, with an `error` that says so.
 */
export function respondToLogQuery(live: LiveTenant, request: GraphRequest, mostRows: number): GraphResponse {
  const { method, path, headers, body } = request;
  if (method !== "POST" || !/^\/v1\/workspaces\/[\da-f-]{36}\/query$/iu.test(path)) {
    return failure(404, "PathNotFoundError", "The requested path does not exist");
  }
  try {
    callerOf(typeof headers["authorization"] === "string" ? headers["authorization"] : undefined);
    return resultOf(queried(live, body), mostRows);
  } catch (error) {
    if (error instanceof KqlError) return syntaxFailure(error);
    if (!(error instanceof GraphFault)) throw error;
    return failure(error.status, error.status === 401 ? "InvalidTokenError" : "BadArgumentError", error.message);
  }
}

function queried(live: LiveTenant, body: string): Table {
  const asked = parsed(body);
  if (!isRecord(asked) || typeof asked["query"] !== "string") throw badArgument("The request has no 'query'.");

  const { tenant, now } = live.read();
  const isWithin = timespanOf(asked["timespan"], now);
  if (isWithin === null) throw badArgument("The 'timespan' is not an ISO 8601 duration or interval.");
  const audits = tenant.directoryAudits.filter(({ activityDateTime }) => isWithin(new Date(activityDateTime)));
  return runQuery(asked["query"], { AuditLogs: () => auditTable(audits, tenant.organization.id) });
}

function resultOf({ columns, rows }: Table, mostRows: number): GraphResponse {
  const tables = [{ name: "PrimaryResult", columns, rows: rows.slice(0, mostRows) }];
  return rows.length <= mostRows ? json(200, { tables }) : json(200, { tables, error: truncation(mostRows) });
}

function truncation(mostRows: number): object {
  const message = `The results of this query exceed the set limit of ${mostRows} records, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003).`;
  return {
    code: "PartialError",
    message: "There were some errors when processing your query.",
    details: [
      {
        code: "EngineError",
        message: "Something went wrong processing your query on the server.",
        innererror: { code: "-2133196797", message, severity: 2, severityName: "Error" },
      },
    ],
  };
}

function syntaxFailure({ kind, message, at }: KqlError): GraphResponse {
  const about = kind === "SyntaxError" ? "A recognition error occurred in the query." : "A semantic error occurred.";
  const code = kind === "SyntaxError" ? "SYN0002" : "SEM0100";
  return json(400, {
    error: {
      code: "BadArgumentError",
      message: "The request had some invalid properties",
      innererror: { code: kind, message: about, innererror: { code, message, line: 1, pos: at } },
    },
  });
}

function failure(status: number, code: string, message: string): GraphResponse {
  return json(status, { error: { code, message } });
}

function json(status: number, body: object): GraphResponse {
  return { status, headers: { "Content-Type": "application/json; charset=utf-8" }, body };
}

function badArgument(message: string): GraphFault {
  return new GraphFault(400, "BadArgumentError", message);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
