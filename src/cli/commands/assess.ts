import { basename, dirname, join, resolve } from "node:path";
import { exitCodeOf } from "../../assess/exit-code.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { RuleOptions } from "../common-options.ts";
import type { Format } from "../formats.ts";
import type { Io } from "../io.ts";
import { rulesFrom } from "../judge.ts";
import { reportOn } from "./scan.ts";

export type AssessOptions = RuleOptions & {
  readonly snapshot: string;
  readonly out: string | undefined;
  readonly formats: readonly Format[];
  readonly json: boolean;
};

/** Judges a snapshot again; touches no network. The pack it came from is left as it is: the evidence goes to one of its own. */
export async function assessCommand(options: AssessOptions, io: Io): Promise<ExitCode> {
  const folder = options.out ?? join("evidence", "assessed", basename(dirname(dirname(resolve(options.snapshot)))));
  const { judgement } = await reportOn(options.snapshot, folder, rulesFrom(options), options, io);
  return exitCodeOf(judgement.assessment, options.failOn);
}
