import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import { severities } from "../../src/domain/severity.ts";
import { sectionsOfFact } from "../../src/rule-kit/facts/sections-of-facts.ts";

const root = join(import.meta.dirname, "../..");
const files = globSync("rules/*/*.ts", { cwd: root }).map((path) => ({
  path,
  id: basename(path, ".ts"),
  section: basename(dirname(path)),
}));

const sectionOfCode: Readonly<Record<string, string>> = {
  CAT: "catalog",
  EXT: "external",
  POL: "policy",
  APR: "approval",
  SOD: "sod",
  LIF: "lifecycle",
  REV: "review",
  CXT: "customext",
  AUD: "audit",
  BYP: "bypass",
  HYG: "hygiene",
  DQ: "dataquality",
};

describe("every rule", () => {
  it("stands in the register once, under the name of its file, and every file is there", () => {
    const ids = rules.map(({ meta }) => meta.id);
    expect(ids.toSorted()).toEqual(files.map(({ id }) => id).sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has a code of its own", () => {
    const codes = rules.map(({ meta }) => meta.code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("stands in the register by section, then code", () => {
    const sections = rules.map(({ meta }) => meta.code.replace(/-\d+$/u, ""));
    const runs = sections.filter((section, index) => section !== sections[index - 1]);
    expect(runs).toEqual([...new Set(sections)]);
    for (const codes of Map.groupBy(rules, ({ meta }) => meta.code.replace(/-\d+$/u, "")).values()) {
      const inOrder = codes.map(({ meta }) => meta.code);
      expect(inOrder).toEqual(inOrder.toSorted());
    }
  });

  it.each([
    ["tenant-wide-administrator", "CAT-001"],
    ["individual-delegate", "CAT-002"],
    ["self-assignable-duty", "CAT-004"],
    ["both-sides-delegate", "CAT-005"],
    ["workload-administrator", "CAT-006"],
    ["external-delegate", "CAT-007"],
    ["privileged-resource", "CAT-008"],
    ["open-door", "EXT-001"],
    ["lasting-guest-access", "EXT-005"],
    ["lingering-guest-account", "EXT-006"],
    ["open-audience", "POL-002"],
    ["automatic-sensitive-package", "POL-003"],
    ["missing-justification", "POL-008"],
    ["missing-approval", "APR-001"],
    ["unapproved-extension", "APR-002"],
    ["unexplained-decision", "APR-009"],
    ["on-behalf-approver", "POL-005"],
    ["one-person-approval", "APR-004"],
    ["peer-approval", "APR-005"],
    ["approval-dead-end", "APR-006"],
    ["invalid-approver", "APR-007"],
    ["opposed-approver", "APR-011"],
    ["requestable-conflict", "SOD-009"],
    ["dual-holder", "SOD-001"],
    ["grandfathered-holder", "SOD-002"],
    ["one-way-declaration", "SOD-003"],
    ["undeclared-conflict", "SOD-004"],
    ["second-account", "SOD-008"],
    ["unsound-waiver", "SOD-013"],
    ["small-team", "SOD-016"],
    ["uncatalogued-combination", "SOD-017"],
    ["owned-agent", "SOD-018"],
    ["toxic-package", "SOD-005"],
    ["incompatible-group-member", "SOD-006"],
    ["cross-path-conflict", "SOD-007"],
    ["late-conflict", "SOD-010"],
    ["loose-override", "SOD-011"],
    ["pending-conflict", "SOD-014"],
    ["too-few-people", "SOD-015"],
    ["standing-access", "LIF-001"],
    ["outlived-policy", "LIF-003"],
    ["stale-access", "LIF-004"],
    ["disabled-holder", "LIF-005"],
    ["audit-trail-gap", "AUD-001"],
    ["self-assignment", "AUD-002"],
    ["self-approval", "AUD-003"],
    ["withdrawn-incompatibility", "AUD-004"],
    ["approval-toggle", "AUD-005"],
    ["unexplained-assignment", "AUD-008"],
    ["unapproved-direct-assignment", "AUD-009"],
    ["out-of-band-addition", "BYP-001"],
    ["residual-access", "LIF-006"],
    ["out-of-band-holder", "BYP-002"],
    ["deleted-reference", "HYG-001"],
    ["unreviewed-package", "REV-001"],
    ["review-keeps-access", "REV-003"],
    ["self-review", "REV-004"],
    ["unfinished-review", "REV-007"],
    ["ticketless-package", "CXT-001"],
    ["grant-without-removal", "CXT-002"],
    ["bearer-token-extension", "CXT-003"],
    ["failing-callout", "CXT-004"],
    ["unapproved-endpoint", "CXT-005"],
    ["group-owner", "BYP-003"],
    ["self-grantable-conflict", "BYP-006"],
    ["tenant-wide-writer", "BYP-007"],
    ["granted-ownership", "BYP-008"],
    ["too-few-stages", "APR-003"],
    ["slow-approval", "APR-010"],
    ["rare-review", "REV-002"],
    ["unreasoned-review", "REV-006"],
    ["unbacked-manager-stage", "APR-008"],
    ["absent-reviewer", "REV-005"],
    ["rubber-stamp", "REV-008"],
    ["approving-author", "AUD-006"],
    ["reciprocal-approval", "AUD-007"],
    ["undocumented-declaration", "SOD-012"],
    ["direct-app-role", "BYP-004"],
    ["ungoverned-feeder", "BYP-005"],
    ["legacy-path", "BYP-009"],
    ["torn-snapshot", "DQ-004"],
    ["unresolved-principal", "DQ-005"],
    ["incomplete-collection", "DQ-001"],
    ["unreconciled-population", "DQ-002"],
    ["oracle-disagreement", "DQ-003"],
    ["ownerless-catalog", "CAT-003"],
    ["dormant-visibility", "EXT-002"],
    ["unreachable-policy", "EXT-003"],
    ["unready-organization", "EXT-004"],
    ["browsable-package", "EXT-007"],
    ["policyless-package", "POL-001"],
    ["unapproved-direct-policy", "POL-004"],
    ["overlong-term", "LIF-002"],
    ["stuck-delivery", "LIF-007"],
    ["unused-resource", "HYG-002"],
    ["catalog-drift", "HYG-003"],
    ["duplicate-package", "HYG-004"],
    ["guest-duty-holder", "EXT-008"],
    ["softer-policy", "POL-006"],
    ["uncontrolled-audience", "POL-007"],
    ["moved-holder", "LIF-008"],
  ])("%s keeps its code %s for ever", (id, code) => {
    expect(rules.find(({ meta }) => meta.id === id)?.meta.code).toBe(code);
  });

  describe.each(files)("$id", ({ id, section, path }) => {
    const meta = rules.find((rule) => rule.meta.id === id)?.meta;

    it("has a test where its file would look for it", () => {
      const test = readFileSync(join(root, "test", path.replace(/\.ts$/u, ".test.ts")), "utf8");
      expect(test).toContain(`describe("${id}"`);
      for (const outcome of ["satisfied", "violated"]) expect(test).toContain(`"${outcome}"`);
    });

    it("has a code of its section", () => {
      expect(meta?.code).toMatch(/^[A-Z]+-\d{3}$/u);
      expect(sectionOfCode[meta?.code.split("-")[0] ?? ""]).toBe(section);
    });

    it("says what it is, why, and what to do", () => {
      for (const text of [meta?.title, meta?.rationale, meta?.remedy, meta?.falsePositives]) {
        expect(text?.trim()).toBe(text);
        expect(text).not.toBe("");
      }
      expect(meta?.title.endsWith(".")).toBe(false);
      expect(meta?.references.length).toBeGreaterThan(0);
      expect(severities).toContain(meta?.severity);
    });

    it("asks for facts that there are, and concludes from the absence of none but those", () => {
      for (const need of meta?.needs ?? []) expect(sectionsOfFact(need), need).toBeInstanceOf(Array);
      expect(meta?.needs.length).toBeGreaterThan(0);
      for (const need of meta?.concludesFromAbsenceOf ?? []) expect(meta?.needs).toContain(need);
    });
  });
});
