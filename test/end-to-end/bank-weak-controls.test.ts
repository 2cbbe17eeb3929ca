import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { bankConfig, now, scanEmulated, testFolder } from "./scan-emulated.ts";

const codes = [
  "REV-001",
  "REV-003",
  "REV-004",
  "REV-007",
  "CXT-001",
  "CXT-003",
  "CXT-004",
  "BYP-003",
  "BYP-006",
  "BYP-007",
  "BYP-008",
];

describe("the bank's overrides", () => {
  it("are judged where the configuration names them, apart from the package that it does not name", async () => {
    const { assessment } = await scanEmulated(contosoBank({ now }), testFolder(), { args: ["--config", bankConfig] });
    const found = (code: string) => assessment.findings.filter((finding) => finding.code === code);
    expect(assessment.outcomes.find(({ code }) => code === "SOD-011")).toMatchObject({ examined: 2, violations: 3 });
    expect(found("SOD-011").map(({ subject }) => subject?.name)).toEqual([
      "Cover for holidays: approval",
      "Cover for holidays: expiration",
      "Cover for holidays: review",
    ]);
    expect(new Set(found("SOD-005").map(({ subject }) => subject?.name))).toEqual(
      new Set(["Vendor Payment - Emergency"]),
    );
  });
});

describe("the bank's reviews, extensions and ways around", () => {
  it("violate each rule about them, and keep it somewhere else", async () => {
    const { assessment } = await scanEmulated(contosoBank({ now }), testFolder(), { args: ["--config", bankConfig] });
    for (const code of codes) {
      const outcome = assessment.outcomes.find((one) => one.code === code);
      expect(outcome, code).toMatchObject({ outcome: "violated" });
      const accused = new Set(
        assessment.findings
          .filter((finding) => finding.code === code)
          .map(({ principal, subject }) => (principal?.type === "servicePrincipal" ? principal.id : subject?.id)),
      );
      expect(outcome?.examined, code).toBeGreaterThan(accused.size);
    }
  });
});
