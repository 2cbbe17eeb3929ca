import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { assessmentDocument } from "../../reports/assessment-document.ts";
import { evidenceWorkbook } from "../../reports/evidence-workbook.ts";
import { page } from "../../reports/page.ts";
import { planDocument } from "../../reports/plan-document.ts";
import { planScript } from "../../reports/plan-script.ts";
import type { TextFile } from "../conflicts/packs.ts";
import type { Assessment } from "../domain/assessment.ts";
import type { Plan } from "../domain/plan.ts";
import { writeWorkbook } from "../report-kit/workbook.ts";
import { ScanError } from "../scan-error.ts";
import type { Format } from "./formats.ts";
import { packPaths } from "./pack-folder.ts";

export type WrittenFile = { readonly path: string; readonly what: string };

/** Writes the reports of an assessment and its plan, and the packs it was judged by, into a pack's `data` folder. */
export async function writePack(
  folder: string,
  {
    assessment,
    plan,
    packs,
  }: { readonly assessment: Assessment; readonly plan: Plan; readonly packs: readonly TextFile[] },
  wanted: readonly Format[],
): Promise<readonly WrittenFile[]> {
  const { data, assessment: assessmentPath } = packPaths(folder);
  const written: WrittenFile[] = [];
  const write = (path: string, what: string, text: Iterable<string>): void => {
    writeWhole(path, text);
    written.push({ path, what });
  };

  if (wanted.includes("html"))
    write(join(data, "report.html"), "the answer on one page: open this first", [page(assessment, plan)]);
  if (wanted.includes("xlsx")) {
    const path = join(data, "evidence.xlsx");
    const at = new Date(assessment.run.finishedAt);
    await writeWorkbook(path, {
      creator: `sodscan ${assessment.run.toolVersion}`,
      at,
      sheets: evidenceWorkbook(assessment, plan),
    });
    written.push({ path, what: "every finding, path and revocation, sheet by sheet" });
  }
  if (wanted.includes("json")) write(assessmentPath, "the assessment, for programs", assessmentDocument(assessment));
  if (wanted.includes("plan")) {
    write(join(data, "plan.json"), "the revocations, in order, with proof", planDocument(plan));
    write(join(data, "plan.ps1"), "the same as a script; it does nothing without -Execute", [planScript(plan)]);
  }
  for (const [index, { file, text }] of packs.entries()) {
    writeWhole(join(data, "rules", `${String(index + 1).padStart(2, "0")}-${basename(file)}`), [text]);
  }
  return written;
}

/** Writes beside the file and renames, so that a half-written one never stands under its name. */
export function writeWhole(path: string, chunks: Iterable<string>): void {
  try {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(`${path}.partial`, "");
    for (const chunk of chunks) writeFileSync(`${path}.partial`, chunk, { flag: "a" });
    renameSync(`${path}.partial`, path);
  } catch (cause) {
    throw new ScanError("output/unwritable", `cannot write ${path}`, { cause });
  }
}
