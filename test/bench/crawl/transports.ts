import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Client, HTTPMessageHandler, ResponseType } from "@microsoft/microsoft-graph-client";
import { graphTransport } from "../../../src/graph/transport.ts";
import type { Figure } from "../bench.ts";

const concurrency = 16;

/** CPU of a request through our transport against the client's default one, turn by turn in this process, the body parsed. */
export async function* compareTransports(rounds: number): AsyncGenerator<Figure> {
  const server = fork(join(import.meta.dirname, "pages-process.ts"));
  try {
    const [origin] = (await once(server, "message")) as [string];
    for (const items of [20, 100, 999]) {
      const requests = items > 500 ? 200 : 600;
      const ways = [ours(origin), byDefault(origin)];
      const times: number[][] = ways.map(() => []);
      for (let round = -1; round < rounds; round += 1) {
        for (const [way, read] of ways.entries()) {
          const time = await cpuOf(() => readMany(requests, () => read(`${origin}/v1.0/${items}`)));
          if (round >= 0) times[way]?.push(time / requests);
        }
      }
      const [mine = 0, theirs = 0] = times.map(median);
      const size = `page of ${items}`;
      yield { metric: "CPU per request, ours", size, value: mine, unit: "us", better: "lower" };
      yield { metric: "CPU per request, default transport", size, value: theirs, unit: "us", better: "lower" };
      yield { metric: "CPU, ours / default", size, value: mine / theirs, unit: "", aim: "<= 0.3", better: "lower" };
    }
  } finally {
    server.disconnect();
  }
}

function ours(origin: string): (url: string) => Promise<unknown> {
  const transport = graphTransport(origin, () => Promise.resolve("token"));
  return async (url) => {
    const { bytes } = await transport({ method: "GET", url, headers: {}, timeout: 60_000 });
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  };
}

/** The client as it comes, less what it does beside sending: authentication, retries and telemetry. */
function byDefault(origin: string): (url: string) => Promise<unknown> {
  const client = Client.initWithMiddleware({ middleware: new HTTPMessageHandler(), baseUrl: origin });
  return (url) => client.api(new URL(url).pathname.replace("/v1.0", "")).responseType(ResponseType.JSON).get();
}

async function readMany(requests: number, read: () => Promise<unknown>): Promise<void> {
  let left = requests;
  const worker = async (): Promise<void> => {
    for (; left > 0; ) {
      left -= 1;
      await read();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** Microseconds of CPU that the work takes this process. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
