import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScanError } from "../../src/scan-error.ts";
import { graphTransport } from "../../src/graph/transport.ts";
import { all, json, page, refused, tinyGraph, token } from "./tiny-graph.ts";

describe("paging", () => {
  it("follows each link as it stands, over empty pages, to the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        async (pages) => {
          const last = pages.length - 1;
          const answers = pages.map((values, index) =>
            page(values, index === last ? undefined : `/v1.0/users?$skiptoken=a%2B${index}%20%27x%27&$select=id`),
          );
          const { graph, asked } = await tinyGraph(answers);
          expect(await all(graph, "/users?$select=id")).toEqual(pages.flat());
          expect(asked.map(({ url }) => url)).toEqual([
            "/v1.0/users?$select=id",
            ...pages.slice(1).map((_, index) => `/v1.0/users?$skiptoken=a%2B${index}%20%27x%27&$select=id`),
          ]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("sends the bearer, and ConsistencyLevel where asked, with every page", async () => {
    const { graph, asked } = await tinyGraph([page([1], "/v1.0/users?$skiptoken=2"), page([2])]);
    for await (const { status } of graph.pages("/users", { eventual: true })) expect(status).toBe(200);
    for (const { headers } of asked) {
      expect(headers).toMatchObject({ authorization: `Bearer ${token}`, consistencylevel: "eventual" });
    }
    expect(asked).toHaveLength(2);
  });

  it("never takes the token to another origin, but keeps the page it had", async () => {
    const elsewhere = await tinyGraph([page([2])]);
    const port = Number(new URL(elsewhere.origin).port);
    for (const link of [
      `${elsewhere.origin}/v1.0/users?$skiptoken=2`,
      `http://localhost:${port}/v1.0/users`,
      "https://graph.microsoft.com.evil.example/v1.0/users",
      "users?$skiptoken=2",
      "",
    ]) {
      const { graph } = await tinyGraph([page([1], link)]);
      const seen: number[] = [];
      const reading = async () => {
        for await (const { status } of graph.pages("/users")) seen.push(status);
      };
      await expect(reading()).rejects.toMatchObject({ kind: "unsafe-link" });
      expect(seen).toEqual([200]);
    }
    expect(elsewhere.asked).toEqual([]);
  });

  it("stops where a link leads back", async () => {
    const { graph, asked } = await tinyGraph([page([1], "/v1.0/users?$skiptoken=1"), page([2], "/v1.0/users")]);
    await expect(all(graph, "/users")).rejects.toMatchObject({ kind: "repeated-link" });
    expect(asked).toHaveLength(2);
  });

  it.each([[json({ id: "1" })], [json([])], [json({ value: {} })], [json({ value: [], "@odata.nextLink": 7 })]])(
    "takes nothing but a list of values for a page (%#)",
    async (answer) => {
      const { graph } = await tinyGraph([answer]);
      await expect(all(graph, "/users")).rejects.toMatchObject({ kind: "malformed", requestId: "request-7" });
    },
  );

  it("fails with the page that fails, after the pages before it", async () => {
    const { graph } = await tinyGraph([page([1], "/v1.0/users?$skiptoken=2"), refused(403, "Forbidden")]);
    const seen: unknown[] = [];
    const reading = async () => {
      for await (const response of graph.pages("/users")) seen.push(response.json);
    };
    await expect(reading()).rejects.toMatchObject({ kind: "denied" });
    expect(seen).toHaveLength(1);
  });
});

describe("the transport", () => {
  it("refuses by itself to send the bearer elsewhere, whoever asks", async () => {
    const elsewhere = await tinyGraph([json({})]);
    const transport = graphTransport("https://graph.microsoft.com", () => Promise.resolve(token));
    const sending = transport({ method: "GET", url: `${elsewhere.origin}/v1.0/me`, headers: {}, timeout: 1000 });
    await expect(sending).rejects.toMatchObject({ code: "graph/unsafe-origin" });
    await expect(sending).rejects.toBeInstanceOf(ScanError);
    expect(elsewhere.asked).toEqual([]);
  });
});
