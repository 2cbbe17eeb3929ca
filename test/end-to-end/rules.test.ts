import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { run } from "../../src/cli/main.ts";
import { bindingsSchema } from "../../src/conflicts/pack-schema.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { bankConfig, now, scanEmulated, testFolder, testIo } from "./scan-emulated.ts";

const payments = "rules/packs/payments.yaml";

async function rules(...args: readonly string[]) {
  const io = testIo();
  const exitCode = await run(["rules", ...args], io);
  return { exitCode, printed: io.printed.join("\n"), told: io.told.join("\n") };
}

/** The payments pack with one place changed, as a file of its own. */
function changed(from: string, to: string): string {
  const text = readFileSync(payments, "utf8");
  expect(text).toContain(from);
  const path = join(testFolder(), "payments.yaml");
  writeFileSync(path, text.replace(from, to));
  return path;
}

describe("rules list and show", () => {
  it("list every rule and pack, for people and for programs", async () => {
    const { exitCode, printed } = await rules("list");
    expect(exitCode).toBe(0);
    for (const name of ["SOD-001", "dual-holder", "procure-to-pay", "user-provisioning"])
      expect(printed).toContain(name);
    const listed = JSON.parse((await rules("list", "--json")).printed) as {
      rules: object[];
      packs: { name: string }[];
    };
    expect(listed.packs.map(({ name }) => name)).toContain("treasury");
    expect(listed.rules.length).toBeGreaterThan(0);
  });

  it.each([
    ["dual-holder", "## SOD-001 People who hold both sides of a conflict"],
    ["sod-001", "**Remedy:**"],
    ["PAY-R07", "the side of `initiate-payment`"],
    ["PAY-R10", "fewer than 3 people who together hold all 3 sides"],
    ["payments", "`call-back` Call the customer back to authenticate a payment, verification"],
  ])("show %s", async (name, text) => {
    const { exitCode, printed } = await rules("show", name);
    expect(exitCode).toBe(0);
    expect(printed).toContain(text);
  });

  it("show nothing that there is not, and say where the names are", async () => {
    const { exitCode, told } = await rules("show", "PAY-R99");
    expect(exitCode).toBe(2);
    expect(told).toContain('no rule, conflict or pack is called "PAY-R99"');
  });
});

describe("rules test", () => {
  it("passes every pack that comes with sodscan", async () => {
    const { exitCode, printed } = await rules("test", "rules/packs");
    expect(exitCode).toBe(0);
    expect(printed).toContain("payments: 7 examples, 0 failed");
    expect(printed).not.toContain("no example violates");
  });

  it("exits with 1 at an example that comes out otherwise, names it with its line, and what it found", async () => {
    const path = changed("expect: { PAY-R01: [Anna] }", "expect: { PAY-R01: [Ben] }");
    const { exitCode, printed } = await rules("test", path);
    const line =
      readFileSync(path, "utf8")
        .split("\n")
        .findIndex((text) => text.includes("A clerk who may approve")) + 1;
    expect(exitCode).toBe(1);
    expect(printed).toContain(`${path}:${line}:5: "A clerk who may approve what they raise"`);
    expect(printed).toContain("PAY-R01: expected Ben, found Anna");
    expect(printed).toContain("7 examples, 1 failed");
  });
});

describe("rules lint", () => {
  it("has nothing to say of the packs that come with sodscan", async () => {
    expect(await rules("lint", "rules/packs")).toMatchObject({ exitCode: 0, printed: "9 files: 0 errors, 0 warnings" });
  });

  it("exits with 2 at an error, and with 0 where there are warnings only", async () => {
    const unknown = await rules("lint", changed("examples:", "exsamples:"));
    expect(unknown.exitCode).toBe(2);
    expect(unknown.printed).toContain("error: exsamples: there is no such key");
    const narrow = await rules("lint", changed("    people: 3\n", ""));
    expect(narrow.exitCode).toBe(0);
    expect(narrow.printed).toContain("warning: PAY-R01 is subsumed by PAY-R10");
    expect(narrow.printed).toContain("1 file: 0 errors, 3 warnings");
  });

  it("tells what goes wrong only together with the packs that are there", async () => {
    const path = changed("pack: payments", "pack: our-payments");
    const { exitCode, printed } = await rules("lint", path);
    expect(exitCode).toBe(2);
    expect(printed).toContain('error: conflict PAY-R01 is in the packs "payments" and "our-payments"');
  });
});

describe("with a snapshot of the bank", () => {
  const folder = mkdtempSync(join(tmpdir(), "sodscan-rules-"));
  const snapshot = join(folder, "data", "snapshot.sqlite");

  beforeAll(async () => {
    await scanEmulated(contosoBank({ now }), folder, { args: ["--config", bankConfig, "--formats", "json"] });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("lint looks up every name of packs and configuration", async () => {
    expect((await rules("lint", payments, "--config", bankConfig, "--snapshot", snapshot)).exitCode).toBe(0);
    const config = join(testFolder(), "sodscan.yaml");
    writeFileSync(config, readFileSync(bankConfig, "utf8").replace("PAY-Approvers", "PAY-Aprovers"));
    const { exitCode, printed } = await rules("lint", payments, "--config", config, "--snapshot", snapshot);
    const line =
      readFileSync(config, "utf8")
        .split("\n")
        .findIndex((text) => text.includes("PAY-Aprovers")) + 1;
    expect(exitCode).toBe(2);
    expect(printed).toContain(
      `${config}:${line}:9: error: nothing in the tenant matches the group with name "PAY-Aprovers"`,
    );
  });

  it("suggest proposes what the bank's own configuration binds, as bindings that can be read, and binds nothing", async () => {
    const { exitCode, printed } = await rules("suggest", "--snapshot", snapshot, "--pack", "payments");
    expect(exitCode).toBe(0);
    const { bindings } = parse(printed) as { bindings: Record<string, unknown> };
    const proposed = bindingsSchema.parse(bindings["payments"]);
    const ours = parse(readFileSync(bankConfig, "utf8")) as { bindings: Record<string, unknown> };
    for (const [duty, selectors] of Object.entries(bindingsSchema.parse(ours.bindings["payments"]))) {
      expect(proposed[duty]).toEqual(expect.arrayContaining(selectors));
    }
    expect(printed).toContain('# high: its name says "initiator" and "payment"');
    expect((await rules("suggest", "--snapshot", snapshot, "--pack", "none")).exitCode).toBe(2);
  });

  it("diff tells what a changed pack adds and removes", async () => {
    const args = ["--snapshot", snapshot, "--config", bankConfig] as const;
    const same = await rules("diff", ...args, payments, payments);
    expect(same).toMatchObject({ exitCode: 0, printed: "0 findings added, 0 removed, 0 weighed otherwise" });

    const milder = changed("    severity: critical\n", "    severity: low\n");
    const { printed } = await rules("diff", ...args, payments, milder);
    expect(printed.match(/^~ SOD-001 low PAY-R01: .*, was critical$/gmu)).toHaveLength(11);

    const without = changed("[initiate-payment, approve-payment]", "[initiate-payment, release-payment]");
    const text = readFileSync(without, "utf8")
      .replace(/minimumHolders.*/u, "")
      .replace(/examples:[\s\S]*/u, "");
    writeFileSync(without, text);
    const gone = await rules("diff", ...args, payments, without);
    expect(gone.printed.match(/^- SOD-001 critical PAY-R01/gmu)).toHaveLength(11);
    expect(gone.printed).toContain("PAY-R01: VIOLATED -> not applicable (nothing is bound to release-payment)");
  });
});
