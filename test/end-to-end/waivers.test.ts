import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { bankConfig, now, scanEmulated, testFolder } from "./scan-emulated.ts";

it("waives one of the eleven by name and paths, and shows in page and workbook who answers for it", async () => {
  const waivers = ["--waivers", "test/end-to-end/every-rule/waivers.yaml"];
  const args = ["--config", bankConfig, "--formats", "json", "html", "xlsx", ...waivers];
  const { assessment, exitCode, folder } = await scanEmulated(contosoBank({ now }), testFolder(), { args });

  const payments = assessment.findings.filter(({ code, conflict }) => code === "SOD-001" && conflict === "PAY-R01");
  const waived = payments.filter(({ status }) => status === "waived");
  expect(payments).toHaveLength(11);
  expect(waived.map(({ principal }) => principal?.userPrincipalName)).toEqual(["jamal.engel@contosobank.example"]);
  expect(assessment.findings.filter(({ status }) => status === "waived")).toEqual(waived);
  expect(exitCode).toBe(1);

  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, "data", "evidence.xlsx"));
  const cells = JSON.stringify(book.getWorksheet("Findings")?.getSheetValues());
  const page = readFileSync(join(folder, "data", "report.html"), "utf8");
  for (const text of [cells, page])
    for (const said of ["W-1", "head.of.payments@contosobank.example", "chief.risk@contosobank.example"])
      expect(text).toContain(said);
});
