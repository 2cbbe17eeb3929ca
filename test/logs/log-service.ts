import type { TokenCredential } from "@azure/identity";
import type { Clock } from "../../src/graph/clock.ts";
import { openGovernor } from "../../src/graph/governor.ts";
import { auditColumns } from "../../src/logs/kql.ts";
import type { LogSettings } from "../../src/logs/log-query.ts";
import { type Audit, rowOf } from "./audits.ts";
import type { Call, Reply } from "./loopback.ts";

export const workspaceId = "11111111-2222-3333-4444-555555555555";

const credential: TokenCredential = {
  getToken: (scopes) =>
    Promise.resolve({ token: `token-for-${[scopes].flat().join()}`, expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** How the log service at an origin is reached. */
export function settingsOn(logsUrl: string, clock: Clock): LogSettings {
  return { credential, workspaceId, cloud: "global", logsUrl, clock, governor: openGovernor(clock, 8) };
}

type Limits = { readonly mostRows?: number };

/** Answers our two queries over a log as Log Analytics would, cutting off what exceeds `mostRows` with a partial error. */
export function logService(audits: readonly Audit[], { mostRows = 500_000 }: Limits = {}): (call: Call) => Reply {
  return ({ body }) => {
    const { query } = JSON.parse(body) as { query: string };
    const listed = [...(/Category in \((?<list>[^)]*)\)/u.exec(query)?.groups?.["list"] ?? "").matchAll(/"([^"]*)"/gu)];
    const categories = new Set(listed.map(([, name]) => name));
    const held = audits.filter(({ category }) => categories.has(category));
    return query.includes("summarize") ? spanReply(held) : eventsReply(held, query, mostRows);
  };
}

function spanReply(held: readonly Audit[]): Reply {
  const times = held.map(({ activityDateTime }) => activityDateTime).sort();
  return { body: { tables: [table(["oldest", "newest"], [[times[0] ?? null, times.at(-1) ?? null]])] } };
}

function eventsReply(held: readonly Audit[], query: string, mostRows: number): Reply {
  const [from = 0, to = 0] = [...query.matchAll(/datetime\((?<at>[^)]*)\)/gu)].map(({ groups }) =>
    Date.parse(groups?.["at"] ?? ""),
  );
  const rows = held
    .filter(({ activityDateTime }) => Date.parse(activityDateTime) >= from && Date.parse(activityDateTime) < to)
    .toSorted((a, b) => (a.activityDateTime < b.activityDateTime ? -1 : 1))
    .slice(0, Number(/take (?<limit>\d+)/u.exec(query)?.groups?.["limit"]))
    .map(rowOf)
    .map((row) => Object.values(auditColumns).map((column) => row[column]));
  const tables = [table(Object.values(auditColumns), rows.slice(0, mostRows))];
  return { body: rows.length > mostRows ? { tables, error: partialError } : { tables } };
}

export const partialError = {
  code: "PartialError",
  message: "Not all.",
  details: [{ code: "EngineError", message: "Something went wrong.", innererror: { message: "Too many records" } }],
};

export function table(columns: readonly string[], rows: readonly (readonly unknown[])[]) {
  return { name: "PrimaryResult", columns: columns.map((name) => ({ name, type: "string" })), rows };
}
