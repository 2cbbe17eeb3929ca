import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { overlapReport } from "../../../reports/overlap-report.ts";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { secondAccount } from "../../../rules/sod/second-account.ts";
import { assess } from "../../assess/assess.ts";
import { additionalAccess } from "../../collect/additional-access.ts";
import type { WantedGroups } from "../../collect/groups-that-matter.ts";
import { type OverlapEnd, overlapConflictId, overlapEnd, overlapPack } from "../../conflicts/overlap.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { planFor } from "../../remediate/plan.ts";
import { ScanError } from "../../scan-error.ts";
import { openSnapshot, type SnapshotFile } from "../../snapshot/reader.ts";
import { collectInto } from "../collect-into.ts";
import type { TenantOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { type OpenTenant, openTenant } from "../open-tenant.ts";

export type OverlapOptions = TenantOptions & { readonly snapshot: string | undefined; readonly asOf?: Date };

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
  { asOf }: OverlapOptions,
  io: Io,
): Promise<ExitCode> {
  try {
    const ends = [overlapEnd(snapshot, a), overlapEnd(snapshot, b)] as const;
    if (ends[0].id === ends[1].id) throw new ScanError("usage/invalid", `"${a}" and "${b}" are the same thing`);
    const packs = [overlapPack(...ends)];
    const judgement = assess(snapshot, { rules: overlapRules, packs }, asOf);
    const conflict = judgement.assessment.conflicts.find(({ id }) => id === overlapConflictId);
    if (conflict === undefined) throw new TypeError("the overlap was not judged");

    const plan = planFor(judgement, snapshot, packs, new Date(snapshot.run.finishedAt));
    const findings = judgement.assessment.findings.filter((finding) => finding.conflict === overlapConflictId);
    const declarations = judgement.assessment.conflicts.flatMap((declared) => declared.declarations);
    const holders = new Set(findings.flatMap(({ principal }) => principal?.id ?? []));
    const crossCheck =
      tenant === undefined || !packagesOnly(ends)
        ? null
        : agreement(await additionalAccess(tenant.graph, ends[0].id, ends[1].id), holders);
    io.print(overlapReport({ ends, conflict, findings, declarations, plan, crossCheck, colour: io.colour }));

    if (conflict.outcome === "violated") return exitCodes.findings;
    return conflict.outcome === "satisfied" && conflict.reason === undefined ? exitCodes.clean : exitCodes.inconclusive;
  } finally {
    snapshot.close();
  }
}

function packagesOnly(ends: readonly OverlapEnd[]): boolean {
  return ends.every(({ kind }) => kind === "accessPackage");
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
