import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sectionNames } from "../../src/domain/sections.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import type { Row } from "../../src/snapshot/sections.ts";
import { createSnapshot } from "../../src/snapshot/writer.ts";
import { drafts, tenantOf } from "../builders/random-tenant.ts";
import { aTenant } from "../builders/tenant.ts";
import { aLittleBank, ann, begun, pageOf, rowsIn, snapshotPath, write } from "./written.ts";

/** The value that a JSON Pointer leads to. */
function valueAt(json: unknown, pointer: string): unknown {
  const steps = pointer.split("/").slice(1);
  return steps.reduce(
    (value, step) => (value as Record<string, unknown>)[step.replaceAll("~1", "/").replaceAll("~0", "~")],
    json,
  );
}

describe("a snapshot written and opened", () => {
  it("gives back run, coverage and every row, and evidence that leads to the row's own JSON", async () => {
    await fc.assert(
      fc.asyncProperty(drafts, fc.integer({ min: 1, max: 4 }), async (draft, pageSize) => {
        const tenant = tenantOf(draft).build();
        const path = snapshotPath();
        write(tenant, path, pageSize);
        const snapshot = await openSnapshot(path);

        expect(snapshot.run).toEqual(tenant.run);
        expect(snapshot.coverage).toEqual(tenant.coverage);
        expect(snapshot.auditTrail).toEqual(tenant.auditTrail);
        for (const section of sectionNames) {
          expect(rowsIn(snapshot, section)).toEqual(rowsIn(tenant, section));
          for (const { evidence, ...row } of snapshot.rows(section)) {
            const [key = "", pointer = ""] = evidence.split("#");
            const page = snapshot.page(key);
            expect(valueAt(JSON.parse(Buffer.from(page?.body ?? []).toString("utf8")), pointer)).toEqual(row);
          }
        }
        snapshot.close();
      }),
      { numRuns: 10 },
    );
  });

  it("gives back any text, flag, list and JSON as it was", async () => {
    const text = fc.string({ unit: "binary" });
    const user = fc.record<Row<"users">>({
      id: text,
      displayName: text,
      userPrincipalName: fc.option(text),
      mail: fc.option(text),
      userType: fc.option(text),
      accountEnabled: fc.option(fc.boolean()),
      createdDateTime: fc.option(text),
      department: fc.option(text),
      companyName: fc.option(text),
      jobTitle: fc.option(text),
      employeeId: fc.option(text),
      onPremisesSecurityIdentifier: fc.option(text),
      onPremisesImmutableId: fc.option(text),
      otherMails: fc.array(text, { maxLength: 2 }),
      proxyAddresses: fc.array(text, { maxLength: 2 }),
      identities: fc.array(
        fc.record({ signInType: fc.option(text), issuer: fc.option(text), issuerAssignedId: fc.option(text) }),
        { maxLength: 2 },
      ),
    });
    const json = fc
      .jsonValue({ maxDepth: 2 })
      .map((value) => JSON.parse(JSON.stringify(value)) as Row<"connectedOrganizations">["identitySources"]);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(user, { maxLength: 4, selector: ({ id }) => id }),
        fc.array(json, { maxLength: 4 }),
        async (users, settings) => {
          const tenant = aTenant();
          for (const row of users) tenant.row("users", row);
          for (const [index, value] of settings.entries()) {
            tenant.policy(`p${index}`, "P", { isAutomatic: value === null });
            tenant.row("connectedOrganizations", {
              id: `o${index}`,
              displayName: "O",
              description: null,
              state: null,
              identitySources: value,
              createdDateTime: null,
              modifiedDateTime: null,
            });
          }
          const path = snapshotPath();
          write(tenant.build(), path);
          const snapshot = await openSnapshot(path);
          expect(rowsIn(snapshot, "users")).toEqual(rowsIn(tenant.build(), "users"));
          for (const section of ["policies", "connectedOrganizations"] as const)
            expect(rowsIn(snapshot, section)).toEqual(rowsIn(tenant.build(), section));
          snapshot.close();
        },
      ),
      { numRuns: 30, examples: [[[{ ...ann, displayName: "a\u0000b" }], [null, "null", "", 0, false]]] },
    );
  });

  it("gives back raw responses byte for byte, with their sha256", async () => {
    const body = '{ "value" : [ {"id":"1", "name":"Zoë \\u00e9" } ] }\r\n';
    const path = snapshotPath();
    const writer = createSnapshot(path, begun);
    writer.save(pageOf("catalogs", body, []));
    writer.finish(aTenant().build().run, []);

    const snapshot = await openSnapshot(path);
    const page = snapshot.page("catalogs/1");
    expect(Buffer.from(page?.body ?? []).toString("utf8")).toBe(body);
    expect(page?.sha256).toBe(createHash("sha256").update(body).digest("hex"));
    expect(page?.url).toBe("https://graph.microsoft.com/v1.0/catalogs");
    expect(snapshot.page("catalogs/2")).toBeUndefined();
    snapshot.close();
  });

  it("has the sha256 of its bytes for a digest, and nothing beside it", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const snapshot = await openSnapshot(path);
    expect(snapshot.digest).toBe(`sha256:${createHash("sha256").update(readFileSync(path)).digest("hex")}`);
    snapshot.close();
    for (const beside of ["-wal", "-shm", "-journal", ".partial"]) expect(existsSync(path + beside)).toBe(false);
  });
});
