import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpAnswer } from "./answer.ts";
import type { Delivery } from "./delivery.ts";

/** Sends an answer that way, under the length of what its headers promise. */
export async function deliver(
  { status, headers, body }: HttpAnswer,
  response: ServerResponse,
  delivery: Delivery,
): Promise<void> {
  const whole = Buffer.from(body);
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const head = (length: number): ServerResponse =>
    response.writeHead(status, length === 0 ? headers : { ...headers, "Content-Length": length });

  switch (delivery.kind) {
    case "whole":
      head(whole.length).end(whole);
      return;
    case "truncated":
      head(half.length).end(half);
      return;
    case "slow":
      head(whole.length).write(half);
      await sleep(delivery.milliseconds, undefined, { ref: false });
      response.end(whole.subarray(half.length));
      return;
    case "reset":
      if (delivery.at !== "start") head(whole.length).flushHeaders();
      if (delivery.at === "body") await written(half, response);
      response.socket?.resetAndDestroy();
  }
}

async function written(part: Buffer, response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.write(part, () => resolve());
  await promise;
}
