import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SectionName } from "../../src/domain/sections.ts";
import { defineRule, type Rule, type Verdict, type Violation } from "../../src/rule-kit/rule.ts";
import { judged, runRule } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const violation: Violation = {
  principal: null,
  subject: { kind: "thing", id: "1", name: "one" },
  message: "m",
  evidence: [],
};

/** A rule on policies and sign-ins that says what it is told to; it concludes from the absence of sign-ins. */
function ruleSaying(verdict: Verdict | (() => never)): Rule {
  return defineRule({
    meta: {
      id: "test-rule",
      code: "TST-001",
      title: "Test",
      rationale: "Test.",
      remedy: "Do the usual.",
      severity: "medium",
      references: ["none"],
      falsePositives: "None.",
      needs: ["policies", "signIns"],
      concludesFromAbsenceOf: ["signIns"],
    },
    evaluate: () => (typeof verdict === "function" ? verdict() : verdict),
  });
}

const bank = () => aTenant().policy("p", "P").signIn("ann", null);

describe("the outcome of a rule", () => {
  it.each([
    ["violated", { examined: 3, violations: [violation] }],
    ["satisfied", { examined: 3, violations: [] }],
    ["inconclusive", { examined: 3, violations: [], undecided: ["who knows"] }],
    ["not-applicable", { examined: 0, violations: [], notApplicable: "nothing there" }],
    ["violated", { examined: 3, violations: [violation], undecided: ["who knows"] }],
    ["inconclusive", { examined: 0, violations: [], undecided: ["who knows"], notApplicable: "nothing there" }],
  ] satisfies [string, Verdict][])("is %s by %j", (outcome, verdict) => {
    expect(runRule(ruleSaying(verdict), bank()).outcome).toMatchObject({ outcome, examined: verdict.examined });
  });

  it.each([
    ["violated", { examined: 1, violations: [violation] }],
    ["inconclusive", { examined: 1, violations: [] }],
    ["inconclusive", { examined: 0, violations: [], notApplicable: "nothing there" }],
  ] satisfies [string, Verdict][])("with a need read in part is %s by %j", (outcome, verdict) => {
    const run = runRule(ruleSaying(verdict), bank().partial("policies"));
    expect(run.outcome.outcome).toBe(outcome);
    expect(run.outcome.reason).toContain("policies was not read to the end (the answer broke off)");
  });

  it.each([
    ["a need that was not read", (tenant: ReturnType<typeof bank>) => tenant.unread("policies")],
    ["a need that broke before the first row", () => aTenant().signIn("ann", null).partial("policies")],
    [
      "a part of a need from whose absence it concludes",
      (tenant: ReturnType<typeof bank>) => tenant.partial("signIns"),
    ],
  ])("is inconclusive for %s: the rule does not run", (_, withGap) => {
    const never = ruleSaying(() => {
      throw new Error("it ran");
    });
    const { outcome, findings } = runRule(never, withGap(bank()));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 0, violations: 0 });
    expect(findings).toEqual([]);
  });

  it("does not mind what it does not need", () => {
    const run = runRule(ruleSaying({ examined: 1, violations: [] }), bank().unread("groups", "users", "assignments"));
    expect(run.outcome.outcome).toBe("satisfied");
  });

  it("is errored where the rule throws, with what it threw", () => {
    const broken = ruleSaying(() => {
      throw new TypeError("cannot read");
    });
    expect(runRule(broken, bank()).outcome).toMatchObject({ outcome: "errored", reason: "TypeError: cannot read" });
  });

  it("spells out five reasons and counts the rest, each once", () => {
    const undecided = ["a", "a", "b", "c", "d", "e", "f", "g"];
    const { outcome } = runRule(ruleSaying({ examined: 1, violations: [], undecided }), bank());
    expect(outcome.reason).toBe("a; b; c; d; e; and 2 more");
  });
});

describe("a finding", () => {
  const findingOf = (more: Partial<Violation>) => {
    const [finding] = runRule(ruleSaying({ examined: 1, violations: [{ ...violation, ...more }] }), bank()).findings;
    if (finding === undefined) throw new Error("no finding");
    return finding;
  };

  it("has the rule's severity and remedy where the violation has none of its own", () => {
    expect(findingOf({})).toMatchObject({
      severity: "medium",
      remedy: "Do the usual.",
      exposure: "active",
      status: "open",
    });
    expect(findingOf({ severity: "low", remedy: "Wait.", exposure: "pending" })).toMatchObject({
      severity: "low",
      remedy: "Wait.",
      exposure: "pending",
    });
  });

  it("has evidence in order, each once", () => {
    expect(findingOf({ evidence: ["b", "a", "b"] }).evidence).toEqual(["a", "b"]);
  });

  it("keeps its id whatever is said of it, and changes it with what it is about", () => {
    const key = fc.stringMatching(/^[a-z]{0,3}$/u);
    fc.assert(
      fc.property(key, key, key, fc.string(), (subject, conflict, other, message) => {
        const about = { subject: { kind: "thing", id: subject, name: "n" }, conflict };
        const id = findingOf(about).id;
        expect(findingOf({ ...about, message, evidence: [message], severity: "low" }).id).toBe(id);
        expect(findingOf({ ...about, subject: { ...about.subject, id: other } }).id === id).toBe(other === subject);
        expect(findingOf({ ...about, conflict: other }).id === id).toBe(other === conflict);
      }),
      { numRuns: 60 },
    );
  });

  it("is one where a rule finds the same twice, with the evidence of both", () => {
    const twice = [
      { ...violation, evidence: ["a"] },
      { ...violation, evidence: ["b"] },
    ];
    const { findings, outcome } = runRule(ruleSaying({ examined: 2, violations: twice }), bank());
    expect(findings.map(({ evidence }) => evidence)).toEqual([["a", "b"]]);
    expect(outcome.violations).toBe(1);
  });
});

describe("a section that is not whole", () => {
  it.each(["unread", "partial"] as const)("names the rules that it costs, %s or not", (how) => {
    const costsOf = (section: SectionName) =>
      judged(aTenant()[how](section)).assessment.coverage.find((one) => one.section === section)?.costs;
    expect(costsOf("policies")).toContain("standing-access");
    expect(costsOf("policies")).not.toContain("dual-holder");
    expect(costsOf("signIns")).toContain("stale-access");
    expect(costsOf("assignments")).toEqual(
      expect.arrayContaining(["dual-holder", "stale-access", "disabled-holder", "out-of-band-holder"]),
    );
    expect(costsOf("assignments")).not.toContain("standing-access");
    expect(costsOf("groupOwners")).toEqual([]);
  });

  it("costs nothing once it is whole", () => {
    expect(judged(aTenant()).assessment.coverage.flatMap(({ costs }) => costs)).toEqual([]);
  });
});
