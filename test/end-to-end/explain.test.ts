import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { readPermissions, scanEmulated, type Scanned, now, testFolder, testIo } from "./scan-emulated.ts";

const pack = `
pack: keys
duties:
  administer:
    title: Administer the directory
    kind: authorization
    heldBy:
      - directoryRole: { name: Global Administrator }
      - group: { name: admins }
  pay:
    title: Pay
    kind: recording
    heldBy: [{ group: { name: payers } }, { accessPackage: { name: Pay } }]
  review: { title: Review, kind: verification, heldBy: [] }
conflicts:
  - { id: K1, title: Administers and pays, duties: [administer, pay], severity: critical }
`;

const later = new Date(now.getTime() + 3_600_000);

const tenant = aTenant("keys", { now })
  .user("root")
  .user("may be root")
  .user("by group")
  .user("may join")
  .user("clerk")
  .user("asked")
  .group("role group", { members: ["by group"], roleAssignable: true })
  .group("admins")
  .group("payers", { members: ["root", "may be root", "by group", "may join", "clerk"] })
  .directoryRole("root", "Global Administrator", { held: "activated", until: later })
  .directoryRole("may be root", "Global Administrator", { held: "eligible", until: later })
  .directoryRole("role group", "Global Administrator")
  .privilegedGroup("may join", "admins", { held: "eligible" })
  .accessPackage("Pay")
  .policy("request", { accessPackage: "Pay" })
  .build();

let scanned: Scanned;
let files: { readonly pack: string; readonly snapshot: string };

const idOf = (name: string): string => tenant.users.find(({ displayName }) => displayName === name)!.id;

const folder = mkdtempSync(join(tmpdir(), "sodscan-test-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  files = { pack: join(folder, "keys.yaml"), snapshot: join(folder, "pack", "data", "snapshot.sqlite") };
  writeFileSync(files.pack, pack);
  scanned = await scanEmulated(tenant, join(folder, "pack"), { args: ["--only-rules", "--rules", files.pack] });
});

async function explain(...args: readonly string[]) {
  const io = testIo();
  const exitCode = await run(["explain", ...args, "--only-rules", "--rules", files.pack], io);
  return { exitCode, printed: io.printed.join("\n"), told: io.told.join("\n") };
}

describe("directory roles and privileges, over HTTP", () => {
  it("make dual holders of those who hold or may activate both sides", () => {
    const found = scanned.assessment.findings
      .filter(({ rule }) => rule === "dual-holder")
      .map(({ principal, exposure, severity }) => `${principal?.displayName} ${exposure} ${severity}`);
    expect(found.toSorted()).toEqual([
      "by group active critical",
      "may be root eligible high",
      "may join eligible high",
      "root active critical",
    ]);
  });

  it("are inconclusive where eligibilities may not be read, and those found stand", async () => {
    const roles = readPermissions.filter((permission) => !permission.startsWith("PrivilegedEligibilitySchedule"));
    const args = ["--only-rules", "--rules", files.pack];
    const { assessment } = await scanEmulated(tenant, testFolder(), { args, roles });
    expect(assessment.conflicts).toMatchObject([{ id: "K1", outcome: "violated", holders: 3 }]);
    expect(assessment.conflicts[0]?.reason).toContain("PrivilegedEligibilitySchedule.Read.AzureADGroup");
  });
});

describe("explain", () => {
  it("prints every way in which somebody holds a duty", async () => {
    const { exitCode, printed } = await explain("by group", "administer", "--snapshot", files.snapshot);
    expect(exitCode).toBe(0);
    expect(printed).toContain('holds "Administer the directory" in 1 way');
    expect(printed).toContain(
      'group "role group" > directory role assignment "assigned" > directory role "Global Administrator"',
    );
  });

  it("tells what may be activated, and until when", async () => {
    const { printed } = await explain(idOf("may be root"), "keys/administer", "--snapshot", files.snapshot);
    expect(printed).toContain('does not hold "Administer the directory" now, and may come to in 1 way');
    expect(printed).toContain(`eligible, until ${later.toISOString()}`);
    const joining = await explain("may join", "administer", "--snapshot", files.snapshot);
    expect(joining.printed).toContain('group eligibility "eligible member" > group "admins"');
  });

  it("says that there is none, and what was looked at", async () => {
    const { exitCode, printed } = await explain("clerk", "administer", "--snapshot", files.snapshot);
    expect(exitCode).toBe(0);
    expect(printed).toContain('does not hold "Administer the directory"');
    expect(printed).toContain('directory role "Global Administrator"');
    expect(printed).not.toContain("Not known");
  });

  it("never says so of a duty that nobody bound", async () => {
    const { exitCode, printed } = await explain("clerk", "review", "--snapshot", files.snapshot);
    expect([exitCode, printed.includes("It is not known whether")]).toEqual([3, true]);
  });

  it("names the candidates where a name is not clear, and the duties where there is no such one", async () => {
    expect(await explain("nobody", "administer", "--snapshot", files.snapshot)).toMatchObject({
      exitCode: 2,
      told: expect.stringContaining('nobody is called "nobody"') as string,
    });
    expect((await explain("clerk", "fly", "--snapshot", files.snapshot)).told).toContain("keys/administer, keys/pay");
    expect((await explain("clerk", "administer")).told).toContain("--snapshot");
  });

  it("prints a rule's page by its id or code, also as JSON", async () => {
    expect((await explain("sod-001")).printed).toContain("`dual-holder`, critical");
    expect(JSON.parse((await explain("dual-holder", "--json")).printed)).toMatchObject({ code: "SOD-001" });
    expect((await explain("no-such-rule")).exitCode).toBe(2);
  });
});
