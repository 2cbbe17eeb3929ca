import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { overlapDocument } from "../../../reports/overlap-document.ts";
import { overlapReport } from "../../../reports/overlap-report.ts";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { secondAccount } from "../../../rules/sod/second-account.ts";
import { assess } from "../../assess/assess.ts";
import { additionalAccess } from "../../collect/additional-access.ts";
import type { WantedGroups } from "../../collect/groups-that-matter.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { overlapOf } from "../../overlap/overlap.ts";
import { type OverlapEnd, overlapConflictId, overlapEnd, overlapPack } from "../../overlap/ends.ts";
import type { Finding } from "../../domain/assessment.ts";
import type { Overlap } from "../../domain/overlap.ts";
import { planFor } from "../../remediate/plan.ts";
import { ScanError } from "../../scan-error.ts";
import { openSnapshot, type SnapshotFile } from "../../snapshot/reader.ts";
import { collectInto } from "../collect-into.ts";
import type { TenantOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { type OpenTenant, openTenant } from "../open-tenant.ts";

export type OverlapOptions = TenantOptions & {
  readonly snapshot: string | undefined;
  readonly asOf?: Date;
  readonly json: boolean;
};

const overlapRules = [dualHolder, secondAccount];

/** Who holds both of two packages or groups, how, and what to revoke before they are declared incompatible. */
export async function overlap(a: string, b: string, options: OverlapOptions, io: Io): Promise<ExitCode> {
  if (options.snapshot !== undefined)
    return reportOverlap(await openSnapshot(options.snapshot), a, b, undefined, options, io);

  const tenant = await openTenant(options, io);
  const folder = mkdtempSync(join(tmpdir(), "sodscan-overlap-"));
  try {
    io.tell(`Reading ${tenant.graphUrl}`);
    const path = join(folder, "snapshot.sqlite");
    const groups: WantedGroups = ({ id, displayName }) => [id, displayName].some((named) => named === a || named === b);
    await collectInto(path, tenant, { ...options, groups }, { rules: overlapRules, packs: [] }, io);
    return await reportOverlap(await openSnapshot(path), a, b, tenant, options, io);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reportOverlap(
  snapshot: SnapshotFile,
  a: string,
  b: string,
  tenant: OpenTenant | undefined,
  { asOf, json }: OverlapOptions,
  io: Io,
): Promise<ExitCode> {
  try {
    const ends = [overlapEnd(snapshot, a), overlapEnd(snapshot, b)] as const;
    if (ends[0].id === ends[1].id) throw new ScanError("usage/invalid", `"${a}" and "${b}" are the same thing`);
    const packs = [overlapPack(...ends)];
    const judgement = assess(snapshot, { rules: overlapRules, packs }, asOf);
    const plan = planFor(judgement, snapshot, packs, new Date(snapshot.run.finishedAt));
    const crossCheck = await crossChecked(tenant, ends, judgement.assessment.findings);
    const overlap = overlapOf({ snapshot, ends, judgement, plan, crossCheck });
    if (json) io.print([...overlapDocument(overlap)].join("").trimEnd());
    else io.print(overlapReport({ overlap, colour: io.colour, columns: io.columns }));
    return exitCodeOf(overlap);
  } finally {
    snapshot.close();
  }
}

/** Asks the tenant itself, where both are packages and it is at hand. */
async function crossChecked(
  tenant: OpenTenant | undefined,
  ends: readonly [OverlapEnd, OverlapEnd],
  findings: readonly Finding[],
): Promise<string | null> {
  if (tenant === undefined || ends.some(({ kind }) => kind !== "accessPackage")) return null;
  const holders = findings
    .filter(({ conflict }) => conflict === overlapConflictId)
    .flatMap(({ principal }) => principal?.id ?? []);
  return agreement(await additionalAccess(tenant.graph, ends[0].id, ends[1].id), new Set(holders));
}

/** Clean only where nobody holds both and nothing of the answer is missing. */
function exitCodeOf({ outcome, reason, unknown, directions, requests, administration }: Overlap): ExitCode {
  if (outcome === "violated") return exitCodes.findings;
  const missing = [unknown, requests.unknown, administration.unknown, ...directions.map((each) => each.unknown)].flat();
  const isWhole = outcome === "satisfied" && reason === undefined && missing.length === 0;
  return isWhole ? exitCodes.clean : exitCodes.inconclusive;
}

/** Whether the tenant's own answer is ours; it is an oracle, never the source. */
function agreement(theirs: ReadonlySet<string> | { readonly refused: string }, ours: ReadonlySet<string>): string {
  if ("refused" in theirs) return `not cross-checked: ${theirs.refused}`;
  const onlyTheirs = theirs.difference(ours);
  const onlyOurs = ours.difference(theirs);
  if (onlyTheirs.size === 0 && onlyOurs.size === 0)
    return `the tenant's own additionalAccess agrees: ${ours.size} by assignment`;
  return `DISAGREES with the tenant's own additionalAccess: only there ${[...onlyTheirs].join(", ") || "nobody"}; only here ${[...onlyOurs].join(", ") || "nobody"}`;
}
