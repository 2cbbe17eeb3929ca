import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { governed, singleUser } from "../../src/emulator/contoso-bank/policies.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import { bankConfig, now, readPermissions, scanEmulated, testFolder, testIo } from "./scan-emulated.ts";
import { someAudits } from "./small-tenant.ts";

const bank = contosoBank({ now });

async function onBank(
  args: readonly string[],
  token = mintToken({ roles: readPermissions, tenantId: bank.organization.id }),
) {
  const emulator = await startEmulator({ tenant: bank, now: () => now });
  try {
    const io = testIo({ SODSCAN_ACCESS_TOKEN: token });
    const exitCode = await run([...args, "--auth", "static-token", "--graph-url", emulator.url], io);
    return { exitCode, printed: io.printed.join("\n"), told: io.told.join("\n") };
  } finally {
    await emulator.close();
  }
}

async function offline(args: readonly string[]) {
  const io = testIo();
  const exitCode = await run(args, io);
  return { exitCode, printed: io.printed.join("\n"), told: io.told.join("\n") };
}

describe("scan", () => {
  it("leaves the whole pack, and no token in it", async () => {
    const { folder, exitCode, printed, told } = await scanEmulated(bank, testFolder(), {
      args: ["--config", bankConfig],
    });
    const files = readdirSync(join(folder, "data")).sort();

    expect(exitCode).toBe(1);
    expect(files).toEqual([
      "assessment.json",
      "evidence.xlsx",
      "plan.json",
      "plan.ps1",
      "report.html",
      "rules",
      "snapshot.sqlite",
    ]);
    expect(printed).toContain("11");
    const written = files
      .filter((name) => name !== "rules")
      .map((name) => readFileSync(join(folder, "data", name), "latin1"));
    for (const text of [...written, printed, told]) expect(text).not.toMatch(/\.unsigned|eyJ[\w-]{20}/u);
  });

  it("judges the same snapshot twice to the same bytes, in assessment, plan and workbook", async () => {
    const { folder } = await scanEmulated(bank, testFolder(), { args: ["--config", bankConfig] });
    const other = testFolder();
    const snapshot = join(folder, "data", "snapshot.sqlite");
    const { exitCode } = await offline(["assess", "--snapshot", snapshot, "--config", bankConfig, "--out", other]);

    expect(exitCode).toBe(1);
    for (const name of ["assessment.json", "plan.json", "plan.ps1", "report.html", "evidence.xlsx"]) {
      const [one, two] = [folder, other].map((at) => readFileSync(join(at, "data", name)));
      expect(one?.equals(two ?? Buffer.alloc(0)), name).toBe(true);
    }
  });

  it("writes what its published schemas say", async () => {
    const { folder } = await scanEmulated(bank, testFolder(), { args: ["--config", bankConfig] });
    const ajv = new Ajv2020({ strict: true });
    addFormats.default(ajv);
    for (const name of ["assessment", "plan"]) {
      const validate = ajv.compile(JSON.parse(readFileSync(`reports/schemas/${name}.schema.json`, "utf8")) as object);
      const valid = validate(JSON.parse(readFileSync(join(folder, "data", `${name}.json`), "utf8")));
      expect(validate.errors ?? [], name).toEqual([]);
      expect(valid).toBe(true);
    }
  });

  it("can be judged again from the pack alone, bindings included", async () => {
    const { folder } = await scanEmulated(bank, testFolder(), { args: ["--config", bankConfig] });
    const other = testFolder();
    const [snapshot, rules] = ["snapshot.sqlite", "rules"].map((name) => join(folder, "data", name));
    await offline(["assess", "--snapshot", snapshot ?? "", "--only-rules", "--rules", rules ?? "", "--out", other]);
    const [one, two] = [folder, other].map((at) => readFileSync(join(at, "data", "assessment.json"), "utf8"));
    expect(two).toBe(one);
  });

  it("names the snapshot by the digest that sha256sum prints", async () => {
    const { folder, assessment } = await scanEmulated(bank, testFolder(), { args: ["--formats", "json"] });
    const bytes = readFileSync(join(folder, "data", "snapshot.sqlite"));
    expect(assessment.run.snapshotDigest).toBe(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
  });

  it("says what a permission would unlock, and does not call what it could not read clean", async () => {
    const { assessment, printed } = await scanEmulated(bank, testFolder(), {
      roles: readPermissions.filter((permission) => permission !== "AuditLog.Read.All"),
      args: ["--formats", "json"],
    });
    expect(assessment.outcomes.find(({ rule }) => rule === "stale-access")?.outcome).toBe("inconclusive");
    expect(printed).toContain("AuditLog.Read.All");
  });

  it.each([
    ["exits with 0 where all was read and nothing is wrong", "b", 0, "satisfied"],
    ["exits with 3 where nothing is wrong and one name matches nothing", "no such package", 3, "inconclusive"],
  ])("%s", async (_, name, code, outcome) => {
    const folder = testFolder();
    const limited = { type: "afterDuration", duration: "P90D", endDateTime: null } as const;
    const tenant = aTenant("quiet", { now })
      .user("ada")
      .user("bea")
      .app("portal")
      .accessPackage("a")
      .accessPackage("b");
    const { reviewSettings = null } = governed(singleUser(tenant.id("user", "bea")), now);
    const stages = ["assignmentRequestGranted", "assignmentRequestRemoved"] as const;
    tenant
      .customExtension("ticket", { catalog: "General", about: "request" })
      .policy("policy", {
        accessPackage: "a",
        expiration: limited,
        reviewSettings,
        stages: stages.map((stage) => ({ stage, extension: "ticket" })),
      })
      .assign("ada", "a", { expiration: limited })
      .incompatible("a", "b")
      .incompatible("b", "a");
    const duty = (named: string) => ({ title: named, kind: "recording", heldBy: [{ accessPackage: { name: named } }] });
    const conflict = { id: "X-1", title: "Both", duties: ["one", "other"], severity: "high" };
    const pack = join(folder, "pack.yaml");
    writeFileSync(
      pack,
      JSON.stringify({ pack: "mine", duties: { one: duty("a"), other: duty(name) }, conflicts: [conflict] }),
    );

    const config = join(folder, "sodscan.yaml");
    writeFileSync(config, "parameters: { audit-trail-gap: { retention: P29D } }");
    const directoryAudits = someAudits(120).map((event) => ({
      ...event,
      activityDisplayName: "Update access package catalog",
    }));

    const { exitCode, assessment } = await scanEmulated({ ...tenant.build(), directoryAudits }, folder, {
      args: ["--only-rules", "--rules", pack, "--config", config],
    });
    expect(assessment.findings).toEqual([]);
    expect(exitCode).toBe(code);
    expect(assessment.conflicts.find(({ id }) => id === "X-1")?.outcome).toBe(outcome);
  });
});

describe("persons", () => {
  const persons = ({ findings }: Assessment) =>
    findings
      .filter(({ rule }) => rule === "second-account")
      .map(({ conflict, person }) => `${conflict} ${person?.links.map(({ key }) => key).join(" ")}`);

  it("of the bank are two with both sides of a payment by two accounts, and none for a number left out", async () => {
    const { assessment } = await scanEmulated(bank, testFolder(), {
      args: ["--config", bankConfig, "--formats", "json"],
    });
    const [declared = ""] = assessment.findings.flatMap(({ rule, alsoDeclared = [] }) =>
      rule === "second-account" ? alsoDeclared : [],
    );
    expect(persons(assessment)).toEqual(["PAY-R01 employeeId", "PAY-R01 guestMail", `${declared} employeeId`]);
  });

  it("can be told by a file, and are again from the pack alone", async () => {
    const links = join(testFolder(), "links.yaml");
    const [raiser, approver] = ["julia.ito", "adm-anders.reyes"].map((name) => `${name}@contosobank.example`);
    writeFileSync(links, `${raiser}: P-1\n${approver}: P-1\nnobody@contosobank.example: P-1\n`);
    const { folder, assessment } = await scanEmulated(bank, testFolder(), {
      args: ["--config", bankConfig, "--links", links],
    });
    expect(persons(assessment).filter((one) => one.includes("linkFile"))).not.toEqual([]);
    expect(assessment.outcomes.find(({ rule }) => rule === "second-account")?.reason).toContain(`${links}:3:`);

    const other = testFolder();
    const [snapshot = "", rules = ""] = ["snapshot.sqlite", "rules"].map((name) => join(folder, "data", name));
    await offline(["assess", "--snapshot", snapshot, "--only-rules", "--rules", rules, "--out", other]);
    const again = JSON.parse(readFileSync(join(other, "data", "assessment.json"), "utf8")) as Assessment;
    expect(again.findings).toEqual(assessment.findings);
    expect(again.run.rulesDigest).toBe(assessment.run.rulesDigest);
  });

  it("are refused where the file is none", async () => {
    const { exitCode, told } = await offline(["assess", "--snapshot", "x", "--links", "nowhere.yaml"]);
    expect(exitCode).toBe(2);
    expect(told).toContain("there is no link file at nowhere.yaml");
  });
});

describe("errors", () => {
  it.each([
    ["no such option", ["scan", "--nonsense"], /unknown option/u],
    ["a port that is none", ["emulate", "--port", "x"], /whole number/u],
    [
      "a Graph that is not safe",
      ["doctor", "--auth", "static-token", "--graph-url", "http://graph.example"],
      /does not travel/u,
    ],
    ["a snapshot that is not there", ["assess", "--snapshot", "nowhere.sqlite"], /no snapshot at nowhere.sqlite/u],
    ["an assessment that is not there", ["plan", "nowhere.json"], /no assessment at nowhere.json/u],
    [
      "a missing configuration",
      ["assess", "--snapshot", "x", "--config", "nowhere.yaml"],
      /no configuration at nowhere.yaml/u,
    ],
    ["a day that no calendar has", ["assess", "--snapshot", "x", "--as-of", "2026-02-31"], /such as 2026-11-23T/u],
    ["a moment without its zone", ["assess", "--snapshot", "x", "--as-of", "2026-11-23T00:00"], /with its zone/u],
    ["a moment and something after it", ["assess", "--snapshot", "x", "--as-of", "2026-11-23junk"], /such as 2026/u],
    ["no calls at all", ["collect", "--concurrency", "0"], /from 1 to 64/u],
    ["a port beyond the last", ["emulate", "--port", "99999"], /from 0 to 65535/u],
  ])("%s exits with 2 and says so", async (_, args, message) => {
    const io = testIo({ SODSCAN_ACCESS_TOKEN: "opaque" });
    expect(await run(args, io)).toBe(2);
    expect(io.told.join("\n")).toMatch(message);
  });

  it("a token that is not accepted leaves no snapshot", async () => {
    const folder = testFolder();
    const emulator = await startEmulator({
      tenant: bank,
      now: () => now,
      intercept: () => ({
        status: 401,
        body: { error: { code: "InvalidAuthenticationToken", message: "Token is expired." } },
      }),
    });
    const io = testIo({ SODSCAN_ACCESS_TOKEN: "opaque" });
    const code = await run(["scan", "--auth", "static-token", "--graph-url", emulator.url, "--out", folder], io);
    await emulator.close();

    expect(code).toBe(2);
    expect(io.told.join("\n")).toContain("Token is expired");
    expect(existsSync(join(folder, "data", "snapshot.sqlite"))).toBe(false);
    expect(readdirSync(join(folder, "data"))).toEqual([]);
  });

  it("an unreadable pack is named with its line, and nothing is read", async () => {
    const pack = join(testFolder(), "pack.yaml");
    writeFileSync(
      pack,
      "pack: mine\nduties:\n  a: { title: A, kind: recording }\nconflicts:\n  - id: X\n    title: X\n    duties: [a, b]\n    severity: high\n",
    );
    const { exitCode, told } = await onBank(["scan", "--rules", pack, "--out", testFolder()]);
    expect(exitCode).toBe(2);
    expect(told).toContain(`${pack}:7:`);
    expect(told).toContain('no duty "b"');
  });
});

describe("plan", () => {
  it("is the plan of the scan, and refuses other rules or another snapshot", async () => {
    const { folder } = await scanEmulated(bank, testFolder(), {
      args: ["--config", bankConfig, "--formats", "json", "plan"],
    });
    const assessment = join(folder, "data", "assessment.json");
    const before = readFileSync(join(folder, "data", "plan.json"), "utf8");

    expect((await offline(["plan", assessment, "--config", bankConfig])).exitCode).toBe(0);
    expect(readFileSync(join(folder, "data", "plan.json"), "utf8")).toBe(before);

    const otherRules = await offline(["plan", assessment]);
    expect(otherRules.exitCode).toBe(2);
    expect(otherRules.told).toContain("the rules are not those of the assessment");

    const other = testFolder();
    mkdirSync(join(other, "data"));
    copyFileSync(assessment, join(other, "data", "assessment.json"));
    await scanEmulated(bank, other, { args: ["--formats", "plan", "--config", bankConfig] }).catch(() => undefined);
    copyFileSync(assessment, join(other, "data", "assessment.json"));
    const otherSnapshot = await offline(["plan", join(other, "data", "assessment.json"), "--config", bankConfig]);
    expect(otherSnapshot.exitCode).toBe(2);
    expect(otherSnapshot.told).toContain("the snapshot is sha256:");
  });

  it("ends all but two, and the two are said with who can", async () => {
    const { folder, assessment } = await scanEmulated(bank, testFolder(), {
      args: ["--config", bankConfig, "--formats", "json", "plan"],
    });
    const plan = JSON.parse(readFileSync(join(folder, "data", "plan.json"), "utf8")) as Plan;

    expect(plan.simulation.before.byConflict["PAY-R01"]).toBe(13);
    expect(plan.simulation.after.total).toBe(2);
    expect(plan.cannotFix.map(({ reason }) => reason).sort()).toEqual([
      expect.stringContaining("DYN-Treasury-Staff"),
      expect.stringContaining("Treasury Operations"),
    ]);
    const open = new Set(
      assessment.findings.filter(({ rule }) => rule === "dual-holder" || rule === "second-account").map(({ id }) => id),
    );
    const settled = new Set([
      ...plan.actions.flatMap(({ ends }) => ends),
      ...plan.cannotFix.map(({ finding }) => finding),
    ]);
    expect(settled).toEqual(open);
  });
});

describe("demo", () => {
  it("tells the whole story and leaves both packs", async () => {
    const folder = testFolder();
    const io = { ...testIo(), now: () => new Date(), sleep: (milliseconds: number) => setTimeout(milliseconds) };
    expect(await run(["demo", "--out", folder], io)).toBe(0);
    const printed = io.printed.join("\n");
    expect(printed).toContain(
      "Before: 11 people could raise and approve the same payment, and 2 more by two accounts.",
    );
    expect(printed).toContain(join(folder, "before", "data", "report.html"));
    for (const pack of ["before", "after"]) expect(existsSync(join(folder, pack, "data", "evidence.xlsx"))).toBe(true);
  });
});
