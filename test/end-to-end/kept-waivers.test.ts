import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { now, scanEmulated, testFolder, testIo } from "./scan-emulated.ts";

const tenant = aTenant("small", { now })
  .user("ada")
  .accessPackage("a")
  .accessPackage("b")
  .policy("asked", { accessPackage: "a" })
  .policy("asked", { accessPackage: "b" })
  .assign("ada", "a")
  .assign("ada", "b")
  .incompatible("a", "b")
  .incompatible("b", "a")
  .build();

const waiver = {
  id: "W-1",
  rule: "dual-holder",
  principal: tenant.users[0]?.userPrincipalName,
  paths: ["a", "b"].map((name) => `assignment by policy "asked" > ${name}`),
  owner: "head@bank.example",
  approver: "risk@bank.example",
  reason: "the team has two people until January",
  granted: "2026-11-10",
  expires: "2026-12-05",
};

const held = ({ findings }: Assessment) => findings.filter(({ rule }) => rule === "dual-holder");

async function waivedScan() {
  const accepted = join(testFolder(), "accepted.yaml");
  writeFileSync(accepted, JSON.stringify({ waivers: [waiver] }));
  return scanEmulated(tenant, testFolder(), { args: ["--waivers", accepted, "--formats", "json"] });
}

it("waivers are kept in the evidence, and hold again where it is judged from the pack alone", async () => {
  const { folder, assessment } = await waivedScan();
  expect(held(assessment)).toMatchObject([{ status: "waived", waiver: { id: "W-1" } }]);

  const other = testFolder();
  const [snapshot = "", rules = ""] = ["snapshot.sqlite", "rules"].map((name) => join(folder, "data", name));
  const io = testIo();
  await run(["assess", "--snapshot", snapshot, "--only-rules", "--rules", rules, "--out", other], io);
  expect(io.told).toEqual([]);
  const [one, two] = [folder, other].map((at) => readFileSync(join(at, "data", "assessment.json"), "utf8"));
  expect(two).toBe(one);
});

it("waivers named for the run are the ones that hold, whatever the evidence kept", async () => {
  const { folder } = await waivedScan();
  const [none, other] = [join(testFolder(), "none.yaml"), testFolder()];
  writeFileSync(none, "waivers: []");
  const [snapshot = "", rules = ""] = ["snapshot.sqlite", "rules"].map((name) => join(folder, "data", name));
  const named = ["--only-rules", "--rules", rules, "--waivers", none];
  await run(["assess", "--snapshot", snapshot, ...named, "--out", other], testIo());
  const again = JSON.parse(readFileSync(join(other, "data", "assessment.json"), "utf8")) as Assessment;
  expect(held(again)).toMatchObject([{ status: "open" }]);
});

it("waivers are no pack to the commands that read packs", async () => {
  const { folder } = await waivedScan();
  const io = testIo();
  expect(await run(["rules", "test", join(folder, "data", "rules")], io)).toBe(0);
  expect(io.told).toEqual([]);
});
