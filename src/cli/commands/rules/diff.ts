import { assess } from "../../../assess/assess.ts";
import { type RuleDiff, ruleDiff } from "../../../assess/rule-diff.ts";
import type { Finding } from "../../../domain/assessment.ts";
import { type ExitCode, exitCodes } from "../../../exit-codes.ts";
import { counted } from "../../../report-kit/conclusion.ts";
import { visibleLine } from "../../../report-kit/visible-text.ts";
import { outcomeWords } from "../../../report-kit/wording.ts";
import { openSnapshot } from "../../../snapshot/reader.ts";
import { readConfig } from "../../config.ts";
import type { Io } from "../../io.ts";
import { loadRules } from "../../rule-files.ts";

export type DiffOptions = { readonly config?: string; readonly snapshot: string; readonly json: boolean };

/** Which findings a changed pack adds to those of the old one, and which it removes, on one snapshot. */
export async function diffRules(old: string, changed: string, options: DiffOptions, io: Io): Promise<ExitCode> {
  const config = readConfig(options.config);
  const [before, after] = [old, changed].map((path) => loadRules({ rules: [path], onlyRules: false }, config));
  if (before === undefined || after === undefined) throw new TypeError("two packs are compared");

  const snapshot = await openSnapshot(options.snapshot);
  try {
    const diff = ruleDiff(assess(snapshot, before).assessment, assess(snapshot, after).assessment);
    if (options.json) io.print(JSON.stringify(diff));
    else for (const line of diffLines(diff)) io.print(visibleLine(line));
    return exitCodes.clean;
  } finally {
    snapshot.close();
  }
}

function diffLines({ added, removed, reweighed, outcomes }: RuleDiff): readonly string[] {
  return [
    ...added.map((finding) => `+ ${findingLine(finding)}`),
    ...removed.map((finding) => `- ${findingLine(finding)}`),
    ...reweighed.map(({ before, after }) => `~ ${findingLine(after)}, was ${before.severity}`),
    ...outcomes.map(({ conflict, before, after, reason }) => {
      const was = before === null ? "not there" : outcomeWords[before];
      const is = after === null ? "gone" : outcomeWords[after];
      return `  ${conflict}: ${was} -> ${is}${reason === undefined ? "" : ` (${reason})`}`;
    }),
    `${counted(added.length, "finding")} added, ${removed.length} removed, ${reweighed.length} weighed otherwise`,
  ];
}

function findingLine({ code, severity, conflict, message }: Finding): string {
  return `${code} ${severity}${conflict === undefined ? "" : ` ${conflict}`}: ${message}`;
}
