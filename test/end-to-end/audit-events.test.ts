import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "../../src/cli/main.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import type { DirectoryAudit } from "../../src/emulator/tenant/directory-audit.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { openSnapshot, type SnapshotFile } from "../../src/snapshot/reader.ts";
import { now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";
import { someAudits } from "./small-tenant.ts";

const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
/** A small tenant with the bank's audit log. */
const bank = withStrangers({
  ...aTenant("small", { now })
    .user("ada")
    .app("erp", { roles: ["pay"] })
    .group("all", { members: ["ada"] })
    .build(),
  directoryAudits: contosoBank({ now }).directoryAudits,
});
const workspace = "11111111-2222-3333-4444-555555555555";
const graphToken = mintToken({ roles: readPermissions, tenantId: bank.organization.id });
const logsToken = mintToken({ roles: [], tenantId: bank.organization.id, appId: "reader of logs" });
const environment = { SODSCAN_ACCESS_TOKEN: graphToken, SODSCAN_LOGS_ACCESS_TOKEN: logsToken };

/** With events that are not to be read: of another category, before the window, and on its very end. */
function withStrangers(tenant: Tenant): Tenant {
  const [newest] = tenant.directoryAudits as readonly [DirectoryAudit];
  const stranger = (id: string, at: Date, category = newest.category) => ({
    ...newest,
    id,
    category,
    activityDateTime: at.toISOString(),
  });
  const strangers = [
    stranger("of users", days(1), "UserManagement" as DirectoryAudit["category"]),
    stranger("too old", days(31)),
    stranger("on the end", now),
    stranger("in the middle", days(15)),
    stranger("on the beginning", days(30)),
  ];
  const directoryAudits = [...tenant.directoryAudits, ...strangers];
  return {
    ...tenant,
    directoryAudits: directoryAudits.sort((a, b) => (a.activityDateTime > b.activityDateTime ? -1 : 1)),
  };
}

async function emulate(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ tenant: bank, now: () => now, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

const graphOf = ({ url }: Emulator) => ["--auth", "static-token", "--graph-url", url];
const logsOf = ({ url }: Emulator) => ["--workspace", workspace, "--logs-url", url];

async function collected(args: readonly string[], folder = testFolder(), io = testIo(environment)) {
  const exitCode = await run(["collect", ...args, "--out", folder], io);
  const told = io.told.join("\n");
  return { exitCode, told, folder };
}

async function snapshotIn(folder: string): Promise<SnapshotFile> {
  const snapshot = await openSnapshot(join(folder, "data", "snapshot.sqlite"));
  onTestFinished(() => snapshot.close());
  return snapshot;
}

/** What is to be read, by plain filters over the tenant's own list. */
function expectedIn(tenant: Tenant, from: Date): readonly DirectoryAudit[] {
  const categories = "EntitlementManagement GroupManagement RoleManagement ApplicationManagement PolicyManagement";
  return tenant.directoryAudits.filter(
    ({ category, activityDateTime: at }) =>
      categories.split(" ").includes(category) && new Date(at) >= from && new Date(at) < now,
  );
}

const coverageOf = ({ coverage }: SnapshotFile) => coverage.find(({ section }) => section === "auditEvents");
const idsIn = (snapshot: SnapshotFile) => [...snapshot.rows("auditEvents")].map(({ id }) => id).sort();

describe.each(["directoryAudits", "logAnalytics"] as const)("the audit trail from %s", (kind) => {
  const isLogs = kind === "logAnalytics";
  const argsFor = (emulator: Emulator) => [...graphOf(emulator), ...(isLogs ? logsOf(emulator) : [])];

  it.each([30, 7])("is read event by event, each with its place in the raw answer (%i days)", async (length) => {
    const { folder, exitCode } = await collected([...argsFor(await emulate()), "--audit-days", `${length}`]);
    const snapshot = await snapshotIn(folder);
    const rows = [...snapshot.rows("auditEvents")];
    const expected = expectedIn(bank, days(length));

    expect(exitCode).toBe(0);
    expect(rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    for (const row of rows) {
      const audit = expected.find(({ id }) => id === row.id)!;
      expect([row.activityDateTime, row.activity, row.category]).toEqual([
        audit.activityDateTime,
        audit.activityDisplayName,
        audit.category,
      ]);
      expect(row.actorId).toBe(audit.initiatedBy.user?.id ?? audit.initiatedBy.app?.servicePrincipalId ?? null);
      expect(row.targets.map(({ id }) => id)).toEqual(audit.targetResources.map(({ id }) => id));
      expect(row.changes).toHaveLength(audit.targetResources.flatMap((one) => one.modifiedProperties).length);
      expect(JSON.stringify(rawAt(snapshot, row.evidence))).toContain(row.id);
    }
    expect(coverageOf(snapshot)).toMatchObject({ status: "complete", read: expected.length, duplicates: 0 });
  });

  it("says how far it could see, no farther than it was asked and than the source goes back", async () => {
    const emulator = await emulate();
    const source = { kind, workspaceId: isLogs ? workspace : null };
    const month = await snapshotIn((await collected([...argsFor(emulator), "--audit-days", "90"])).folder);
    const week = await snapshotIn((await collected([...argsFor(emulator), "--audit-days", "7"])).folder);

    const asked = { from: days(90).toISOString(), to: now.toISOString() };
    expect(month.auditTrail).toMatchObject({ source, asked, seen: { from: days(31).toISOString(), to: asked.to } });
    expect(week.auditTrail).toMatchObject({ seen: { from: days(7).toISOString(), to: asked.to } });
  });

  it("keeps the answers that say how far it could see", async () => {
    const snapshot = await snapshotIn((await collected(argsFor(await emulate()))).folder);
    const told = snapshot.auditTrail.evidence.map((evidence) => JSON.stringify(rawAt(snapshot, evidence)));

    expect(told.length).toBe(isLogs ? 1 : 2);
    expect(told.join()).toContain(days(31).toISOString());
    expect(told.join()).toContain(now.toISOString());
  });

  it("claims to have seen nothing where the source holds nothing", async () => {
    const { folder, told } = await collected(argsFor(await emulate({ tenant: aTenant("quiet", { now }).build() })));
    const snapshot = await snapshotIn(folder);

    expect(snapshot.auditTrail.seen).toBeNull();
    expect(coverageOf(snapshot)).toMatchObject({ status: "complete", read: 0 });
    expect(told).toContain("nothing follows from its silence");
  });

  it("claims nothing for the time after the last event, when the log may have been switched off", async () => {
    const old = bank.directoryAudits.filter(({ activityDateTime }) => new Date(activityDateTime) < days(10));
    const emulator = await emulate({ tenant: { ...bank, directoryAudits: old } });
    const month = await snapshotIn((await collected(argsFor(emulator))).folder);
    const week = await snapshotIn((await collected([...argsFor(emulator), "--audit-days", "7"])).folder);

    expect(month.auditTrail.seen?.to).toBe(old[0]!.activityDateTime);
    expect(week.auditTrail.seen).toBeNull();
  });

  it("goes on in mid-window where it was interrupted, to the same rows, and reads no page twice", async () => {
    const tenant = { ...bank, directoryAudits: someAudits(2500) };
    const calm = await collected(argsFor(await emulate({ tenant })));
    const isTrail = (path: string) => path.startsWith(isLogs ? "/v1/" : "/v1.0/auditLogs/");
    const folder = testFolder();
    const asked: string[] = [];
    const stop = new AbortController();
    const emulator = await emulate({
      tenant,
      intercept: ({ path, query }) => {
        if (isTrail(path)) asked.push(query);
        if (asked.length === 5) stop.abort();
        return undefined;
      },
    });
    const io = { ...testIo(environment), interrupted: stop.signal };
    expect(await run(["collect", ...argsFor(emulator), "--out", folder], io)).toBe(130);
    const again = await collected([...argsFor(emulator), "--resume"], folder);

    const [one, other] = [await snapshotIn(calm.folder), await snapshotIn(folder)];
    expect(again.exitCode).toBe(0);
    expect(idsIn(other)).toEqual(idsIn(one));
    expect(idsIn(other)).toEqual(
      expectedIn(tenant, days(30))
        .map(({ id }) => id)
        .sort(),
    );
    const { evidence: once, ...view } = one.auditTrail;
    const { evidence: twice } = other.auditTrail;
    expect(other.auditTrail).toMatchObject(view);
    expect(new Set(twice).size).toBe(2 * once.length);
    expect(coverageOf(other)).toMatchObject({ duplicates: 0, pages: coverageOf(one)!.pages + once.length });
  });
});

describe("a Log Analytics workspace", () => {
  it("gives all its rows though it is throttled, breaks, and gives few at a time", async () => {
    const most = Math.max(
      ...Map.groupBy(bank.directoryAudits, ({ activityDateTime }) => activityDateTime.slice(0, 19))
        .values()
        .map(({ length }) => length),
    );
    let asked = 0;
    const emulator = await emulate({
      mostLogRows: most,
      intercept: ({ path }) => {
        if (!path.startsWith("/v1/")) return undefined;
        asked += 1;
        if (asked % 5 === 0) return { status: 429, body: {}, headers: { "retry-after": "3" } };
        return asked % 7 === 0 ? { status: 200, body: '{"tables":[{' } : undefined;
      },
    });
    const { folder, exitCode } = await collected([...graphOf(emulator), ...logsOf(emulator)]);

    expect(exitCode).toBe(0);
    expect(idsIn(await snapshotIn(folder))).toEqual(
      expectedIn(bank, days(30))
        .map(({ id }) => id)
        .sort(),
    );
  });

  it.each([
    [403, "InsufficientAccessError", "denied"],
    [404, "WorkspaceNotFoundError", "failed"],
    [400, "BadArgumentError", "failed"],
  ])("that answers %i costs its own section and says why", async (status, code, ended) => {
    const emulator = await emulate({
      intercept: ({ path }) =>
        path.startsWith("/v1/") ? { status, body: { error: { code, message: "Not this one." } } } : undefined,
    });
    const { folder, exitCode, told } = await collected([...graphOf(emulator), ...logsOf(emulator)]);
    const snapshot = await snapshotIn(folder);
    const coverage = coverageOf(snapshot);

    expect(exitCode).toBe(3);
    expect(coverage).toMatchObject({ status: ended, read: 0 });
    expect(coverage?.reason).toContain(code);
    expect(coverage?.missingPermission).toBe(
      status === 403 ? `Log Analytics Reader on workspace ${workspace}` : undefined,
    );
    expect(snapshot.auditTrail.seen).toBeNull();
    expect(told).toContain("Not this one.");
    expect(snapshot.coverage.filter((one) => one.status !== "complete")).toHaveLength(1);
  });

  it("gets its own token, Graph gets Graph's, and neither is written anywhere", async () => {
    const seen: { readonly at: string; readonly path: string; readonly authorization: string | undefined }[] = [];
    const spying = (at: string) =>
      emulate({ intercept: ({ path, headers }) => void seen.push({ at, path, authorization: headers.authorization }) });
    const [graph, logs] = [await spying("graph"), await spying("logs")];
    const folder = testFolder();
    const io = testIo(environment);
    await run(["scan", ...graphOf(graph), ...logsOf(logs), "--out", folder], io);

    expect(new Set(seen.map(({ at, authorization }) => `${at} ${authorization}`))).toEqual(
      new Set([`graph Bearer ${graphToken}`, `logs Bearer ${logsToken}`]),
    );
    expect(seen.filter(({ at, path }) => path.startsWith("/v1/") !== (at === "logs"))).toEqual([]);
    expect(seen.filter(({ path }) => path.includes("auditLogs"))).toEqual([]);

    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const snapshot = await snapshotIn(folder);
    const pages = [...snapshot.rows("auditEvents")].map(({ evidence }) => snapshot.page(evidence.split("#")[0]!)!);
    const written = [
      ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1")),
      ...pages.map(({ url, body }) => url + Buffer.from(body).toString()),
      ...io.printed,
      ...io.told,
    ];
    expect(files.length).toBeGreaterThan(5);
    for (const text of written) for (const part of logsToken.split(".").slice(1)) expect(text).not.toContain(part);
  });

  it("is named by doctor, with what it refuses", async () => {
    const refusing = await emulate({
      intercept: ({ path }) =>
        path.startsWith("/v1/")
          ? { status: 403, body: { error: { code: "InsufficientAccessError", message: "No." } } }
          : undefined,
    });
    for (const [emulator, word, code] of [
      [await emulate(), "granted", 0],
      [refusing, "MISSING", 3],
    ] as const) {
      const io = testIo(environment);
      expect(await run(["doctor", ...graphOf(emulator), ...logsOf(emulator)], io)).toBe(code);
      const line = io.printed.find((text) => text.includes("Log Analytics Reader"));
      expect(line).toMatch(new RegExp(`^${word} .* auditEvents`, "u"));
      expect(io.printed.find((text) => text.includes("AuditLog.Read.All"))).not.toContain("auditEvents");
    }
  });
});

describe("a resumed run", () => {
  it("refuses to go on with another trail than it was begun with", async () => {
    const folder = testFolder();
    const stop = new AbortController();
    const emulator = await emulate({ intercept: ({ path }) => void (path.endsWith("/groups") && stop.abort()) });
    const io = { ...testIo(environment), interrupted: stop.signal };
    expect(await run(["collect", ...graphOf(emulator), "--out", folder], io)).toBe(130);

    const elsewhere = await collected([...graphOf(emulator), ...logsOf(emulator), "--resume"], folder);
    const longer = await collected([...graphOf(emulator), "--audit-days", "60", "--resume"], folder);
    expect([elsewhere.exitCode, longer.exitCode]).toEqual([2, 2]);
    expect(elsewhere.told).toContain("another --workspace");
    expect(longer.told).toContain("other --audit-days");
  });
});

describe("usage", () => {
  it.each([
    ["a logs address without a workspace", ["--logs-url", "http://127.0.0.1:9"], environment, /none is named/u],
    ["a workspace by name", ["--workspace", "logs"], environment, /workspace's id/u],
    [
      "a workspace without a token for it",
      ["--workspace", workspace],
      { SODSCAN_ACCESS_TOKEN: graphToken },
      /SODSCAN_LOGS_ACCESS_TOKEN/u,
    ],
    [
      "a logs address that is not safe",
      ["--workspace", workspace, "--logs-url", "http://logs.example"],
      environment,
      /does not travel/u,
    ],
    ["three years", ["--audit-days", "1096"], environment, /from 1 to 730/u],
  ])("%s exits with 2 and says so", async (_, args, variables, message) => {
    const emulator = await emulate();
    const { exitCode, told } = await collected([...graphOf(emulator), ...args], testFolder(), testIo(variables));

    expect(exitCode).toBe(2);
    expect(told).toMatch(message);
    expect(emulator.requests).toEqual([]);
  });
});

function rawAt(snapshot: SnapshotFile, evidence: string): unknown {
  const [key = "", pointer = ""] = evidence.split("#");
  const body: unknown = JSON.parse(Buffer.from(snapshot.page(key)!.body).toString());
  return pointer
    .split("/")
    .slice(1)
    .reduce((value, step) => (value as Record<string, unknown>)[step], body);
}
