import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { evidenceWorkbook } from "../../reports/evidence-workbook.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { CellValue } from "../../src/report-kit/sheet.ts";
import { writeWorkbook } from "../../src/report-kit/workbook.ts";
import { aBankAssessment, aCleanAssessment, snapshotDigest } from "../builders/assessment.ts";
import { hostileAssessment, hostilePlan } from "../builders/hostile.ts";
import { aBankPlan } from "../builders/plan.ts";
import { archiveParts } from "../report-kit/archive-parts.ts";

/** The rows of a sheet by header. */
function rowsOf(name: string, assessment: Assessment = aBankAssessment(), plan: Plan = aBankPlan()) {
  const found = evidenceWorkbook(assessment, plan).find((sheet) => sheet.name === name);
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return [...found.rows].map(
    (cells) =>
      Object.fromEntries(found.columns.map(({ header }, index) => [header, cells[index]?.value ?? null])) as Record<
        string,
        CellValue
      >,
  );
}

describe("the evidence workbook", () => {
  it("has the sheets in the order in which they are read", () => {
    expect(evidenceWorkbook(aBankAssessment(), aBankPlan()).map(({ name }) => name)).toEqual([
      "Cover",
      "Coverage",
      "Summary",
      "Conflicts",
      "Findings",
      "Paths",
      "Declarations",
      "Plan",
      "Cannot fix",
      "Before and after",
      "Staffing",
      "Not bound",
    ]);
  });

  it("concludes, says what is missing and how to verify on its cover", () => {
    const cover = rowsOf("Cover")
      .map((row) => `${String(row["Item"])}: ${String(row["Statement"])}`)
      .join("\n");

    expect(cover).toContain("Conclusion: 11 people can do both halves");
    expect(cover).toContain("Not complete: 1 conflict is inconclusive: PAY-R02.");
    expect(cover).toContain(`sha256sum data/snapshot.sqlite\nprints ${snapshotDigest.replace("sha256:", "")}`);
    expect(cover).toContain(
      "sodscan assess --snapshot data/snapshot.sqlite --only-rules --rules data/rules --as-of 2026-11-23T06:00:00Z",
    );
    expect(cover).toContain("EntitlementManagement.Read.All");
    expect(cover).toContain("Reviewed by: null");
  });

  it("gives every finding a row, and one to everything that nobody could judge", () => {
    const rows = rowsOf("Findings");

    expect(rows.filter(({ Status }) => Status !== "NOT JUDGED")).toHaveLength(aBankAssessment().findings.length);
    expect(rows.filter(({ Status }) => Status === "NOT JUDGED").map(({ Rule, Conflict }) => [Rule, Conflict])).toEqual([
      ["stale-access", ""],
      ["out-of-band-holder", ""],
      ["", "PAY-R02"],
    ]);
    expect(rowsOf("Findings", aCleanAssessment())).toEqual([]);
  });

  it("says of which pack a duty is whose holders it counts", () => {
    const plan = aBankPlan();
    const [first] = plan.staffing;
    const staffing = [first!, { ...first!, pack: "treasury" }];
    expect(rowsOf("Staffing", aBankAssessment(), { ...plan, staffing }).map(({ Pack, Duty }) => [Pack, Duty])).toEqual([
      ["payments", "initiate-payment"],
      ["treasury", "initiate-payment"],
    ]);
  });

  it("never shows a number where nobody could tell", () => {
    const row = rowsOf("Conflicts").find(({ Conflict }) => Conflict === "PAY-R02");
    const simulated = rowsOf("Before and after").find(({ Conflict }) => Conflict === "PAY-R02");

    expect(row).toMatchObject({ Outcome: "INCONCLUSIVE", "Dual holders": "unknown" });
    expect(simulated).toMatchObject({ "Findings before": "unknown", "Findings after": "unknown" });
  });

  it("writes out how each side is held", () => {
    const nested = rowsOf("Paths").find(({ "How held": held }) => held === "PAY-Team-Leads > PAY-Approvers");

    expect(nested).toMatchObject({
      Principal: "Grace Okafor (grace.okafor@northgate.example)",
      Duty: "Approve a payment",
      "Access point kind": "group",
      Membership: "active",
    });
  });

  it("points at a declaration that goes one way only", () => {
    expect(rowsOf("Declarations")[0]).toMatchObject({
      Package: "Vendor Payment - Approver",
      Direction: "Holders of Vendor Payment - Initiator are kept from Vendor Payment - Approver",
      "Reciprocal?": "NO, one way",
    });
  });

  it("carries the exact request of every action", () => {
    expect(rowsOf("Plan")[0]?.["Request"]).toBe(
      'POST https://graph.microsoft.com/v1.0/identityGovernance/entitlementManagement/assignmentRequests {"requestType":"adminRemove","assignment":{"id":"c3a1-0"}}',
    );
  });
});

describe("hostile text in the workbook", () => {
  const folder = mkdtempSync(join(tmpdir(), "sodscan-evidence-"));
  const path = join(folder, "hostile.xlsx");
  const write = () =>
    writeWorkbook(path, {
      creator: "sodscan",
      at: new Date("2026-11-23T06:26:12Z"),
      sheets: evidenceWorkbook(hostileAssessment(aBankAssessment()), hostilePlan(aBankPlan())),
    });

  it("is never a formula, a link or a control character in the file", async () => {
    await write();
    const parts = archiveParts(path);
    const xml = [...parts]
      .filter(([name]) => name.startsWith("xl/worksheets/"))
      .map(([, text]) => text)
      .join("");

    expect(xml).toContain("=HYPERLINK(&quot;http://evil.example&quot;");
    expect(xml).not.toMatch(/<f[ >]|<hyperlink /);
    expect(xml.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
    expect([...parts.keys()].filter((name) => /externalLink|vbaProject/.test(name))).toEqual([]);
  });

  const office = spawnSync("soffice", ["--version"]).status === 0;

  it.skipIf(!office)(
    "is shown as it is by LibreOffice (skipped where soffice is not installed)",
    { timeout: 60_000 },
    async () => {
      await write();
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
      const toCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,5";
      execFileSync("soffice", [profile, "--headless", "--convert-to", toCsv, "--outdir", folder, path], {
        stdio: "ignore",
      });
      const findings = readFileSync(join(folder, "hostile-Findings.csv"), "utf8");

      expect(findings).toContain('"=HYPERLINK(""http://evil.example"",""pay"")"');
      expect(findings).toContain("@SUM(1+1)*cmd|' /C calc'!A0");
      expect(findings).toContain("name⟨U+202E⟩txt.exe");
      expect(findings).toContain("_x0041_ _x000D_");
    },
  );
});
