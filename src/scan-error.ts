import { exitCodes, type ExitCode } from "./exit-codes.ts";

/** Everything that can go wrong and is not a bug, with what the user can do about it. */
const catalogue = {
  "usage/invalid": { exitCode: exitCodes.usage, hint: "See `sodscan --help`." },
  "config/unreadable": { exitCode: exitCodes.usage, hint: "Correct the file at the place named." },
  "pack/invalid": {
    exitCode: exitCodes.usage,
    hint: "Correct the pack at the line named; its format is in rules/README.md.",
  },
  "waivers/invalid": {
    exitCode: exitCodes.usage,
    hint: "Correct the waivers at the line named; their format is in the README.",
  },
  "snapshot/unreadable": { exitCode: exitCodes.usage, hint: "Collect again; snapshots are not edited by hand." },
  "assessment/unreadable": {
    exitCode: exitCodes.usage,
    hint: "Name an assessment.json that `scan` or `assess` wrote.",
  },
  "name/unresolved": { exitCode: exitCodes.usage, hint: "Use the exact display name, or the object id." },
  "name/unread": { exitCode: exitCodes.inconclusive, hint: "Grant what is missing; `sodscan doctor` lists it." },
  "graph/unauthenticated": {
    exitCode: exitCodes.usage,
    hint: "Check --auth and the credential's environment; `sodscan doctor` shows what the token holds.",
  },
  "graph/unreachable": { exitCode: exitCodes.usage, hint: "Check --graph-url, --cloud and the network." },
  "graph/refused": {
    exitCode: exitCodes.usage,
    hint: "Grant the permission named, or ask the owner named in the plan.",
  },
  "graph/unsafe-origin": { exitCode: exitCodes.usage, hint: "A token is sent to the configured origin only." },
  "output/unwritable": { exitCode: exitCodes.usage, hint: "Name a folder that can be written with --out." },
  "plan/stale": { exitCode: exitCodes.usage, hint: "Scan again and plan from the new snapshot." },
} as const satisfies Record<string, { exitCode: ExitCode; hint: string }>;

export type ScanErrorCode = keyof typeof catalogue;

/** An error with a cause outside sodscan: it says what happened and what to do. */
export class ScanError extends Error {
  override readonly name = "ScanError";
  readonly code: ScanErrorCode;

  constructor(code: ScanErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get exitCode(): ExitCode {
    return catalogue[this.code].exitCode;
  }

  get hint(): string {
    return catalogue[this.code].hint;
  }
}
