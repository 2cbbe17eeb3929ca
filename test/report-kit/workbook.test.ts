import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, it, vi } from "vitest";
import { sheet } from "../../src/report-kit/sheet.ts";
import { writeWorkbook } from "../../src/report-kit/workbook.ts";
import { ScanError } from "../../src/scan-error.ts";
import { hostileTexts } from "../builders/hostile.ts";
import { partOf } from "./archive-parts.ts";

const folder = mkdtempSync(join(tmpdir(), "sodscan-workbook-"));
const at = new Date("2026-11-23T06:26:12Z");
const numbers = (count: number) => ({
  *[Symbol.iterator]() {
    for (let n = 1; n <= count; n += 1) yield n;
  },
});

const counting = (count: number) =>
  sheet("Numbers", numbers(count), [
    { header: "Number", width: 10, value: (n) => n },
    { header: "Text", width: 10, value: (n) => `row ${n}`, tone: () => "critical" },
  ]);

async function written(name: string, sheets: Parameters<typeof writeWorkbook>[1]["sheets"], rowsPerSheet?: number) {
  const path = join(folder, name);
  await writeWorkbook(path, { creator: "sodscan", at, sheets, ...(rowsPerSheet !== undefined && { rowsPerSheet }) });
  return path;
}

async function readBack(path: string) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

describe("writing a workbook", () => {
  it("gives the same bytes for the same sheets, dated with the run", async () => {
    const first = await written("first.xlsx", [counting(1000)]);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-05-06T07:08:09Z") });
    const second = await written("second.xlsx", [counting(1000)]).finally(() => vi.useRealTimers());

    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    expect(partOf(first, "docProps/core.xml")).toContain("2026-11-23T06:26:12Z");
  });

  it("goes on in another sheet where one is full, headers and all", async () => {
    const workbook = await readBack(await written("split.xlsx", [counting(5)], 3));

    expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ["Numbers", 3],
      ["Numbers (2)", 3],
      ["Numbers (3)", 2],
    ]);
    expect(workbook.getWorksheet("Numbers (3)")?.getCell("B2").value).toBe("row 5");
  });

  it("keeps the order of its rows through every wait for the disk", async () => {
    const workbook = await readBack(await written("long.xlsx", [counting(20_000)]));
    const rows = workbook.getWorksheet("Numbers");

    expect(rows?.rowCount).toBe(20_001);
    expect([2, 10_001, 20_001].map((row) => rows?.getCell(row, 1).value)).toEqual([1, 10_000, 20_000]);
  });

  it("writes dates as dates, in UTC, and identifiers as text", async () => {
    const path = await written("types.xlsx", [
      sheet(
        "Types",
        [1],
        [
          { header: "When", width: 20, value: () => at },
          { header: "Id", width: 20, value: () => "00012345678901234567" },
        ],
      ),
    ]);
    const types = (await readBack(path)).getWorksheet("Types");

    expect(types?.getCell("A2").value).toEqual(at);
    expect(types?.getCell("B2").value).toBe("00012345678901234567");
  });

  it("orders the properties of fonts as Office demands", async () => {
    const styles = partOf(await written("fonts.xlsx", [counting(1)]), "xl/styles.xml");
    const demanded = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split(
      " ",
    );
    const fonts = [...styles.matchAll(/<font>(.*?)<\/font>/gs)].map(([, inner = ""]) =>
      [...inner.matchAll(/<(\w+)/g)].map(([, tag = ""]) => demanded.indexOf(tag)),
    );

    expect(fonts.length).toBeGreaterThan(1);
    for (const order of fonts) expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("freezes and repeats the header, filters, and numbers the pages", async () => {
    const path = await written("print.xlsx", [counting(3)]);
    const xml = partOf(path, "xl/worksheets/sheet1.xml");

    expect(xml).toContain('state="frozen"');
    expect(xml).toContain('<autoFilter ref="A1:B4"/>');
    expect(xml).toContain("Page &amp;P of &amp;N");
    expect(xml).toContain('orientation="landscape"');
    expect(partOf(path, "xl/workbook.xml")).toContain("_xlnm.Print_Titles");
  });

  it.each(["/proc/nowhere/evidence.xlsx", join(folder, "missing", "evidence.xlsx")])(
    "refuses %s instead of hanging",
    async (path) => {
      const attempt = writeWorkbook(path, { creator: "sodscan", at, sheets: [counting(10)] });

      await expect(attempt).rejects.toThrow(ScanError);
      await expect(attempt).rejects.toMatchObject({ code: "output/unwritable" });
    },
  );

  it.skipIf(!existsSync("/dev/full"))(
    "stops on a full disk instead of hanging, and leaves nothing behind",
    async () => {
      const path = join(folder, "full.xlsx");
      execFileSync("ln", ["-sf", "/dev/full", `${path}.partial`]);

      await expect(writeWorkbook(path, { creator: "sodscan", at, sheets: [counting(50_000)] })).rejects.toMatchObject({
        code: "output/unwritable",
      });
      expect(readdirSync(folder).filter((name) => name.startsWith("full.xlsx"))).toEqual([]);
    },
  );

  it("passes a bug in a column on as what it is, and leaves nothing behind", async () => {
    const bug = sheet(
      "Bug",
      [1],
      [
        {
          header: "Bug",
          width: 5,
          value: () => {
            throw new TypeError("a bug");
          },
        },
      ],
    );

    await expect(written("bug.xlsx", [bug])).rejects.toThrow(TypeError);
    expect(readdirSync(folder).filter((name) => name.startsWith("bug.xlsx"))).toEqual([]);
  });

  it("keeps hostile texts texts", async () => {
    const path = await written("hostile.xlsx", [
      sheet("Hostile", hostileTexts, [{ header: "Text", width: 40, value: (text) => text }]),
    ]);
    const xml = partOf(path, "xl/worksheets/sheet1.xml");

    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\ufffe]/u);
    expect((await readBack(path)).getWorksheet("Hostile")?.getCell("A2").value).toBe(hostileTexts[0]);
  });
});
