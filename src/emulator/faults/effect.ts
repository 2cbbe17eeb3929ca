import type { Call, GraphRequest, GraphResponse } from "../graph/graph-request.ts";
import type { Delivery } from "../http/delivery.ts";
import type { PageMemory } from "./page-memory.ts";

/** What a fault that strikes has to hand. */
export type Scene = {
  readonly now: Date;
  readonly pages: PageMemory;
  /** Is told that the fault was played, and how the answer is to be delivered where not whole. */
  readonly play: (delivery?: Delivery) => void;
};

/** What becomes of a request that a fault strikes; `play` is told only where that is another than without it. */
export type Effect = (request: GraphRequest, next: Call, scene: Scene) => GraphResponse;
