import { describe, expect, it } from "vitest";
import { ScanError } from "../../src/scan-error.ts";
import { type Answer, clientOf, hangUp, json, refused, tinyGraph, token } from "./tiny-graph.ts";

const good = json({ id: "1" });
const noJson: Answer = (response) => {
  response.end("<html>");
};
const halfABody: Answer = (response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write("{");
  setImmediate(() => response.socket?.destroy());
};

describe("a read", () => {
  it("asks for exactly the address, with the bearer, and gives the bytes as they came", async () => {
    const { graph, asked } = await tinyGraph([good]);
    const path = "/users?$select=id,displayName&$filter=a%20eq%20%27https%3A%2F%2Fx%27";
    const response = await graph.get(path, { eventual: true });

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: "GET",
      url: `/v1.0${path}`,
      headers: { authorization: `Bearer ${token}`, consistencylevel: "eventual" },
    });
    expect(Buffer.from(response.bytes).toString("utf8")).toBe('{"id":"1"}');
    expect(response).toMatchObject({ status: 200, requestId: "request-7", json: { id: "1" } });
  });

  it("asks for a token each time, so that a renewed one is picked up", async () => {
    let times = 0;
    const { graph, asked } = await tinyGraph([refused(503, "serviceUnavailable"), good], () => {
      times += 1;
      return Promise.resolve(`token-${times}`);
    });
    await graph.get("/me");
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it.each([
    ["429, by the seconds asked for", refused(429, "TooManyRequests", { "retry-after": "7" }), 7000],
    ["429, by the decimal asked for", refused(429, "TooManyRequests", { "retry-after": "0.25" }), 250],
    ["503, by the date asked for", refused(503, "busy", { "retry-after": "Mon, 23 Nov 2026 09:00:30 GMT" }), 30_000],
    ["429 that asks for no time", refused(429, "TooManyRequests"), 5000],
    ["500", refused(500, "generalException"), 500],
    ["a connection that breaks", hangUp, 500],
    ["an answer that breaks off", halfABody, 500],
    ["a body that is no JSON", noJson, 500],
  ])("is tried again after %s", async (_, failing, wait) => {
    const { graph, asked, waits } = await tinyGraph([failing, good]);
    expect((await graph.get("/me")).json).toEqual({ id: "1" });
    expect(waits.reduce((sum, each) => sum + each, 0)).toBe(wait);
    expect(asked).toHaveLength(2);
  });

  it("waits twice as long each time, and gives up after eight tries", async () => {
    const { graph, asked, waits } = await tinyGraph([refused(500, "generalException")]);
    await expect(graph.get("/me")).rejects.toMatchObject({ kind: "server", status: 500, requestId: "request-7" });
    expect(asked).toHaveLength(8);
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it("gives up at once where Graph asks for more time than a read is given", async () => {
    const { graph, asked, waits } = await tinyGraph([refused(429, "TooManyRequests", { "retry-after": "600" }), good]);
    await expect(graph.get("/me")).rejects.toMatchObject({ kind: "throttled", retryAfter: 600 });
    expect(asked).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each([
    [400, "rejected"],
    [403, "denied"],
    [404, "not-found"],
    [501, "rejected"],
  ])("is not tried again after %i, and says what was refused", async (status, kind) => {
    const { graph, asked, origin } = await tinyGraph([refused(status, "No"), good]);
    await expect(graph.get("/me")).rejects.toMatchObject({
      kind,
      summary: `Graph answered ${status} No: this is No: ${origin}/v1.0/me (request-id request-7)`,
    });
    expect(asked).toHaveLength(1);
  });

  it("asks once more after 401, with a token that may be renewed, and no more", async () => {
    const renewed = await tinyGraph([refused(401, "InvalidAuthenticationToken"), good]);
    expect((await renewed.graph.get("/me")).json).toEqual({ id: "1" });

    const { graph, asked } = await tinyGraph([refused(401, "InvalidAuthenticationToken")]);
    await expect(graph.get("/me")).rejects.toMatchObject({ kind: "unauthenticated", status: 401 });
    expect(asked).toHaveLength(2);
  });

  it("fails as network where nobody listens", async () => {
    const waits: number[] = [];
    const graph = clientOf("http://127.0.0.1:9", waits, () => Promise.resolve(token));
    await expect(graph.get("/me")).rejects.toMatchObject({ kind: "network", status: null });
    expect(waits).toHaveLength(7);
  });

  it("does not follow a redirect, which would take the token along", async () => {
    const elsewhere = await tinyGraph([good]);
    const { graph } = await tinyGraph([refused(302, "Found", { location: `${elsewhere.origin}/v1.0/me` })]);
    await expect(graph.get("/me")).rejects.toMatchObject({ kind: "network" });
    expect(elsewhere.asked).toEqual([]);
  });
});

describe("a write", () => {
  it("is sent as asked, and its empty answer is one", async () => {
    const { graph, asked } = await tinyGraph([(response) => response.writeHead(204).end()]);
    expect(await graph.send("DELETE", "/groups/g/members/u/$ref")).toMatchObject({ status: 204, json: undefined });
    await graph.send("POST", "/groups", { displayName: "é" });
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
      ["DELETE", "/v1.0/groups/g/members/u/$ref", ""],
      ["POST", "/v1.0/groups", '{"displayName":"é"}'],
    ]);
  });

  it("is tried once only: Graph may have carried out what it did not answer", async () => {
    const { graph, asked } = await tinyGraph([refused(503, "serviceUnavailable"), good]);
    await expect(graph.send("DELETE", "/groups/g")).rejects.toMatchObject({ kind: "server" });
    expect(asked).toHaveLength(1);
  });
});

describe("a token that cannot be had", () => {
  it("is what the read fails of, and not the network", async () => {
    const { graph, asked, waits } = await tinyGraph([good], () =>
      Promise.reject(new ScanError("graph/unauthenticated", "no token by --auth cli")),
    );
    await expect(graph.get("/me")).rejects.toMatchObject({ code: "graph/unauthenticated" });
    expect(asked).toEqual([]);
    expect(waits).toEqual([]);
  });
});
