import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { type Answer, governance, now, serve } from "./emulated-graph.ts";

const tenant = aTenant("batch", { now })
  .user("ada")
  .user("ben")
  .group("G", { members: ["ada", "ben"] })
  .accessPackage("A")
  .accessPackage("B")
  .build();
const [group] = tenant.groups;
const [first, second] = tenant.accessPackages;

type ItemAnswer = {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Answer["body"];
};

const responsesOf = ({ body }: Answer) => body["responses"] as ItemAnswer[];
const read = (id: string, url: string) => ({ id, method: "GET", url });

describe("$batch", () => {
  it("answers each item by its id, in another order than asked but always the same", async () => {
    const { post } = await serve({ tenant });
    const requests = Array.from({ length: 20 }, (_, nth) => read(`${nth}`, "/users?$select=id"));
    const ids = responsesOf(await post("/$batch", { requests })).map(({ id }) => id);

    expect(ids.toSorted()).toEqual(requests.map(({ id }) => id).toSorted());
    expect(ids).not.toEqual(requests.map(({ id }) => id));
    expect(responsesOf(await post("/$batch", { requests })).map(({ id }) => id)).toEqual(ids);
  });

  it("gives what a request of its own would have got: body, refusal, absolute links, headers of its own", async () => {
    const { get, post, url } = await serve({ tenant });
    const answer = await post("/$batch", {
      requests: [
        read("page", `groups/${group?.id}/members?$top=1&$select=id`),
        read("gone", "/users/nobody"),
        { ...read("count", "/users/$count"), headers: { ConsistencyLevel: "eventual" } },
        read("no-count", "/users/$count"),
      ],
    });
    const item = (id: string) => responsesOf(answer).find((response) => response.id === id);

    expect(answer.status).toBe(200);
    expect(item("page")).toMatchObject({ status: 200, headers: { "Content-Type": "application/json" } });
    expect(item("page")?.body).toEqual((await get(`/groups/${group?.id}/members?$top=1&$select=id`)).body);
    expect(String(item("page")?.body?.["@odata.nextLink"]).startsWith(`${url}/v1.0/groups/`)).toBe(true);
    expect(item("gone")).toMatchObject({ status: 404, body: { error: { code: "Request_ResourceNotFound" } } });
    expect(item("count")).toMatchObject({ status: 200, body: "2" });
    expect(item("no-count")?.status).toBe(400);
  });

  it("holds each item to the permissions of the caller", async () => {
    const { post } = await serve({ tenant });
    const token = mintToken({ roles: ["User.Read.All"] });
    const answer = await post(
      "/$batch",
      { requests: [read("1", "/users"), read("2", "/servicePrincipals")] },
      { token },
    );

    expect(Object.fromEntries(responsesOf(answer).map(({ id, status }) => [id, status]))).toEqual({ 1: 200, 2: 403 });
    expect((await post("/$batch", { requests: [read("1", "/users")] }, { token: null })).status).toBe(401);
  });

  it("writes, and leaves out the body where there is none", async () => {
    const { get, post } = await serve({ tenant });
    const path = `${governance}/accessPackages/${first?.id}/incompatibleAccessPackages`;
    const body = { "@odata.id": `https://graph.microsoft.com/v1.0${governance}/accessPackages/${second?.id}` };
    const write = { id: "1", method: "POST", url: `${path}/$ref`, body };

    expect(responsesOf(await post("/$batch", { requests: [write] }))[0]).toMatchObject({ status: 400 });
    const headers = { "Content-Type": "application/json" };
    expect(responsesOf(await post("/$batch", { requests: [{ ...write, headers }] }))).toEqual([
      { id: "1", status: 204, headers: {} },
    ]);
    expect((await get(path)).body.value).toMatchObject([{ id: second?.id }]);
  });

  it("does not try what depends on what has failed", async () => {
    const { post } = await serve({ tenant });
    const requests = [
      read("bad", "/users/nobody"),
      { ...read("next", "/users"), dependsOn: ["bad"] },
      { ...read("last", "/users"), dependsOn: ["next"] },
      { ...read("other", "/users"), dependsOn: [] },
    ];
    const statuses = responsesOf(await post("/$batch", { requests })).map(({ id, status }) => [id, status]);

    expect(Object.fromEntries(statuses)).toEqual({ bad: 404, next: 424, last: 424, other: 200 });
  });

  it.each([
    ["nothing", {}],
    ["no items", { requests: [] }],
    ["more than twenty", { requests: Array.from({ length: 21 }, (_, nth) => read(`${nth}`, "/users")) }],
    ["the same id twice", { requests: [read("1", "/users"), read("1", "/groups")] }],
    ["no id", { requests: [{ method: "GET", url: "/users" }] }],
    ["no url", { requests: [{ id: "1", method: "GET" }] }],
    ["an absolute url", { requests: [read("1", "https://graph.microsoft.com/v1.0/users")] }],
    ["another origin", { requests: [read("1", "//evil.example/users")] }],
    ["a batch within", { requests: [read("1", "/$batch")] }],
    ["dependence on nothing", { requests: [{ ...read("1", "/users"), dependsOn: ["0"] }] }],
    ["an item that is no object", { requests: ["/users"] }],
  ])("400 for an envelope with %s", async (_what, envelope) => {
    const { post } = await serve({ tenant });
    const { status, body } = await post("/$batch", envelope);

    expect(status).toBe(400);
    expect(body.error.message).not.toBe("");
  });

  it("takes urls below /v1.0, not with it", async () => {
    const { post } = await serve({ tenant });
    expect(responsesOf(await post("/$batch", { requests: [read("1", "/v1.0/users")] }))[0]?.status).toBe(400);
  });
});
