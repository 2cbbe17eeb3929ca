import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventOfAudit, eventOfRow } from "../../src/logs/audit-event.ts";
import { anAudit, anyAudits, rowOf } from "./audits.ts";

const audit = anAudit("e1", "2026-11-01T10:00:00.1234567Z");

describe("an event of Graph", () => {
  it("keeps who did what to what, and what changed", () => {
    expect(eventOfAudit(audit)).toEqual({
      id: "e1",
      activityDateTime: "2026-11-01T10:00:00.1234567Z",
      activity: "Create access package",
      category: "EntitlementManagement",
      operationType: "Add",
      result: "success",
      resultReason: null,
      correlationId: "correlation-e1",
      service: "Entitlement Management",
      actorKind: "user",
      actorId: "u1",
      actorName: "Ada",
      actorUserPrincipalName: "ada@contoso.com",
      targets: [{ id: "p1", type: "AccessPackage", displayName: "Initiator", userPrincipalName: null }],
      details: [{ key: "Tier", value: "1" }],
      changes: [{ target: "p1", property: "IsHidden", oldValue: null, newValue: '"\\"False\\""' }],
    });
  });

  const app = { servicePrincipalId: "sp1", appId: "a1", displayName: "Sync", servicePrincipalName: null };
  const nobody = { id: null, displayName: null, userPrincipalName: "" };
  it.each([
    ["an application", { user: null, app }, ["application", "sp1", "Sync", null]],
    [
      "an application without an object",
      { app: { ...app, servicePrincipalId: null } },
      ["application", "a1", "Sync", null],
    ],
    ["an application beside an empty user", { user: nobody, app }, ["application", "sp1", "Sync", null]],
    ["a user beside an application", { user: { ...nobody, id: "u2" }, app }, ["user", "u2", null, null]],
    ["an empty user", { user: nobody, app: null }, ["unknown", null, null, null]],
    ["neither", { user: null, app: null }, ["unknown", null, null, null]],
    ["nothing", null, ["unknown", null, null, null]],
  ])("names %s as its actor", (_, initiatedBy, [kind, id, name, userPrincipalName]) => {
    expect(eventOfAudit({ ...audit, initiatedBy })).toMatchObject({
      actorKind: kind,
      actorId: id,
      actorName: name,
      actorUserPrincipalName: userPrincipalName,
    });
  });

  it("takes the type of a target under either spelling", () => {
    const targetResources = [
      { id: "g1", Type: "Group" },
      { id: "g2", type: "User", Type: "Other" },
    ];

    expect(eventOfAudit({ ...audit, targetResources }).targets.map(({ type }) => type)).toEqual(["Group", "User"]);
  });

  it("is content with what Graph leaves out", () => {
    const { id, activityDateTime, activityDisplayName, category } = audit;

    const said = Object.entries(eventOfAudit({ id, activityDateTime, activityDisplayName, category }));

    expect(said.flatMap(([name, value]) => (value === null ? [name] : [])).join(" ")).toBe(
      "operationType result resultReason correlationId service actorId actorName actorUserPrincipalName",
    );
    expect(Object.fromEntries(said)).toMatchObject({ actorKind: "unknown", targets: [], details: [], changes: [] });
  });

  it("writes values that are no texts as JSON", () => {
    const modifiedProperties = [{ displayName: "Roles", oldValue: false, newValue: ["a", { b: 1 }] }];
    const event = eventOfAudit({
      ...audit,
      targetResources: [{ id: "p1", modifiedProperties }],
      additionalDetails: [{ key: "Count", value: 3 }, { key: "None" }],
    });

    expect(event.changes).toEqual([{ target: "p1", property: "Roles", oldValue: "false", newValue: '["a",{"b":1}]' }]);
    expect(event.details).toEqual([
      { key: "Count", value: "3" },
      { key: "None", value: null },
    ]);
  });

  it.each([
    ["an id", { id: "" }],
    ["a time", { activityDateTime: "yesterday" }],
    ["an activity", { activityDisplayName: null }],
    ["targets", { targetResources: "[" }],
  ])("is none without %s", (_, without) => {
    expect(() => eventOfAudit({ ...audit, ...without })).toThrow(expect.objectContaining({ name: "ZodError" }));
  });
});

describe("an event of Log Analytics", () => {
  it("is the event that Graph gives, whether its dynamic columns are texts, texts of texts or objects", () => {
    fc.assert(
      fc.property(anyAudits, fc.constantFrom(0, 1, 2), (audits, depth) => {
        for (const one of audits) {
          const { initiatedBy, targetResources, additionalDetails } = one;
          const wrap = (dynamic: unknown): unknown => {
            let wrapped = dynamic;
            for (let level = 0; level < depth; level += 1) wrapped = JSON.stringify(wrapped);
            return wrapped;
          };
          const columns = {
            InitiatedBy: wrap(initiatedBy),
            TargetResources: wrap(targetResources),
            AdditionalDetails: wrap(additionalDetails),
          };
          expect(eventOfRow({ ...rowOf(one), ...columns })).toEqual(eventOfAudit(one));
        }
      }),
      { numRuns: 20 },
    );
  });

  it("takes an empty dynamic column for nothing", () => {
    const event = eventOfRow({ ...rowOf(audit), InitiatedBy: "", TargetResources: null, AdditionalDetails: "" });

    expect(event).toMatchObject({ actorKind: "unknown", targets: [], details: [] });
  });
});
