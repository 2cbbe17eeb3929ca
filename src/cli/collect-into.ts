import { randomUUID } from "node:crypto";
import { evidenceBehind } from "../assess/evidence-behind.ts";
import type { RuleSet } from "../assess/rule-set.ts";
import { defaultSliceFrom } from "../collect/slices.ts";
import { estimate } from "../collect/survey.ts";
import { collect } from "../collect/collect.ts";
import type { WantedGroups } from "../collect/groups-that-matter.ts";
import type { AuditView } from "../domain/audit-view.ts";
import type { Confirmation, SectionCoverage, SectionName } from "../domain/sections.ts";
import { defaultAuditDays } from "./common-options.ts";
import { ScanError } from "../scan-error.ts";
import { openSnapshot } from "../snapshot/reader.ts";
import type { Io } from "./io.ts";
import type { OpenTenant } from "./open-tenant.ts";
import { planLine } from "./plan-line.ts";
import { openProgressBars } from "./progress-bars.ts";
import { toolVersion } from "./version.ts";

export type CollectIntoOptions = {
  readonly concurrency: number;
  readonly groups: WantedGroups;
  readonly auditDays?: number;
  readonly sliceFrom?: number;
  readonly resume?: boolean;
  readonly since?: string;
};

/** Collects a tenant into a snapshot file, telling of each section as it ends, and live where there is a screen. */
export async function collectInto(
  path: string,
  tenant: OpenTenant,
  options: CollectIntoOptions,
  rules: RuleSet,
  io: Io,
): Promise<void> {
  const { concurrency, groups, auditDays = defaultAuditDays, resume = false, since } = options;
  const { sliceFrom = defaultSliceFrom } = options;
  const earlier = since === undefined ? {} : { since: await earlierSnapshot(since, tenant) };
  const bars = openProgressBars(io, tenant.governor.met);
  try {
    await collect({
      ...tenant,
      clock: io,
      concurrency,
      sliceFrom,
      groups,
      auditDays,
      runId: randomUUID(),
      toolVersion,
      path,
      resume,
      ...earlier,
      signal: io.interrupted,
      onSurvey: (survey) => {
        bars.plan(estimate(survey, groups === "all").seconds);
        io.tell(planLine(survey, groups));
      },
      onTrail: (view) => io.tell(trailLine(view)),
      onProgress: bars.tell,
      onSection: (coverage) => {
        bars.end(coverage.section);
        io.tell(progressLine(coverage));
      },
      restsOn: (snapshot) => evidenceBehind(snapshot, rules),
      onConfirmed: (confirmations) => io.tell(confirmedLine(confirmations)),
    });
  } finally {
    bars.close();
  }
}

/** The path of an earlier snapshot, once it is known to be whole and of this tenant. */
async function earlierSnapshot(path: string, { claims, graphUrl }: OpenTenant): Promise<string> {
  const snapshot = await openSnapshot(path);
  try {
    snapshot.checkRows();
  } finally {
    snapshot.close();
  }
  const { tenantId, graphUrl: origin } = snapshot.run;
  if (origin === graphUrl && (claims.tenantId === null || claims.tenantId === tenantId)) return path;
  throw new ScanError(
    "usage/invalid",
    `${path} is a snapshot of the tenant ${tenantId} at ${origin}, which is not read now`,
  );
}

function confirmedLine(confirmations: ReadonlyMap<SectionName, Confirmation>): string {
  const all = [...confirmations.values()];
  const failed = [...confirmations].flatMap(([section, { reason }]) =>
    reason === undefined ? [] : `${section}: ${reason}`,
  );
  const line = `  read again what findings rest on: ${total(all.map(({ reads }) => reads))} objects, ${total(all.map(({ moved }) => moved))} rows moved during collection`;
  return [line, ...failed.map((reason) => `  not confirmed, judged as first read: ${reason}`)].join("\n");
}

function total(numbers: readonly number[]): string {
  return numbers.reduce((sum, each) => sum + each, 0).toLocaleString("en-US");
}

function trailLine({ source, asked, seen }: AuditView): string {
  const where = source.workspaceId === null ? "Graph's audit log" : `workspace ${source.workspaceId}`;
  const wanted = `of ${asked.from} to ${asked.to}`;
  if (seen === null) return `  ${where} holds no event ${wanted}: nothing follows from its silence.`;
  return `  ${where} holds events from ${seen.from} to ${seen.to}, ${wanted}.`;
}

function progressLine({ section, status, read, pages, reason, missingPermission }: SectionCoverage): string {
  const counts = `${String(read).padStart(8)} rows  ${String(pages).padStart(5)} pages`;
  const grant = missingPermission === undefined ? "" : ` Grant ${missingPermission}.`;
  const why = reason === undefined ? "" : `  ${reason}.${grant}`;
  return `  ${section.padEnd(32)} ${status.padEnd(8)} ${counts}${why}`;
}
