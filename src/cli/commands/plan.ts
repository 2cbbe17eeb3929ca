import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { planDocument } from "../../../reports/plan-document.ts";
import { planScript } from "../../../reports/plan-script.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { parseAssessment } from "../../report-kit/contracts.ts";
import { ScanError } from "../../scan-error.ts";
import { openSnapshot } from "../../snapshot/reader.ts";
import type { RuleOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { judge, rulesFrom } from "../judge.ts";
import { writeWhole } from "../write-pack.ts";

/**
 * Plans from an assessment and the snapshot beside it. Refuses where the two, or the rules now in force, are not those of
 * the assessment.
 */
export async function planCommand(options: RuleOptions & { readonly assessment: string }, io: Io): Promise<ExitCode> {
  const folder = dirname(resolve(options.assessment));
  const assessment = parseAssessment(readText(options.assessment), options.assessment);
  const snapshot = await openSnapshot(join(folder, "snapshot.sqlite"));
  try {
    const { judgement, plan } = judge(snapshot, rulesFrom(options), new Date(assessment.run.asOf));
    refuseOthers(judgement.assessment.run, assessment.run);
    writeWhole(join(folder, "plan.json"), planDocument(plan));
    writeWhole(join(folder, "plan.ps1"), [planScript(plan)]);

    const { before, after } = plan.simulation;
    io.print(
      `${plan.actions.length} revocations end ${before.total - after.total} of ${before.total} violations (simulated).`,
    );
    if (plan.cannotFix.length > 0)
      io.print(`${plan.cannotFix.length} cannot be ended through Graph; plan.json says who can.`);
    io.print(join(folder, "plan.json"));
    io.print(join(folder, "plan.ps1"));
    return exitCodes.clean;
  } finally {
    snapshot.close();
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ScanError("assessment/unreadable", `there is no assessment at ${path}`, { cause });
  }
}

type Digests = { readonly snapshotDigest: string; readonly rulesDigest: string };

function refuseOthers(now: Digests, then: Digests): void {
  if (now.snapshotDigest !== then.snapshotDigest) {
    throw new ScanError(
      "plan/stale",
      `the snapshot is ${now.snapshotDigest}, the assessment was of ${then.snapshotDigest}`,
    );
  }
  if (now.rulesDigest !== then.rulesDigest) {
    throw new ScanError(
      "plan/stale",
      "the rules are not those of the assessment; name the same --config, --rules and --only-rules",
    );
  }
}
