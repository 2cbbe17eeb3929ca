import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { changeOfBody, changeOfText, type Mutation, written } from "./mutations.ts";

/** The changes to the answer to one address, which is a path with its query. */
export type Meddling = (address: string) => readonly Mutation[];

/**
 * Stands between a crawl and an emulator and passes on what the meddling makes of each answer: of a call of its own, or of a
 * request in a batch. `origin` is the emulator's.
 */
export async function startProxy(
  origin: string,
  meddling: Meddling,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    passOn(request, origin, own, meddling).then(
      ({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body),
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function passOn(
  request: IncomingMessage,
  origin: string,
  own: string,
  meddling: Meddling,
): Promise<{ readonly status: number; readonly body: Buffer }> {
  const { method = "GET", url = "", headers } = request;
  const { authorization = "", consistencylevel } = headers;
  const asked = await buffer(request);
  const answer = await fetch(origin + url, {
    method,
    headers: {
      authorization,
      "content-type": "application/json",
      ...(typeof consistencylevel === "string" ? { consistencylevel } : {}),
    },
    ...(method === "GET" ? {} : { body: asked }),
  });
  const text = (await answer.text()).replaceAll(origin, own);
  if (!answer.ok) return { status: answer.status, body: Buffer.from(text) };
  return { status: answer.status, body: meddled(JSON.parse(text), url, asked, meddling) };
}

type Envelope = {
  readonly responses: readonly { readonly id: string; readonly status: number; readonly body: object }[];
};

function meddled(json: object, url: string, asked: Buffer, meddling: Meddling): Buffer {
  if (!url.endsWith("$batch")) return sent(...applied(json, meddling(url)));

  const { requests } = JSON.parse(asked.toString()) as { requests: { id: string; url: string }[] };
  const addresses = new Map(requests.map((each) => [each.id, `/v1.0${each.url}`]));
  const { responses } = json as Envelope;
  const changes: Mutation[] = [];
  const changed = responses.map((response) => {
    if (response.status !== 200) return response;
    const [body, left] = applied(response.body, meddling(addresses.get(response.id) ?? ""));
    changes.push(...left);
    return { ...response, body };
  });
  return sent({ responses: changed }, changes);
}

/** What the changes make of what an answer says, and those left that are changes to its bytes. */
function applied(body: object, mutations: readonly Mutation[]): readonly [unknown, readonly Mutation[]] {
  let said: unknown = body;
  for (const change of mutations.map(changeOfBody)) {
    if (change !== null && typeof said === "object" && said !== null && !Array.isArray(said)) {
      said = change(said as Readonly<Record<string, unknown>>);
    }
  }
  return [said, mutations.filter((mutation) => changeOfText(mutation) !== null)];
}

function sent(body: unknown, [mutation]: readonly Mutation[]): Buffer {
  const text = written(body);
  const change = mutation === undefined ? null : changeOfText(mutation);
  return change === null ? Buffer.from(text) : change(text);
}
