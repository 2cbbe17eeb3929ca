import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import type { Change } from "../../src/emulator/graph/live-tenant.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { deleteUser, removeAssignment, removeMember, updateUser } from "../../src/emulator/tenant-changes.ts";
import { now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";

/** Ann and Bob hold two declared packages; Cleo holds one and is in the group that is declared incompatible with it. */
const bank = () =>
  aTenant("bank", { now })
    .user("ann")
    .user("bob")
    .user("cleo")
    .catalog("payments")
    .group("approvers", { members: ["cleo"] })
    .accessPackage("raise", { catalog: "payments" })
    .accessPackage("approve", { catalog: "payments" })
    .policy("policy", { accessPackage: "raise" })
    .policy("policy", { accessPackage: "approve" })
    .assign("ann", "raise")
    .assign("ann", "approve")
    .assign("bob", "raise")
    .assign("bob", "approve")
    .assign("cleo", "raise")
    .incompatible("raise", "approve")
    .incompatible("approve", "raise")
    .incompatibleGroup("raise", "approvers")
    .app("erp", { roles: ["pay"] })
    .build();

/** Scans a tenant that changes once, when everything has been read a first time. */
async function scanWhile(change: Change | null, intercept?: EmulatorOptions["intercept"], tenant = bank()) {
  const emulator = await startEmulator({ tenant, now: () => now, ...(intercept === undefined ? {} : { intercept }) });
  const folder = testFolder();
  const io = testIo({ SODSCAN_ACCESS_TOKEN: mintToken({ roles: readPermissions, tenantId: tenant.organization.id }) });
  const ended = new Set<string>();
  const tell = (text: string): void => {
    io.tell(text);
    const section = /^ {2}(\w+) +complete/u.exec(text)?.[1];
    if (section !== undefined) ended.add(section);
    if (
      change !== null &&
      section !== undefined &&
      ["assignments", "groupMembers", "users"].every((one) => ended.has(one))
    ) {
      emulator.change(change);
      change = null;
    }
  };
  try {
    const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", folder, "--formats", "json"];
    await run(["scan", ...target], { ...io, tell });
    const assessment = JSON.parse(readFileSync(join(folder, "data", "assessment.json"), "utf8")) as Assessment;
    const holders = assessment.findings
      .filter(({ rule }) => rule === "dual-holder")
      .map(
        ({ principal, movedDuringCollection }) => `${principal?.displayName}${movedDuringCollection ? " moved" : ""}`,
      );
    return { assessment, holders: holders.sort(), told: io.told.join("\n") };
  } finally {
    await emulator.close();
  }
}

const idOf = (name: string) => bank().users.find(({ displayName }) => displayName === name)!.id;

const annApproves = () => {
  const { accessPackages, assignments } = bank();
  const approve = accessPackages.find(({ displayName }) => displayName === "approve")!.id;
  return assignments.find(
    ({ accessPackageId, target }) => accessPackageId === approve && target.objectId === idOf("ann"),
  )!;
};

const confirmationOf = ({ coverage }: Assessment, section: string) =>
  coverage.find((one) => one.section === section)?.confirmation;

describe("what findings rest on is read again", () => {
  it("and nothing has moved in a tenant that stands still", async () => {
    const { assessment, holders, told } = await scanWhile(null);
    expect(holders).toEqual(["ann", "bob", "cleo"]);
    expect(confirmationOf(assessment, "assignments")).toEqual({ reads: 2, moved: 0 });
    expect(confirmationOf(assessment, "groupMembers")).toEqual({ reads: 1, moved: 0 });
    expect(told).toContain("0 rows moved during collection");
  });

  it("so that nobody is accused of a side given up meanwhile", async () => {
    const { assessment, holders } = await scanWhile(removeAssignment(annApproves().id));
    expect(holders).toEqual(["bob", "cleo"]);
    expect(confirmationOf(assessment, "assignments")).toEqual({ reads: 2, moved: 1 });
  });

  it("nor of a membership given up meanwhile", async () => {
    const [approvers] = bank().groups;
    const { assessment, holders } = await scanWhile(removeMember(approvers!.id, idOf("cleo")));
    expect(holders).toEqual(["ann", "bob"]);
    expect(confirmationOf(assessment, "groupMembers")).toEqual({ reads: 1, moved: 1 });
  });

  it("nor of an account that has been enabled or is gone meanwhile", async () => {
    const [ann, bob] = ["ann", "bob"].map(idOf);
    const disabled = (tenant: Tenant): Tenant =>
      [ann, bob].reduce<Tenant>((each, id) => updateUser(id!, { accountEnabled: false })(each, now), tenant);
    const { assessment } = await scanWhile(
      (tenant) => deleteUser(bob!)(updateUser(ann!, { accountEnabled: true })(tenant, now), now),
      undefined,
      disabled(bank()),
    );
    expect(assessment.findings.filter(({ rule }) => rule === "disabled-holder")).toEqual([]);
    expect(confirmationOf(assessment, "users")).toEqual({ reads: 2, moved: 2 });
    expect(assessment.coverage.find(({ section }) => section === "users")?.read).toBe(2);
  });

  it("and stands, marked, where it has changed and still holds", async () => {
    const { id } = annApproves();
    const { holders } = await scanWhile((tenant) => ({
      ...tenant,
      assignments: tenant.assignments.map((one) => (one.id === id ? { ...one, state: "partiallyDelivered" } : one)),
    }));
    expect(holders).toEqual(["ann moved", "bob", "cleo"]);
  });

  it("and stands as it was read first where it cannot be read again", async () => {
    let confirming = false;
    const { assessment, holders, told } = await scanWhile(
      (tenant) => {
        confirming = true;
        return tenant;
      },
      ({ path, query }) =>
        confirming && path.endsWith("/assignments") && query.includes("accessPackage")
          ? { status: 403, body: { error: { code: "Forbidden", message: "no longer" } } }
          : undefined,
    );
    expect(holders).toEqual(["ann", "bob", "cleo"]);
    expect(confirmationOf(assessment, "assignments")).toMatchObject({
      reads: 2,
      moved: 0,
      reason: expect.stringContaining("403") as string,
    });
    expect(told).toContain("not confirmed, judged as first read: assignments");
  });
});
