import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { send } from "../../src/graph/send.ts";

/** What comes of a call to a server that answers so. */
async function sendTo(answer: (response: ServerResponse, url: string) => void, timeout = 10_000) {
  const urls: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    urls.push(url);
    answer(response, url);
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { urls, answer: send({ method: "GET", url, headers: {}, body: null, timeout }) };
}

const text = async (answer: ReturnType<typeof send>) => Buffer.from((await answer).bytes).toString("utf8");

const packed = gzipSync("a whole body, packed");

describe("sending", () => {
  it("unpacks what comes packed, and leaves what does not", async () => {
    const gzip = await sendTo((response) => response.writeHead(200, { "content-encoding": "gzip" }).end(packed));
    expect(await text(gzip.answer)).toBe("a whole body, packed");
    const plain = await sendTo((response) => response.end("plain"));
    expect(await text(plain.answer)).toBe("plain");
    const empty = await sendTo((response) => response.writeHead(204, { "content-encoding": "gzip" }).end());
    expect(await text(empty.answer)).toBe("");
  });

  it("gives headers by name, null where there is none, and those that came twice together", async () => {
    const { answer } = await sendTo((response) =>
      response.writeHead(429, { "Retry-After": "3", via: ["a", "b"] }).end(),
    );
    const { status, header } = await answer;
    expect([status, header("retry-after"), header("via"), header("request-id")]).toEqual([429, "3", "a, b", null]);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ["breaks off under its length", (response) => response.writeHead(200, { "content-length": 9 }).write("half")],
    ["breaks off in chunks", (response) => response.writeHead(200).write("half")],
    [
      "breaks off packed",
      (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(packed.subarray(0, 9)),
    ],
    ["is packed as nobody asked", (response) => response.writeHead(200, { "content-encoding": "br" }).end("?")],
  ])("takes no answer for whole that %s", async (_, begin) => {
    const { answer } = await sendTo((response) => {
      begin(response);
      setTimeout(() => response.socket?.destroy(), 20);
    });
    await expect(answer).rejects.toThrow();
  });

  it.each(["before its headers", "in its body"])("gives up an answer that stops %s", async (where) => {
    const { answer } = await sendTo((response) => {
      if (where === "in its body") response.writeHead(200, { "content-length": 9 }).write("half");
    }, 50);
    await expect(answer).rejects.toThrow("not within 50 ms");
  });

  it.each([301, 302, 303, 307, 308])("does not follow %i", async (status) => {
    const { answer, urls } = await sendTo((response, url) => {
      if (url === "/") response.writeHead(status, { location: "/elsewhere" }).end("go there");
      else response.end();
    });
    await expect(answer).rejects.toThrow(`status ${status}, a redirect`);
    expect(urls).toEqual(["/"]);
  });
});
