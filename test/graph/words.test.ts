import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphOrigin } from "../../src/graph/origin.ts";
import { query, segment } from "../../src/graph/query.ts";
import { secondsToWait } from "../../src/graph/retry-after.ts";
import { claimsOf } from "../../src/graph/token.ts";
import { now } from "../builders/tenant.ts";

describe("secondsToWait", () => {
  it.each([
    ["5", 5],
    ["0", 0],
    ["1.5", 1.5],
    ["-3", 0],
    ["Mon, 23 Nov 2026 09:01:00 GMT", 60],
    ["Mon, 23 Nov 2026 08:00:00 GMT", 0],
    [null, null],
    ["", null],
    [" ", null],
    ["soon", null],
    ["Infinity", null],
  ])("reads %j as %j", (header, seconds) => {
    expect(secondsToWait(header, now)).toBe(seconds);
  });

  it("is never negative nor endless, whatever the header", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.double().map(String)), (header) => {
        const seconds = secondsToWait(header, now);
        expect(seconds === null || (seconds >= 0 && Number.isFinite(seconds))).toBe(true);
      }),
    );
  });
});

describe("query", () => {
  it("gives the path alone where nothing is asked, and options in one order", () => {
    expect(query("/users", {})).toBe("/users");
    expect(query("/users", { count: false })).toBe("/users");
    expect(query("/users", { count: true, top: 5, expand: "a($select=b)", select: ["id", "mail"] })).toBe(
      "/users?$select=id%2Cmail&$expand=a(%24select%3Db)&$top=5&$count=true",
    );
  });

  it("lets no value out of its option, nor an id out of its segment", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (filter, id) => {
        const url = new URL(query(`https://x/groups/${segment(`i${id}`)}/members`, { filter: `f${filter}` }));
        expect(url.searchParams.get("$filter")).toBe(`f${filter}`);
        expect([...url.searchParams.keys()]).toEqual(["$filter"]);
        expect(url.pathname.split("/")).toHaveLength(4);
        expect(url.hash).toBe("");
      }),
    );
  });
});

describe("graphOrigin", () => {
  it.each([
    ["https://graph.microsoft.com", "https://graph.microsoft.com"],
    ["https://graph.microsoft.com/v1.0/", "https://graph.microsoft.com"],
    ["https://user:secret@graph.microsoft.us", "https://graph.microsoft.us"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080/v1.0", "http://localhost:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("lets a token go to %s", (text, origin) => {
    expect(graphOrigin(text)).toBe(origin);
  });

  it.each([
    "http://graph.microsoft.com",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://localhost@evil.example",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
    "graph.microsoft.com",
    "",
  ])("lets none go to %j", (text) => {
    expect(() => graphOrigin(text)).toThrow(expect.objectContaining({ code: "graph/unsafe-origin" }) as Error);
  });
});

describe("claimsOf", () => {
  const tokenWith = (claims: unknown): string =>
    ["head", Buffer.from(JSON.stringify(claims)).toString("base64url"), "signature"].join(".");

  it("reads an application's roles", () => {
    const token = tokenWith({ tid: "t", appid: "a", oid: "o", roles: ["User.Read.All", "Group.Read.All"] });
    expect(claimsOf(token)).toEqual({
      tenantId: "t",
      identity: { kind: "application", appId: "a", objectId: "o", permissions: ["Group.Read.All", "User.Read.All"] },
    });
  });

  it("reads a person's scopes, which say what is delegated", () => {
    const { identity } = claimsOf(tokenWith({ azp: "a", scp: "User.Read  Group.Read.All", roles: ["ignored"] }));
    expect(identity).toEqual({
      kind: "delegated",
      appId: "a",
      objectId: null,
      permissions: ["Group.Read.All", "User.Read"],
    });
  });

  it.each([
    "opaque",
    "",
    "a.b",
    "a.b.c",
    `a.${Buffer.from("null").toString("base64url")}.c`,
    tokenWith({ roles: "all" }),
  ])("knows nothing from %j", (token) => {
    expect(claimsOf(token)).toEqual({
      tenantId: null,
      identity: { kind: "unknown", appId: null, objectId: null, permissions: [] },
    });
  });
});
