import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { hostileTexts } from "../builders/hostile.ts";
import { archiveParts } from "../report-kit/archive-parts.ts";
import { now, scanEmulated, testFolder } from "./scan-emulated.ts";

/** Everyone holds both of two incompatible packages, by assignment and through a group, and everything has a hostile name. */
function hostileTenant(): Tenant {
  const name = (index: number) => hostileTexts[index % hostileTexts.length] ?? "";
  const tenant = aTenant("hostile", { now, displayName: name(2) });
  const people = hostileTexts.map((text, index) => {
    const key = `user ${index}`;
    tenant.user(text, { key, jobTitle: text, userPrincipalName: `${text}@hostile.example` });
    return key;
  });
  tenant
    .group(name(1), { key: "group", members: people })
    .group(name(5), { key: "outer", members: ["group"], owners: ["user 0"] });
  tenant.catalog(name(3), { key: "catalog" });
  for (const [index, key] of ["a", "b"].entries()) {
    tenant.accessPackage(name(index * 2), { key, catalog: "catalog", grants: [{ group: "group" }] });
    tenant.policy(name(4 + index), {
      accessPackage: key,
      expiration: { type: "noExpiration", duration: null, endDateTime: null },
    });
    for (const person of people) tenant.assign(person, key);
  }
  return tenant.incompatible("a", "b").incompatibleGroup("a", "outer").build();
}

/** What must never reach a terminal: controls but for line feeds, and what reorders or hides text. */
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u;

describe("hostile names in the tenant", () => {
  it("come out inert in every file and on the terminal", async () => {
    const { folder, assessment, printed, told, exitCode } = await scanEmulated(hostileTenant(), testFolder());
    const read = (name: string) => readFileSync(join(folder, "data", name), "utf8");

    expect(exitCode).toBe(1);
    const dual = assessment.findings.filter(({ rule }) => rule === "dual-holder");
    expect(dual).toHaveLength(2 * hostileTexts.length);
    expect(dual.map(({ principal }) => principal?.displayName)).toEqual(
      expect.arrayContaining([
        '=HYPERLINK("http://evil.example","pay")',
        "<img src=x onerror=alert(1)>",
        "x".repeat(256),
      ]),
    );

    for (const text of [
      printed,
      told,
      read("assessment.json"),
      read("plan.json"),
      read("plan.ps1").replace(/^\ufeff/u, ""),
    ]) {
      expect(text).not.toMatch(steering);
    }
    expect(read("report.html")).not.toMatch(/<img|onmouseover='|<script>alert/u);
    expect(read("report.html")).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(
      read("plan.ps1")
        .split(/\r?\n/u)
        .filter((line) => /^\s*Start-Process/u.test(line)),
    ).toEqual([]);

    const sheets = [...archiveParts(join(folder, "data", "evidence.xlsx"))].filter(([name]) =>
      name.startsWith("xl/worksheets/"),
    );
    expect(sheets.length).toBeGreaterThan(5);
    for (const [, xml] of sheets) expect(xml).not.toMatch(/<f[ >]/u);
  });
});
