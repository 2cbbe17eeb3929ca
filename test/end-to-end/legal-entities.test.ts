import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { now, scanEmulated, type Scanned, testFolder, testIo } from "./scan-emulated.ts";

const pack = `
pack: pay
duties:
  create: { title: Create a payment, kind: recording }
  approve: { title: Approve a payment, kind: authorization }
conflicts:
  - id: PAY-1
    title: Creates and approves
    duties: [create, approve]
    severity: critical
    when: { sameEntity: true }
    revoke: create
    minimumHolders: { approve: 1 }
examples:
  - name: Two companies
    given: { Ann: [create@DE, approve@Great Britain], Ben: [create@DE, approve] }
    expect: { PAY-1: [Ben] }
`;

const config = `
bindings:
  pay:
    create:
      - { accessPackage: { name: Create DE }, entity: DE }
      - { accessPackage: { name: Create GB }, entity: Great Britain }
    approve:
      - { accessPackage: { name: Approve DE }, entity: de }
      - { group: { name: approvers GB }, entity: Great Britain }
      - { group: { name: treasury } }
`;

const tenant = aTenant("group company", { now })
  .user("ann")
  .user("ben")
  .user("cleo")
  .user("dan")
  .group("approvers GB", { members: ["ann", "dan"] })
  .group("treasury", { members: ["cleo"] })
  .accessPackage("Create DE")
  .accessPackage("Create GB")
  .accessPackage("Approve DE")
  .policy("asked", { accessPackage: "Create DE" })
  .policy("asked", { accessPackage: "Create GB" })
  .policy("asked", { accessPackage: "Approve DE" })
  .assign("ann", "Create DE")
  .assign("ben", "Create DE")
  .assign("ben", "Approve DE")
  .assign("cleo", "Create GB")
  .build();

const folder = mkdtempSync(join(tmpdir(), "sodscan-test-"));
const files = { pack: join(folder, "pay.yaml"), config: join(folder, "sodscan.yaml"), out: join(folder, "out") };
const snapshot = join(files.out, "data", "snapshot.sqlite");
let scanned: Scanned;

const named = ["--only-rules", "--rules", files.pack, "--config", files.config] as const;

async function printed(...args: readonly string[]): Promise<string> {
  const io = testIo();
  const exitCode = await run(args, io);
  if (exitCode === 2 || exitCode === 70) throw new Error([...io.told, ...io.printed].join("\n"));
  return io.printed.join("\n");
}

beforeAll(async () => {
  writeFileSync(files.pack, pack);
  writeFileSync(files.config, config);
  scanned = await scanEmulated(tenant, files.out, { args: named });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a group company", () => {
  it("has those found who hold both sides for one entity", () => {
    const { conflicts, findings } = scanned.assessment;
    expect(conflicts.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["PAY-1@DE", "violated"],
      ["PAY-1@Great Britain", "violated"],
    ]);
    const dual = findings.filter(({ code }) => code === "SOD-001");
    expect(dual.map(({ conflict, principal }) => [conflict, principal?.displayName])).toEqual([
      ["PAY-1@DE", "ben"],
      ["PAY-1@Great Britain", "cleo"],
    ]);
  });

  it("has a plan that gives the side of the pack up, and counts the holders of each entity", () => {
    const plan = JSON.parse(readFileSync(join(files.out, "data", "plan.json"), "utf8")) as Plan;
    expect(plan.actions.map(({ principal, accessPoint }) => [principal.displayName, accessPoint.name])).toEqual([
      ["ben", "Create DE"],
      ["cleo", "Create GB"],
    ]);
    expect(plan.staffing).toMatchObject([
      { duty: "approve@DE", minimum: 1, before: 2, after: 2 },
      { duty: "approve@Great Britain", minimum: 1, before: 3, after: 3 },
    ]);
    expect(plan.simulation.after.total).toBe(0);
  });

  it("comes to the same bytes where it is judged from the pack alone", async () => {
    const other = testFolder();
    await printed(
      "assess",
      "--snapshot",
      snapshot,
      "--only-rules",
      "--rules",
      join(files.out, "data", "rules"),
      "--out",
      other,
    );
    const [one, two] = [files.out, other].map((at) => readFileSync(join(at, "data", "assessment.json"), "utf8"));
    expect(two).toBe(one);
  });

  it("has a finding accepted by the conflict of its entity", async () => {
    const [waivers, other] = [join(folder, "waivers.yaml"), testFolder()];
    const waiver = {
      id: "W-1",
      rule: "dual-holder",
      principal: tenant.users.find(({ displayName }) => displayName === "ben")?.userPrincipalName,
      conflict: "PAY-1@DE",
      paths: [],
      owner: "head@bank.example",
      approver: "risk@bank.example",
      reason: "until January",
      granted: "2026-11-10",
      expires: "2026-12-05",
    };
    const paths = ["Create DE", "Approve DE"].map((name) => `assignment by policy "asked" > ${name}`);
    writeFileSync(waivers, JSON.stringify({ waivers: [{ ...waiver, paths }] }));
    await printed("assess", "--snapshot", snapshot, ...named, "--waivers", waivers, "--out", other);
    const { findings } = JSON.parse(
      readFileSync(join(other, "data", "assessment.json"), "utf8"),
    ) as Scanned["assessment"];
    const dual = findings.filter(({ code }) => code === "SOD-001");
    expect(dual.map(({ conflict, status }) => [conflict, status])).toEqual([
      ["PAY-1@DE", "waived"],
      ["PAY-1@Great Britain", "open"],
    ]);
  });

  it("is explained by the names that findings use", async () => {
    const args = ["--snapshot", snapshot, ...named] as const;
    expect(await printed("explain", "cleo", "approve@Great Britain", ...args)).toContain("treasury");
    expect(await printed("explain", "ann", "approve@DE", ...args)).not.toContain("approvers GB");
    expect(await printed("explain", "ann", "approve", ...args)).toContain("approvers GB");
    const whole = await printed("rules", "show", "PAY-1", ...named);
    expect(whole).toContain("**Counts together:** what is held for the same legal entity, or for all");
    expect(whole).toContain("entity: Great Britain");
    const one = await printed("rules", "show", "PAY-1@DE", ...named);
    expect(one).toContain("Create DE");
    expect(one).not.toContain("Create GB");
  });

  it("is told of a spelling that differs, and of an entity on one side only", async () => {
    expect(await printed("rules", "test", files.pack)).toBe("pay: 1 example, 0 failed");
    const lint = await printed("rules", "lint", files.pack, "--config", files.config);
    expect(lint).toContain(`${files.config}:8:9: warning: "de" is spelled "DE" elsewhere; it is the same entity`);
    expect(lint).toContain("1 file: 0 errors, 1 warning");
    const wrong = join(folder, "wrong.yaml");
    writeFileSync(wrong, config.replace("entity: de ", "entity: DEE "));
    const told = await printed("rules", "lint", files.pack, "--config", wrong, "--snapshot", snapshot);
    expect(told).toContain(`${wrong}:8:9: warning: PAY-1: no entry of create is for "DEE"`);
    expect(told).toContain(`${wrong}:5:9: warning: PAY-1: no entry of approve is for "DE"`);
  });

  it("is told so by a scan, too, which would miss who a misspelled entry holds", async () => {
    const wrong = join(testFolder(), "wrong.yaml");
    writeFileSync(wrong, config.replace("entity: de ", "entity: DEE "));
    const { told, assessment } = await scanEmulated(tenant, testFolder(), {
      args: ["--only-rules", "--rules", files.pack, "--config", wrong, "--formats", "json"],
    });
    expect(told).toContain(`${wrong}:8:9: PAY-1: no entry of create is for "DEE", and others are for other entities`);
    expect(assessment.conflicts.find(({ id }) => id === "PAY-1@DEE")).toMatchObject({
      outcome: "not-applicable",
      reason: "nothing is bound to create@DEE",
    });
    expect(scanned.told).not.toContain("no entry of");
  });

  it("differs from one company by the findings that the entities keep apart", async () => {
    const changed = join(testFolder(), "pay.yaml");
    writeFileSync(changed, pack.replace("    when: { sameEntity: true }\n", ""));
    const diff = await printed("rules", "diff", files.pack, changed, "--snapshot", snapshot, "--config", files.config);
    expect(diff).toMatch(/^\+ SOD-001 critical PAY-1: .*ann/mu);
    expect(diff).toContain("PAY-1@DE: VIOLATED -> gone");
  });
});
