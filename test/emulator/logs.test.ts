import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { now, serve } from "./emulated-graph.ts";

const tenant = contosoBank({ now });
const { directoryAudits } = tenant;
const workspace = "/v1/workspaces/6f2b2b1c-0000-4000-a000-000000000001/query";
const window =
  "TimeGenerated >= datetime(2026-11-10T00:00:00Z) and TimeGenerated < datetime(2026-11-20T00:00:00.0000000Z)";
const inWindow = directoryAudits.filter(
  ({ activityDateTime }) =>
    "2026-11-10T00:00:00.000Z" <= activityDateTime && activityDateTime < "2026-11-20T00:00:00.000Z",
);

type Row = (string | number | null)[];
type Result = {
  readonly tables: {
    readonly name: string;
    readonly columns: { name: string; type: string }[];
    readonly rows: Row[];
  }[];
  readonly error: { code: string; message: string; details?: unknown; innererror?: { code: string } };
};

/** Asks Log Analytics, of an emulator of its own. */
async function ask(query: string, { mostLogRows, ...body }: { mostLogRows?: number; timespan?: string } = {}) {
  const emulator = await serve({ tenant, ...(mostLogRows === undefined ? {} : { mostLogRows }) });
  const answer = await emulator.post(`${emulator.url}${workspace}`, { query, ...body });
  const { tables, error } = answer.body as unknown as Result;
  return { status: answer.status, rows: tables?.[0]?.rows ?? [], columns: tables?.[0]?.columns ?? [], error, tables };
}

describe("a log query", () => {
  it("answers what the adapter asks, in the service's shape", async () => {
    const { status, tables, error } = await ask(
      `AuditLogs\n| where ${window}\n| where Category in ("GroupManagement", 'RoleManagement') // two\n| project TimeGenerated, Category, InitiatedBy, Id\n| order by TimeGenerated asc, Id asc`,
    );
    const wanted = inWindow.filter(({ category }) => ["GroupManagement", "RoleManagement"].includes(category));

    expect(status).toBe(200);
    expect(error).toBeUndefined();
    expect(tables).toHaveLength(1);
    expect(tables[0]?.name).toBe("PrimaryResult");
    expect(tables[0]?.columns).toEqual([
      { name: "TimeGenerated", type: "datetime" },
      { name: "Category", type: "string" },
      { name: "InitiatedBy", type: "dynamic" },
      { name: "Id", type: "string" },
    ]);
    const rows = tables[0]?.rows ?? [];
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map((row) => String(row[3])).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    expect(rows.map((row) => row[0])).toEqual(wanted.map(({ activityDateTime }) => activityDateTime).toSorted());
    expect(JSON.parse(String(rows[0]?.[2]))).toEqual(wanted.find(({ id }) => id === rows[0]?.[3])?.initiatedBy);
  });

  it("has every column of the table where none is named", async () => {
    const { columns, rows } = await ask("AuditLogs");
    const names = columns.map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining(["TimeGenerated", "OperationName", "TargetResources", "CorrelationId"]),
    );
    expect(rows).toHaveLength(directoryAudits.length);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
  });

  it("counts, and finds the first and the last", async () => {
    const dates = directoryAudits.map(({ activityDateTime }) => activityDateTime).toSorted();
    const summary = await ask("AuditLogs | summarize first = min(TimeGenerated), max(TimeGenerated), count()");
    const nothing = await ask("AuditLogs | where Category == 'Nothing' | summarize count(), min(TimeGenerated)");
    const byCategory = await ask("AuditLogs | summarize total = count() by Category | order by total");

    expect(summary.columns.map(({ name }) => name)).toEqual(["first", "max_TimeGenerated", "count_"]);
    expect(summary.rows).toEqual([[dates[0], dates.at(-1), dates.length]]);
    expect(nothing.rows).toEqual([[0, null]]);
    expect(Object.fromEntries(byCategory.rows)).toEqual(
      Object.fromEntries(
        Map.groupBy(directoryAudits, ({ category }) => category)
          .entries()
          .map(([category, audits]) => [category, audits.length]),
      ),
    );
    const totals = byCategory.rows.map((row) => Number(row[1]));
    expect(totals).toEqual(totals.toSorted((a, b) => b - a));
  });

  it.each([
    ["Category == 'GroupManagement' or Category == 'RoleManagement'", ["GroupManagement", "RoleManagement"]],
    [
      "(Category == 'GroupManagement' or Category == 'RoleManagement') and Category != 'RoleManagement'",
      ["GroupManagement"],
    ],
    ["Category in~ ('groupmanagement')", ["GroupManagement"]],
    ["Category in ('groupmanagement')", []],
  ])("understands where %s", async (condition, categories) => {
    const { rows } = await ask(`AuditLogs | where ${condition} | summarize count() by Category | project Category`);

    expect(rows.flat().map(String).toSorted()).toEqual(categories);
  });

  it("takes the first of an order", async () => {
    const { rows } = await ask("AuditLogs | project TimeGenerated | order by TimeGenerated | take 3");

    expect(rows.flat()).toEqual(directoryAudits.slice(0, 3).map(({ activityDateTime }) => activityDateTime));
  });

  it("is confined to its timespan", async () => {
    const countIn = async (timespan: string) => (await ask("AuditLogs | summarize count()", { timespan })).rows[0]?.[0];

    expect(await countIn("2026-11-10T00:00:00Z/2026-11-20T00:00:00Z")).toBe(inWindow.length);
    expect(await countIn("2026-11-10T00:00:00Z/P10D")).toBe(inWindow.length);
    expect(await countIn("P10D/2026-11-20T00:00:00Z")).toBe(inWindow.length);
    expect(await countIn("P365D")).toBe(directoryAudits.length);
    expect((await ask("AuditLogs", { timespan: "yesterday" })).error.code).toBe("BadArgumentError");
  });

  it("gives no more rows than the service does, and says that it cut some off", async () => {
    const { status, rows, error } = await ask("AuditLogs | order by TimeGenerated asc", { mostLogRows: 10 });
    const whole = await ask("AuditLogs", { mostLogRows: directoryAudits.length });

    expect({ status, rows: rows.length, code: error.code }).toEqual({ status: 200, rows: 10, code: "PartialError" });
    expect(error.details).toHaveLength(1);
    expect(whole.error).toBeUndefined();
  });

  it.each([
    ["", "SyntaxError"],
    ["AuditLogs |", "SyntaxError"],
    ["AuditLogs | where", "SyntaxError"],
    ["AuditLogs | where TimeGenerated > ago(1d)", "SyntaxError"],
    ["AuditLogs | where Category contains 'x'", "SyntaxError"],
    ["AuditLogs | where Category == 'open", "SyntaxError"],
    ["AuditLogs | where TimeGenerated > datetime(soon)", "SyntaxError"],
    ["AuditLogs | extend x = 1", "SyntaxError"],
    ["AuditLogs | take some", "SyntaxError"],
    ["AuditLogs | take 5m", "SyntaxError"],
    ["AuditLogs | summarize dcount(Id)", "SyntaxError"],
    ["AuditLogs; SigninLogs", "SyntaxError"],
    ["SigninLogs", "SemanticError"],
    ["constructor", "SemanticError"],
    ["AuditLogs | project Shoes", "SemanticError"],
    ["AuditLogs | project Id | order by TimeGenerated", "SemanticError"],
    ["AuditLogs | where TimeGenerated > '2026-11-10'", "SemanticError"],
    ["AuditLogs | where Category == datetime(2026-11-10)", "SemanticError"],
  ])("400 for %j", async (query, kind) => {
    const { status, error } = await ask(query);

    expect({ status, code: error.code, kind: error.innererror?.code }).toEqual({
      status: 400,
      code: "BadArgumentError",
      kind,
    });
  });

  it("is refused without a bearer, without a query and elsewhere", async () => {
    const { post, get, url } = await serve({ tenant });

    expect((await post(`${url}${workspace}`, { query: "AuditLogs" }, { token: null })).body.error.code).toBe(
      "InvalidTokenError",
    );
    expect((await post(`${url}${workspace}`, {})).status).toBe(400);
    expect((await post(`${url}/v1/workspaces/x/query`, { query: "AuditLogs" })).status).toBe(404);
    expect((await get(`${url}${workspace}`)).status).toBe(404);
    expect((await post(`${url}${workspace}`, { query: "AuditLogs" }, { token: mintToken({ roles: [] }) })).status).toBe(
      200,
    );
  });
});
