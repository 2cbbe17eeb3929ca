import type { Clock } from "../graph/clock.ts";
import type { Graph } from "../graph/graph.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { ProgressTally } from "./progress.ts";

/** What reading needs, whichever section. */
export type ReadContext = {
  readonly graph: Graph;
  readonly writer: SnapshotWriter;
  readonly clock: Clock;
  /** Calls under way at once within a section. */
  readonly concurrency: number;
  /** Ends the run between two calls. */
  readonly signal: AbortSignal;
  readonly progress: ProgressTally;
};
