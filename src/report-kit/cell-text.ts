import { visibleText } from "./visible-text.ts";

/** The most UTF-16 units that Excel keeps in a cell. */
const cellLimit = 32_767;

/** The most characters that Excel allows in a sheet's name, none of them of these, and none twice. */
const nameLimit = 31;
const illegalInNames = /[\\/?*[\]:']/g;

/** Excel reads `_x0041_` as `A`; an escaped underscore keeps it as it is. */
const escapeLike = /_(?=x[0-9a-f]{4}_)/gi;

/** The text as a cell shows it: whole or visibly cut, nothing unseen in it, nothing that Excel would decode. */
export function cellText(text: string): string {
  const safe = visibleText(text).replace(escapeLike, "_x005F_");
  if (safe.length <= cellLimit) return safe;

  const mark = ` … [cut: ${safe.length.toLocaleString("en-US")} characters]`;
  return `${safe.slice(0, cellLimit - mark.length).replace(/[\ud800-\udbff]$|_(x[0-9a-f]{0,4})?$/i, "")}${mark}`;
}

/** Whether a spreadsheet would make a formula of the text if someone typed it. */
export function looksLikeFormula(text: string): boolean {
  return /^[\s]*[=+\-@|]/.test(text);
}

/** Names for the sheets of one workbook, each legal and each given once. */
export function sheetNames(): (wanted: string) => string {
  const taken = new Set(["history"]);

  return (wanted) => {
    const base = visibleText(wanted).replace(illegalInNames, "-").replaceAll("\n", " ").trim() || "Sheet";
    for (let copy = 1; ; copy += 1) {
      const suffix = copy === 1 ? "" : ` (${copy})`;
      const name = `${base.slice(0, nameLimit - suffix.length).replace(/[\ud800-\udbff]$/, "")}${suffix}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}
