import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dualHolder } from "../../rules/sod/dual-holder.ts";
import { assess } from "../../src/assess/assess.ts";
import { readPackFiles } from "../../src/cli/rule-files.ts";
import { readPacks } from "../../src/conflicts/packs.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { declaredDualHolders, inMoreThan, oracleOf } from "./oracle.ts";
import { type Named, packOf, randomCase, type RandomConflict, tenantOf } from "./random-tenant.ts";
import { bankConfig, collectEmulated, now, scanEmulated, testFolder } from "./scan-emulated.ts";

function found({ conflicts, findings }: Assessment): Map<string, string[]> {
  const dual = findings.filter(({ rule }) => rule === "dual-holder");
  return new Map(
    conflicts
      .filter(({ outcome }) => outcome !== "not-applicable")
      .map(({ id }) => [
        id,
        dual
          .filter((finding) => finding.conflict === id)
          .map(({ principal }) => principal!.id)
          .sort(),
      ]),
  );
}

function holdersOf(tenant: Tenant, { kind, name }: Named): Set<string> {
  const oracle = oracleOf(tenant, now);
  if (kind === "accessPackage")
    return oracle.packageHolders(tenant.accessPackages.find((one) => one.displayName === name)!.id);
  if (kind === "group") return oracle.groupMembers(tenant.groups.find((one) => one.displayName === name)!.id);
  const app = tenant.servicePrincipals.find(({ appRoles }) => appRoles.some(({ value }) => value === name))!;
  return oracle.appRoleHolders(app.id, app.appRoles.find(({ value }) => value === name)!.id);
}

function dualHoldersOf(tenant: Tenant, { duties, atMost }: RandomConflict): string[] {
  return inMoreThan(
    atMost,
    duties.map((points) => new Set(points.flatMap((point) => [...holdersOf(tenant, point)]))),
  );
}

const payment: RandomConflict = {
  atMost: 1,
  duties: [
    [
      { kind: "accessPackage", name: "Vendor Payment - Initiator" },
      { kind: "group", name: "PAY-Initiators" },
      { kind: "appRole", name: "Payment.Create" },
    ],
    [
      { kind: "accessPackage", name: "Vendor Payment - Approver" },
      { kind: "group", name: "PAY-Approvers" },
      { kind: "appRole", name: "Payment.Approve" },
    ],
  ],
};

/** Reads the tenant over HTTP, and judges by the one rule alone. */
async function dualHoldersBy(pack: string, tenant: Tenant, folder: string): Promise<Assessment> {
  const { path } = await collectEmulated(tenant, folder, { args: ["--only-rules", "--rules", pack] });
  const snapshot = await openSnapshot(path);
  try {
    return assess(snapshot, { rules: [dualHolder], packs: readPacks(readPackFiles([pack])) }, now).assessment;
  } finally {
    snapshot.close();
  }
}

describe("dual holders, against plain sets", () => {
  it("are the same on the bank, for the payment conflict and every declared pair", async () => {
    const bank = contosoBank({ now });
    const { assessment } = await scanEmulated(bank, testFolder(), {
      args: ["--config", bankConfig, "--formats", "json"],
    });

    const expected = declaredDualHolders(bank, now).set("PAY-R01", dualHoldersOf(bank, payment));
    expect(expected.get("PAY-R01")).toHaveLength(11);
    expect(found(assessment)).toEqual(expected);
  });

  it("are the same on 200 random tenants", async () => {
    const folder = testFolder();
    const pack = join(folder, "random.yaml");
    let dualHolders = 0;
    await fc.assert(
      fc.asyncProperty(randomCase, async (random) => {
        const tenant = tenantOf(random);
        writeFileSync(pack, packOf(random.conflicts));
        const assessment = await dualHoldersBy(pack, tenant, folder);

        const expected = declaredDualHolders(tenant, now);
        for (const [index, conflict] of random.conflicts.entries())
          expected.set(`C${index}`, dualHoldersOf(tenant, conflict));
        expect(found(assessment)).toEqual(expected);
        for (const { id, outcome } of assessment.conflicts) {
          expect(outcome).toBe(expected.get(id)!.length > 0 ? "violated" : "satisfied");
        }
        dualHolders += [...expected.values()].flat().length;
      }),
      { numRuns: 200 },
    );
    expect(dualHolders).toBeGreaterThan(100);
  }, 600_000);
});
