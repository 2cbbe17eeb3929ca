import { describe, expect, it } from "vitest";
import type { Row } from "../../src/snapshot/sections.ts";
import { everyHolderOf, holdersOf, modelOf, pathsOf, pointOf } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const packageP = pointOf("accessPackage", "P");
const bank = () => aTenant().users("ann", "bob").accessPackages("P", "Q");
const asked = (more: Partial<Row<"assignmentRequests">>) => modelOf(bank().requests("ann", "P", more));

describe("open requests", () => {
  it.each([
    ["submitted", "pending"],
    ["PendingApproval", "pending"],
    ["delivering", "pending"],
    ["scheduled", "scheduled"],
  ])("in state %s are %s holdings of whoever asked", (state, membership) => {
    const model = asked({ state });
    expect(holdersOf(model, packageP)).toEqual([]);
    expect(everyHolderOf(model, packageP)).toEqual(["ann"]);
    expect(model.holdings("ann", packageP)).toMatchObject([{ membership }]);
    expect(pathsOf(model, "ann", packageP)).toEqual(["assignmentRequest ann-P-request, accessPackage P"]);
  });

  it.each(["delivered", "partiallyDelivered", "deliveryFailed", "denied", "canceled"])(
    "in state %s are over",
    (state) => {
      expect(everyHolderOf(asked({ state }), packageP)).toEqual([]);
      expect(asked({ state }).packages.requests.unclear).toEqual([]);
    },
  );

  it.each(["userRemove", "adminUpdate", "systemRemove"])("of type %s give nobody anything", (requestType) => {
    expect(everyHolderOf(asked({ requestType }), packageP)).toEqual([]);
  });

  it("cannot be told where the assignment they are for may be among those that were not read", () => {
    const tenant = bank().requests("ann", "P", { assignmentId: "a" }).partial("assignments");
    const model = modelOf(tenant);
    expect(everyHolderOf(model, packageP)).toEqual([]);
    expect(model.packages.requests.unclear).toMatchObject([{ packageId: "P" }]);
    expect(everyHolderOf(modelOf(bank().requests("ann", "P").partial("assignments")), packageP)).toEqual(["ann"]);
  });

  it("are told by their assignment where there is one", () => {
    const tenant = bank()
      .assign("ann", "P", { id: "a", state: "delivering" })
      .requests("ann", "P", { assignmentId: "a" });
    expect(modelOf(tenant).holdings("ann", packageP)).toMatchObject([
      { membership: "pending", path: [{ id: "a" }, {}] },
    ]);
  });

  it("say when they begin and end, and are over with their time", () => {
    const expiration = { type: "afterDateTime", duration: null, endDateTime: "2026-12-31T00:00:00Z" };
    const [holding] = asked({ state: "scheduled", startDateTime: "2026-12-01T00:00:00Z", expiration }).holdings(
      "ann",
      packageP,
    );
    expect(holding).toMatchObject({ from: "2026-12-01T00:00:00.000Z", until: "2026-12-31T00:00:00.000Z" });
    const past = { ...expiration, endDateTime: "2026-11-01T00:00:00Z" };
    expect(everyHolderOf(asked({ expiration: past }), packageP)).toEqual([]);
  });

  it.each([
    ["on behalf of another", { requestType: "onBehalfAdd" }],
    ["in a state nobody knows", { state: "pondering" }],
    ["of nobody", { requestorObjectId: null, requestorSubjectId: null }],
    ["for no package", { accessPackageId: null }],
    ["of a type nobody knows", { requestType: "unknownFutureValue" }],
    ["of no type", { requestType: null }],
  ])("%s accuse nobody, and are said to be unclear", (_, more) => {
    const model = asked(more);
    expect(everyHolderOf(model, packageP)).toEqual([]);
    expect(model.packages.requests.unclear).toMatchObject([
      { why: expect.stringContaining("ann-P-request") as string },
    ]);
  });
});

it("assignments that are delivering or ahead are holdings that are not active", () => {
  const tenant = bank()
    .assign("ann", "P", { state: "delivering" })
    .assign("bob", "P", { startDateTime: "2026-12-01T00:00:00Z" });
  const model = modelOf(tenant);
  expect(holdersOf(model, packageP)).toEqual([]);
  expect(["ann", "bob"].flatMap((id) => model.holdings(id, packageP)).map(({ membership }) => membership)).toEqual([
    "pending",
    "scheduled",
  ]);
});
