import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import { openWith } from "../../src/cli/open-tenant.ts";
import { openScreen } from "../../src/cli/screen.ts";
import { collect } from "../../src/collect/collect.ts";
import type { Progress } from "../../src/collect/progress.ts";
import { estimate, type Survey } from "../../src/collect/survey.ts";
import { parentSections, type SectionName, sectionNames } from "../../src/domain/sections.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import { tinyTerminal } from "../cli/tiny-terminal.ts";
import { now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";
import { smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const token = mintToken({ roles: readPermissions, tenantId: tenant.organization.id });

/** Collects on a terminal, or on none, and draws a frame with every request that arrives. */
async function collectOn(
  columns: number | null,
  intercept: (request: number, path: string) => ReturnType<NonNullable<EmulatorOptions["intercept"]>> = () => undefined,
) {
  const terminal = columns === null ? null : tinyTerminal(columns);
  const screen = terminal === null ? null : openScreen(terminal);
  const stop = new AbortController();
  const frames: (readonly string[])[] = [];
  let draw: (() => void) | null = null;
  let requests = 0;
  const emulator = await startEmulator({
    tenant,
    now: () => now,
    intercept: ({ path }) => {
      requests += 1;
      draw?.();
      if (draw !== null) frames.push(terminal?.shown() ?? []);
      if (path.endsWith("/groups") && columns === 60) stop.abort();
      return intercept(requests, path);
    },
  });
  const io = testIo({ SODSCAN_ACCESS_TOKEN: token });
  const onFrame = (next: () => void) => {
    draw = next;
    return () => {
      draw = null;
    };
  };
  const on = screen === null ? io : { ...io, tell: screen.tell, screen: { ...screen, everyFrame: onFrame } };
  try {
    const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", testFolder()];
    const exitCode = await run(["collect", ...target], { ...on, interrupted: stop.signal });
    return { exitCode, frames, shown: terminal?.shown() ?? [], told: io.told.join("\n"), isDrawing: draw !== null };
  } finally {
    await emulator.close();
  }
}

const sectionsTold = (lines: readonly string[]) =>
  lines.flatMap((line) => /^ {2}(\w+) +(?:complete|denied|failed|skipped) /u.exec(line)?.[1] ?? []).sort();

describe("a collection on a terminal", () => {
  it.each([40, 80, 200])(
    "at %i columns draws what is under way, and leaves the lines that it tells elsewhere",
    async (columns) => {
      const { exitCode, frames, shown, isDrawing } = await collectOn(columns);

      expect(exitCode).toBe(0);
      expect(frames.flat().some((line) => line.includes(`of ${sectionNames.length} sections`))).toBe(true);
      expect(frames.flat().some((line) => /^ {2}\w+….* left$|^ {2}\w+ .*\d.* left$/u.test(line))).toBe(true);
      expect(sectionsTold(shown)).toEqual(sectionNames.toSorted());
      expect(shown.join("\n")).not.toMatch(/so far|left|[█░]/u);
      expect(isDrawing).toBe(false);
    },
  );

  it("takes a section that fails out of what is under way", async () => {
    const { shown, frames } = await collectOn(120, (_, path) =>
      path.endsWith("/catalogs") ? { status: 403, body: { error: { code: "Forbidden", message: "no" } } } : undefined,
    );

    expect(shown.find((line) => line.startsWith("  catalogs "))).toContain("denied");
    expect(frames.at(-1)?.some((line) => /^ {2}catalogs +[█░·]/u.test(line))).toBe(false);
    expect(shown.join("\n")).not.toMatch(/so far|left|[█░]/u);
  });

  it("leaves nothing drawn where it is interrupted", async () => {
    const { exitCode, shown, frames, isDrawing } = await collectOn(60);

    expect(exitCode).toBe(130);
    expect(frames.flat().some((line) => line.includes("so far"))).toBe(true);
    expect(shown.join("\n")).not.toMatch(/so far|left |[█░]/u);
    expect(shown.join("\n")).toContain("interrupted");
    expect(isDrawing).toBe(false);
  });
});

describe("a collection on no terminal", () => {
  it("tells a line as each section ends, and nothing that moves a cursor", async () => {
    const { told, frames } = await collectOn(null);

    expect(frames).toEqual([]);
    expect(sectionsTold(told.split("\n"))).toEqual(sectionNames.toSorted());
    expect(told).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/u);
  });
});

describe("progress and plan", () => {
  it("end at what the snapshot holds, and at no more than was asked", async () => {
    const last = new Map<SectionName, Progress>();
    const ends = new Map<SectionName, Progress | undefined>();
    const { coverage, survey, requests } = await collected({
      onProgress: (progress) => last.set(progress.section, progress),
      onEnd: (section) => ends.set(section, last.get(section)),
    });

    for (const { section, read, expected, duplicates, status } of coverage) {
      const { done, of, rows } = ends.get(section) ?? { done: 0, of: 0, rows: 0 };
      expect(status).toBe("complete");
      expect([section, of ?? done]).toEqual([section, done]);
      expect([section, rows]).toEqual([section, read + duplicates]);
      if (parentSections[section] === undefined && expected !== null && section !== "auditEvents")
        expect([section, of]).toEqual([section, expected]);
    }
    expect(survey).toEqual({
      users: tenant.users.length,
      groups: tenant.groups.length,
      servicePrincipals: tenant.servicePrincipals.length,
      catalogs: tenant.catalogs.length,
      accessPackages: tenant.accessPackages.length,
      assignmentPolicies: tenant.policies.length,
    });
    const { calls } = estimate(survey, true);
    expect(calls).toBeLessThanOrEqual(requests);
    expect(calls).toBeGreaterThan(requests / 3);
  });

  it("tells of all groups from the first on, although they are still being listed", async () => {
    const told: Progress[] = [];
    await collected({ onProgress: (progress) => told.push(progress) });

    for (const section of ["groupMembers", "groupOwners", "groupEligibilities", "groupAssignmentSchedules"]) {
      const steps = told.filter((progress) => progress.section === section);
      expect(new Set(steps.map(({ of }) => of)), section).toEqual(new Set([tenant.groups.length]));
      expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
    }
  });

  it("does not plan with what the tenant would not count", async () => {
    const { survey } = await collected({
      intercept: ({ path }) => (path === "/v1.0/$batch" ? { status: 403, body: {} } : undefined),
    });

    expect(Object.values(survey).every((count) => count === null)).toBe(true);
  });
});

type Told = {
  readonly onProgress?: (progress: Progress) => void;
  readonly onEnd?: (section: SectionName) => void;
  readonly intercept?: NonNullable<EmulatorOptions["intercept"]>;
};

async function collected({ onProgress = () => undefined, onEnd = () => undefined, intercept }: Told) {
  const emulator = await startEmulator({ tenant, now: () => now, ...(intercept === undefined ? {} : { intercept }) });
  const surveys: Survey[] = [];
  const io = testIo();
  try {
    const open = await openWith(() => Promise.resolve(token), emulator.url, 4, io);
    const coverage = await collect({
      ...open,
      auditDays: 30,
      clock: io,
      concurrency: 4,
      sliceFrom: Number.POSITIVE_INFINITY,
      groups: "all",
      signal: io.interrupted,
      runId: "run",
      toolVersion: "0",
      path: join(testFolder(), "snapshot.sqlite"),
      resume: false,
      onSurvey: (survey) => surveys.push(survey),
      onTrail: () => undefined,
      onProgress,
      onSection: ({ section }) => onEnd(section),
      restsOn: () => [],
      onConfirmed: () => undefined,
    });
    const [survey] = surveys;
    if (survey === undefined) throw new TypeError("nobody told of the survey");
    return { coverage, survey, requests: emulator.requests.length };
  } finally {
    await emulator.close();
  }
}
