import type { Clock } from "../graph/clock.ts";
import type { Screen } from "./screen.ts";

/** Everything a command may touch outside itself; tests give their own. */
export type Io = Clock & {
  /** Results, a line each. */
  readonly print: (text: string) => void;
  /** Progress and warnings, a line each. */
  readonly tell: (text: string) => void;
  /** Where progress is shown live; null where nothing can be redrawn. */
  readonly screen: Screen | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly colour: boolean;
  readonly columns: number;
  /** Aborts when a person asks the process to end. */
  readonly interrupted: AbortSignal;
};
