import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Journal } from "../faults/fault-player.ts";
import type { Hook } from "../graph/graph-request.ts";
import { answer, type Surroundings } from "./answer.ts";
import { deliver } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";

export type LoggedRequest = {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** The faults played on it and on the items of its `$batch`, as the plan names them; absent where there were none. */
  readonly faults?: readonly string[];
};

export type Exchange = Omit<Surroundings, "hook"> & {
  /** Milliseconds that every answer waits. */
  readonly latency: number;
  readonly hookFor: (journal: Journal) => Hook;
};

/** Answers one request over the wire, and tells what was answered. */
export async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  { latency, hookFor, ...surroundings }: Exchange,
): Promise<LoggedRequest> {
  const faults: string[] = [];
  let delivery: Delivery = { kind: "whole" };
  const hook = hookFor((fault, how = delivery) => {
    faults.push(fault);
    delivery = how;
  });

  const answered = await answer(request, { ...surroundings, hook });
  if (latency > 0) await sleep(latency, undefined, { ref: false });
  await deliver(answered, response, delivery);
  const logged = { method: request.method ?? "", url: request.url ?? "", status: answered.status };
  return faults.length === 0 ? logged : { ...logged, faults };
}
