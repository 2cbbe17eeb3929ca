import { describe, expect, it } from "vitest";
import { type Answer, json } from "../graph/tiny-graph.ts";
import { partOf } from "./read-answer.ts";

const bytes =
  (body: Buffer): Answer =>
  (response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(body);

const malformed = (message: RegExp) => ({
  name: "GraphFailure",
  kind: "malformed",
  message: expect.stringMatching(message) as string,
});

describe("an answer that is not sound", () => {
  it("is refused where Graph broke off with an error under 200, whatever it gave until then", async () => {
    const error = { code: "InternalServerError", message: "It broke." };
    await expect(partOf("groups", json({ value: [{ id: "g" }], error }))).rejects.toMatchObject(
      malformed(/InternalServerError: It broke\./u),
    );
    await expect(partOf("resourceRoleScopes", json({ resourceRoleScopes: [], error: {} }))).rejects.toMatchObject(
      malformed(/error/u),
    );
  });

  it.each([[{}], ["many"], [1.5], [[]], [-1], [1e300], [true]])("is refused where its count is %j", async (count) => {
    await expect(partOf("groups", json({ value: [], "@odata.count": count }))).rejects.toMatchObject(
      malformed(/@odata\.count/u),
    );
  });

  it.each([
    [3, 3],
    ["3", 3],
    [null, null],
    [undefined, null],
  ])("is read where its count is %j", async (count, expected) => {
    expect(await partOf("groups", json({ value: [], "@odata.count": count }))).toMatchObject({ expected });
  });

  it("is refused where an object has an empty id, by which it could not be told from another", async () => {
    await expect(partOf("groups", json({ value: [{ id: "" }] }))).rejects.toMatchObject(malformed(/\/value\/0\/id/u));
    await expect(partOf("groupMembers", json({ value: [{ id: "a" }, { id: "" }] }))).rejects.toMatchObject(
      malformed(/\/value\/1\/memberId/u),
    );
  });

  it("is refused where it is nested deeper than anything Graph has", async () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    for (const settings of [deep, `{"a":{"a":${deep}}}`]) {
      const body = Buffer.from(`{"value":[{"id":"p","identitySources":${settings}}]}`);
      await expect(partOf("connectedOrganizations", bytes(body))).rejects.toMatchObject(malformed(/identitySources/u));
    }
  });

  it("is refused where it is not UTF-8, because another id would stand in the place of one", async () => {
    await expect(partOf("groups", bytes(Buffer.from('{"value":[{"id":"g\u00ff"}]}', "latin1")))).rejects.toMatchObject(
      malformed(/not JSON/u),
    );
  });

  it("is read where a byte order mark stands before it", async () => {
    const { rows } = await partOf("groups", bytes(Buffer.from('\uFEFF{"value":[{"id":"g"}]}')));
    expect(rows).toHaveLength(1);
  });

  it.each([
    ["0001-01-01T08:00:00Z", null],
    ["0001-01-01T00:00:00Z", null],
    ["null", null],
    ["", null],
    ["2023-06-28T01:19:48.4216782Z", "2023-06-28T01:19:48.4216782Z"],
  ])("is read where a moment is %j, which may stand for none", async (said, kept) => {
    const signInActivity = { lastSuccessfulSignInDateTime: said };
    const { rows } = await partOf("signIns", json({ value: [{ id: "u", signInActivity }] }));
    expect(rows).toMatchObject([{ row: { lastSuccessfulSignInDateTime: kept } }]);
  });
});
