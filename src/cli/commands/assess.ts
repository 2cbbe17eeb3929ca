import { dirname, resolve } from "node:path";
import { exitCodeOf } from "../../assess/exit-code.ts";
import type { ExitCode } from "../../exit-codes.ts";
import type { RuleOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { rulesFrom } from "../judge.ts";
import type { Format } from "../write-pack.ts";
import { reportOn } from "./scan.ts";

export type AssessOptions = RuleOptions & {
  readonly snapshot: string;
  readonly out: string | undefined;
  readonly formats: readonly Format[];
  readonly json: boolean;
};

/** Judges a snapshot again; touches no network. Without `out` the evidence is written beside the snapshot's pack. */
export async function assessCommand(options: AssessOptions, io: Io): Promise<ExitCode> {
  const folder = options.out ?? dirname(dirname(resolve(options.snapshot)));
  const { judgement } = await reportOn(options.snapshot, folder, rulesFrom(options), options, io);
  return exitCodeOf(judgement.assessment, options.failOn);
}
