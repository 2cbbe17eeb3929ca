import { accessModelOf } from "../../../access/access-model.ts";
import { type Complaint, entriesIn, lintNames, lintPack } from "../../../conflicts/lab/lint.ts";
import { lintEntities } from "../../../conflicts/lab/lint-entities.ts";
import type { HeldBy, TextFile } from "../../../conflicts/packs.ts";
import { type ExitCode, exitCodes } from "../../../exit-codes.ts";
import { counted } from "../../../report-kit/conclusion.ts";
import { visibleLine } from "../../../report-kit/visible-text.ts";
import { ScanError } from "../../../scan-error.ts";
import { openSnapshot } from "../../../snapshot/reader.ts";
import { type Config, readConfig } from "../../config.ts";
import type { Io } from "../../io.ts";
import { loadRules, readPackFiles } from "../../rule-files.ts";

export type LintOptions = { readonly config?: string; readonly snapshot?: string };

/** Says what is wrong with packs, a line each, with file, line and column; exits 2 where one is an error. */
export async function lintRules(paths: readonly string[], options: LintOptions, io: Io): Promise<ExitCode> {
  const files = readPackFiles(paths);
  const config = readConfig(options.config);
  const alone = files.flatMap(lintPack);
  const together = alone.some(isError) ? [] : togetherWith(paths, config);
  const names =
    options.snapshot === undefined || together.some(isError) ? [] : await namesIn(options.snapshot, files, config);

  const complaints = [...alone, ...together, ...names];
  for (const { at, level, message } of complaints)
    io.print(visibleLine(`${at === "" ? "" : `${at}: `}${level}: ${message}`));
  const errors = complaints.filter(isError).length;
  io.print(
    `${counted(files.length, "file")}: ${counted(errors, "error")}, ${counted(complaints.length - errors, "warning")}`,
  );
  return errors > 0 ? exitCodes.usage : exitCodes.clean;
}

function isError({ level }: Complaint): boolean {
  return level === "error";
}

/** What is wrong only where the packs are read with the built-in ones and the bindings, as a scan reads them. */
function togetherWith(paths: readonly string[], config: Config): readonly Complaint[] {
  try {
    return loadRules({ rules: paths, onlyRules: false }, config).packs.flatMap(lintEntities);
  } catch (error) {
    if (error instanceof ScanError) return [{ at: "", level: "error", message: error.message }];
    throw error;
  }
}

async function namesIn(path: string, files: readonly TextFile[], { bindings }: Config): Promise<readonly Complaint[]> {
  const snapshot = await openSnapshot(path);
  try {
    const entries: readonly HeldBy[] = [
      ...files.flatMap(entriesIn),
      ...Object.values(bindings).flatMap((duties) => Object.values(duties).flat()),
    ];
    return lintNames(entries, snapshot, accessModelOf(snapshot, new Date(snapshot.run.finishedAt)));
  } finally {
    snapshot.close();
  }
}
