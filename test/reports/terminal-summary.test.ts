import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { terminalSummary, type TerminalSummary } from "../../reports/terminal-summary.ts";
import { severities } from "../../src/domain/severity.ts";
import { aBankAssessment } from "../builders/assessment.ts";
import { hostileAssessment, hostilePlan } from "../builders/hostile.ts";
import { aBankPlan } from "../builders/plan.ts";

const summary = (change: Partial<TerminalSummary> = {}): string =>
  terminalSummary({
    assessment: aBankAssessment(),
    plan: aBankPlan(),
    files: [
      { path: "out/evidence.xlsx", what: "the evidence" },
      { path: "out/report.html", what: "the same, as a page" },
    ],
    colour: false,
    columns: 80,
    ...change,
  });

describe("the terminal summary", () => {
  it("answers in its first line", () => {
    expect(summary().split("\n")[0]).toBe(
      "11 people can do both halves of something no one person may do, over 2 conflicts.",
    );
  });

  it("counts against the population, and never shows a number where nobody could tell", () => {
    expect(summary({ columns: 120 })).toMatch(
      /LIF-001 +Policies that grant access without an end +\w+ +VIOLATED +2 of 6/,
    );
    expect(summary()).toMatch(/LIF-004 .* INCONCLUSIVE +unknown/);
    expect(summary()).toMatch(/PAY-R02 .* INCONCLUSIVE +unknown/);
  });

  it("tells what is wrong or unknown worst first, and counts the rest", () => {
    const assessment = aBankAssessment();
    const outcomes = severities.flatMap((severity) =>
      (["satisfied", "violated", "inconclusive", "not-applicable", "errored"] as const).map((outcome) => ({
        rule: "r",
        code: `T-${severity}-${outcome}`.slice(0, 8),
        title: `${severity} ${outcome}`,
        severity,
        outcome,
        examined: 5,
        violations: outcome === "violated" ? 3 : 0,
      })),
    );
    const told = summary({ assessment: { ...assessment, outcomes }, columns: 120 });
    const severityOf = (line: string) => severities.filter((severity) => line.includes(` ${severity} `));
    const lines = told.split("\n").filter((line) => line.startsWith("T-"));
    expect(lines.flatMap(severityOf)).toEqual(
      ["critical", "high", "medium", "low"].flatMap((severity) => [severity, severity, severity]),
    );
    expect(told).toContain("8 more rules: 4 satisfied, 4 not applicable.");
    expect(lines[0]).toMatch(/3 of 5$/u);
  });

  it("names the permission that would unlock what is missing, the plan, and the file to open first", () => {
    expect(summary()).toContain("appRoleAssignments denied: grant Application.Read.All; costs dual-holder");
    expect(summary()).toContain("Plan: 15 revocations; 18 violations become 3, as simulated.");
    expect(summary()).toMatch(/Open first: out\/evidence\.xlsx/);
  });

  it("shows the whole id of a conflict within one legal entity", () => {
    const assessment = aBankAssessment();
    const [first, ...rest] = assessment.conflicts;
    const conflicts = [{ ...first!, id: "PAY-R01@Great Britain" }, ...rest];
    expect(summary({ assessment: { ...assessment, conflicts } })).toMatch(/^PAY-R01@Great Britain  \S/mu);
  });

  it("keeps its tables within the width", () => {
    for (const columns of [80, 100, 120]) {
      const tables = summary({ columns }).split("\n\n").slice(1, 3).join("\n").split("\n");

      expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it("says the same in colour", () => {
    expect(summary({ colour: true })).toContain("\u001b[");
    expect(stripVTControlCharacters(summary({ colour: true }))).toBe(summary());
  });

  it("prints nothing that steers a terminal", () => {
    const hostile = summary({
      assessment: hostileAssessment(aBankAssessment()),
      plan: hostilePlan(aBankPlan()),
      files: [{ path: "out/\u001b[2J.xlsx", what: "\u202eevil" }],
    });

    expect(hostile.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u);
    expect(hostile.split("\n").filter((line) => line.startsWith("Start-Process"))).toEqual([]);
  });
});
