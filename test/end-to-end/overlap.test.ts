import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Overlap } from "../../src/domain/overlap.ts";
import { selfService, singleUser } from "../../src/emulator/contoso-bank/policies.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { collectEmulated, now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";

const bank = contosoBank({ now });

async function overlapOn(tenant: Tenant, args: readonly string[], without: readonly string[] = []) {
  const emulator = await startEmulator({ tenant, now: () => now });
  try {
    const roles = readPermissions.filter((permission) => !without.includes(permission));
    const io = testIo({ SODSCAN_ACCESS_TOKEN: mintToken({ roles, tenantId: tenant.organization.id }) });
    const target = ["--auth", "static-token", "--graph-url", emulator.url];
    const exitCode = await run(["overlap", ...args, ...target], io);
    return { exitCode, printed: io.printed.join("\n"), told: io.told.join("\n") };
  } finally {
    await emulator.close();
  }
}

const payments = ["Vendor Payment - Initiator", "Vendor Payment - Approver"];

/** Ann pays, Ben approves, Cleo does neither; Ben and Cleo may ask to pay, Ann and Cleo to approve. Ann owns what approving gives. */
function office(): Tenant {
  const tenant = aTenant("office", { now }).user("ann").user("ben").user("cleo").app("portal").catalog("desk");
  const open = (...names: readonly string[]) => ({
    allowedTargetScope: "specificDirectoryUsers" as const,
    specificAllowedTargets: names.map((name) => singleUser(tenant.id("user", name))),
    requestorSettings: selfService,
  });
  return tenant
    .group("approvers", { owners: ["ann"] })
    .accessPackage("pay", { catalog: "desk" })
    .accessPackage("approve", { catalog: "desk", grants: [{ group: "approvers" }] })
    .policy("for payers", { accessPackage: "pay", ...open("ben", "cleo") })
    .policy("for approvers", { accessPackage: "approve", ...open("ann", "cleo") })
    .assign("ann", "pay")
    .assign("ben", "approve")
    .request("ann", "approve", { state: "pendingApproval" })
    .incompatible("pay", "approve")
    .build();
}

describe("overlap", () => {
  it("shows the four who hold both payment packages and one by two accounts, and agrees with the tenant's own answer", async () => {
    const { exitCode, printed } = await overlapOn(bank, payments);
    expect(exitCode).toBe(1);
    expect(printed).toContain("5 people hold both");
    expect(printed).toContain("2 people more will, once what is under way is granted.");
    expect(printed).toContain("additionalAccess agrees: 4 by assignment");
    expect(printed).toMatch(/Amara Abbott +2026-07-26 +A 2027-01-22 +grandfathered +assignment to B/u);
    expect(printed).toContain("5 revocations: holders of both go from 5 to 0, as simulated.");
    expect(printed).toMatch(/A refuses holders of B +not declared/u);
    expect(printed).toMatch(/B refuses holders of A +declared 20/u);
    expect(printed.split("\n").length).toBeLessThan(60);
    expect(Math.max(...printed.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it("finds the eleven between the two old groups, and no guest, whose member account is in neither", async () => {
    const { printed } = await overlapOn(bank, ["PAY-Initiators", "PAY-Approvers"]);
    expect(printed).toContain("11 people hold both");
    expect(printed).toContain("and 3 more people (--json has all)");
    expect(printed).toContain("nothing can be declared");
  });

  it("is as its published schema says, names of everybody included", async () => {
    const { path } = await collectEmulated(bank, testFolder(), { args: ["--all-groups"] });
    const io = testIo();
    await run(["overlap", "PAY-Initiators", "PAY-Approvers", "--snapshot", path, "--json"], io);
    const document: unknown = JSON.parse(io.printed.join("\n"));
    const ajv = new Ajv2020({ strict: true });
    addFormats.default(ajv);
    const valid = ajv.compile(JSON.parse(readFileSync("reports/schemas/overlap.schema.json", "utf8")) as object);
    expect([valid(document), valid.errors]).toEqual([true, null]);
    expect((document as Overlap).holders).toHaveLength(11);
  });

  it("says who could come to hold both where nobody does", async () => {
    const { exitCode, printed } = await overlapOn(office(), ["pay", "approve", "--json"]);
    const { outcome, holders, requests, administration, directions } = JSON.parse(printed) as Overlap;
    const namesIn = (people: readonly { readonly displayName: string }[]) =>
      people.map(({ displayName }) => displayName);
    expect(requests.unknown).toEqual([]);
    expect([exitCode, outcome, holders.map(({ exposure }) => exposure)]).toEqual([0, "satisfied", ["pending"]]);
    expect(requests.lacking.map(({ examples }) => namesIn(examples))).toEqual([[], ["ann"]]);
    expect(namesIn(requests.neither.examples)).toEqual(["cleo"]);
    expect(directions.map(({ asked, declared, kept }) => [asked.name, declared, ...namesIn(kept.examples)])).toEqual([
      ["pay", true, "ben"],
      ["approve", false, "ann"],
    ]);
    expect(directions.map(({ openRequests }) => openRequests.map(({ state }) => state))).toEqual([
      [],
      ["pendingApproval"],
    ]);
    expect(administration).toEqual({ administrators: [], unknown: [] });
  });

  it("says who could put himself into the group that gives the other", async () => {
    const { printed } = await overlapOn(office(), ["pay", "approvers"]);
    expect(printed).toContain('ann holds A, could get B as owner of "approvers"');
  });

  it.each([
    ["Group.Read.All", ["Group.Read.All", "GroupMember.Read.All"], /not known: groups was denied/u],
    ["RoleManagement.Read.Directory", ["RoleManagement.Read.Directory"], /nobody found, but not everything is known/u],
  ])("does not call clean what it could not read without %s", async (_, without, said) => {
    const { exitCode, printed } = await overlapOn(office(), ["pay", "approve"], without);
    expect(exitCode).toBe(3);
    expect(printed).toMatch(said);
  });

  it("does not call a name unknown that it could not look for", async () => {
    const taken = ["GroupMember.Read.All", "Group.Read.All", "User.Read.All"];
    const { exitCode, told } = await overlapOn(bank, ["PAY-Initiators", "PAY-Approvers"], taken);
    expect(exitCode).toBe(3);
    expect(told).toContain("GroupMember.Read.All");
  });

  it("wants two things", async () => {
    expect((await overlapOn(bank, ["PAY-Initiators", "PAY-Initiators"])).exitCode).toBe(2);
  });

  it("says what it could be where a name is not one thing", async () => {
    const { exitCode, told } = await overlapOn(bank, ["PAY-Initiators", "No such thing"]);
    expect(exitCode).toBe(2);
    expect(told).toContain('no access package or group is called "No such thing"');
  });
});
