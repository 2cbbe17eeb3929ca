import { terminalSummary } from "../../../reports/terminal-summary.ts";
import { exitCodeOf } from "../../assess/exit-code.ts";
import { lintEntities } from "../../conflicts/lab/lint-entities.ts";
import type { Severity } from "../../domain/severity.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { visibleLine } from "../../report-kit/visible-text.ts";
import { openSnapshot } from "../../snapshot/reader.ts";
import { type CollectIntoOptions, collectInto } from "../collect-into.ts";
import type { GroupOptions, RuleOptions, TenantOptions } from "../common-options.ts";
import type { Format } from "../formats.ts";
import type { Io } from "../io.ts";
import { groupsFor, type Judged, judge, rulesFrom } from "../judge.ts";
import { type OpenTenant, openTenant } from "../open-tenant.ts";
import { type FolderOptions, packFolder, packPaths } from "../pack-folder.ts";
import type { LoadedRules } from "../rule-files.ts";
import { writePack } from "../write-pack.ts";

export type ScanOptions = TenantOptions &
  RuleOptions &
  GroupOptions &
  FolderOptions & {
    readonly formats: readonly Format[];
    readonly json: boolean;
  };

/** Collects, judges, plans and writes the evidence; what `sodscan scan` does. */
export async function scan(options: ScanOptions, io: Io): Promise<ExitCode> {
  const rules = rulesFrom(options);
  const tenant = await openTenant(options, io);
  const folder = packFolder(options, tenant.claims.tenantId, io.now());
  io.tell(`Reading ${tenant.graphUrl}`);
  const { judgement } = await scanInto(folder, tenant, rules, options, io);
  return exitCodeOf(judgement.assessment, options.failOn);
}

export type ScanIntoOptions = GroupOptions &
  Omit<CollectIntoOptions, "groups"> & {
    readonly formats: readonly Format[];
    readonly json: boolean;
    readonly asOf?: Date;
    readonly failOn: Severity;
  };

/** The same with tenant and rules at hand. */
export async function scanInto(
  folder: string,
  tenant: OpenTenant,
  rules: LoadedRules,
  options: ScanIntoOptions,
  io: Io,
): Promise<Judged> {
  const { snapshot: path } = packPaths(folder);
  await collectInto(path, tenant, { ...options, groups: groupsFor(rules, options) }, rules, io);
  return reportOn(path, folder, rules, options, io);
}

/** Judges the snapshot at `path` and writes its evidence into `folder`; tells what an entity misspelled would keep from being found. */
export async function reportOn(
  path: string,
  folder: string,
  rules: LoadedRules,
  { asOf, formats, json }: Pick<ScanIntoOptions, "asOf" | "formats" | "json">,
  io: Io,
): Promise<Judged> {
  for (const { at, message } of rules.packs.flatMap(lintEntities)) io.tell(visibleLine(`${at}: ${message}`));
  const snapshot = await openSnapshot(path);
  try {
    const judged = judge(snapshot, rules, asOf);
    const { assessment } = judged.judgement;
    const files = await writePack(folder, { assessment, plan: judged.plan, packs: rules.files }, formats);
    const { colour, columns } = io;
    if (json) io.print(JSON.stringify({ run: assessment.run, outcomes: assessment.outcomes, files }));
    else io.print(terminalSummary({ assessment, plan: judged.plan, files, colour, columns }));
    return judged;
  } finally {
    snapshot.close();
  }
}
