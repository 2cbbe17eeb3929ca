import { describe, expect, it } from "vitest";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { standingAccess } from "../../../rules/lifecycle/standing-access.ts";
import { unsoundWaiver } from "../../../rules/sod/unsound-waiver.ts";
import { assess } from "../../../src/assess/assess.ts";
import { exitCodeOf } from "../../../src/assess/exit-code.ts";
import { parseWaivers } from "../../../src/assess/waivers/waiver-file.ts";
import type { Assessment } from "../../../src/domain/assessment.ts";
import type { Rule } from "../../../src/rule-kit/rule.ts";
import { runRule } from "../../builders/judging.ts";
import { aPack, groupNamed } from "../../builders/pack.ts";
import { aTenant, now, type TenantBuilder } from "../../builders/tenant.ts";

const pack = aPack({ raise: [groupNamed("Raisers")], approve: [groupNamed("Approvers")] });

const bank = () =>
  aTenant().users("ann", "ben").groups("Raisers", "Approvers").members("Raisers", "ann").members("Approvers", "ann");

const sound = {
  id: "W-1",
  rule: "dual-holder",
  principal: "ann@bank.example",
  conflict: "R1",
  paths: ["Raisers", "Approvers"],
  owner: "head@bank.example",
  approver: "risk@bank.example",
  reason: "the team has two people until January",
  granted: "2026-11-10",
  expires: "2026-12-05",
};

type Change = Readonly<Record<string, unknown>>;

function judged(
  change: Change = {},
  {
    tenant = bank(),
    controls = {},
    rules = [dualHolder, unsoundWaiver],
  }: { tenant?: TenantBuilder; controls?: Change; rules?: readonly Rule[] } = {},
): {
  readonly assessment: Assessment;
  readonly held: Assessment["findings"][number] | undefined;
  readonly faults: string;
} {
  const waivers = parseWaivers("w.yaml", JSON.stringify({ controls, waivers: [{ ...sound, ...change }] }));
  const { assessment } = assess(tenant.build(), { rules, packs: [pack], waivers }, now);
  const ofWaivers = assessment.findings.filter(({ code }) => code === "SOD-013");
  return {
    assessment,
    held: assessment.findings.find(({ code }) => code === "SOD-001"),
    faults: ofWaivers.map(({ message }) => message).join("\n"),
  };
}

describe("unsound-waiver", () => {
  it("marks the finding it covers, says who answers for it, and is itself sound", () => {
    const { assessment, held, faults } = judged();
    expect(held).toMatchObject({
      status: "waived",
      waiver: { id: "W-1", owner: "head@bank.example", approver: "risk@bank.example", expires: "2026-12-05" },
    });
    expect(faults).toBe("");
    expect(assessment.outcomes).toMatchObject([
      { code: "SOD-001", outcome: "violated", violations: 1 },
      { code: "SOD-013", outcome: "satisfied", examined: 1 },
    ]);
    expect(exitCodeOf(assessment, "high")).toBe(0);
  });

  it.each(["ann", "ANN@bank.example"])("names the person as %s", (principal) => {
    expect(judged({ principal }).held?.status).toBe("waived");
  });

  it("names the rule by its code, and paths by ids", () => {
    expect(judged({ rule: "SOD-001" }).held?.status).toBe("waived");
    const tenant = () =>
      aTenant()
        .users("ann")
        .group("g-1", { displayName: "Raisers" })
        .group("g-2", { displayName: "Approvers" })
        .group("g-3", { displayName: "Leads" })
        .members("g-1", "ann")
        .members("g-2", "g-3")
        .members("g-3", "ann");
    const byIds = (...paths: readonly string[]) => judged({ paths }, { tenant: tenant() });
    expect(byIds("g-1", "g-3 > g-2").held?.status).toBe("waived");
    expect(byIds("g-1", "Leads > Approvers").held?.status).toBe("waived");
    expect(byIds("g-1", "g-2").held?.status).toBe("open");
    expect(byIds("g-1", "g-2").faults).toContain('it does not name the way "Leads > Approvers"');
    expect(byIds("g-1", "g-2 > g-3").held?.status).toBe("open");
  });

  it("begins at the moment it is granted, and ends at the moment it expires", () => {
    const at = (moved: number): string => new Date(now.getTime() + moved).toISOString();
    expect(judged({ granted: at(0) }).held?.status).toBe("waived");
    expect(judged({ granted: at(1) }).held?.status).toBe("open");
    expect(judged({ expires: at(1) }).held?.status).toBe("waived");
    expect(judged({ expires: at(0) }).held?.status).toBe("open");
  });

  it.each<[string, Change, string]>([
    ["that expired", { expires: "2026-11-23T09:00:00Z" }, "it expired on 2026-11-23T09:00:00Z"],
    ["that has not begun", { granted: "2026-11-24" }, "it begins on 2026-11-24 only"],
    ["that ends before it begins", { granted: "2026-11-20", expires: "2026-11-20" }, "before it begins"],
    ["that runs too long", { expires: "2026-12-11" }, "a critical finding may be waived for P30D at most"],
    ["of the approver's own", { approver: "ann@bank.example" }, "approves a waiver for themselves"],
    ["of the approver's own, by id", { approver: "ann" }, "approves a waiver for themselves"],
    ["that its owner approved", { approver: "Head@bank.example" }, "both owns and approves it"],
    ["that names nobody", { principal: undefined }, "it names no principal"],
    ["that names a path too few", { paths: ["Raisers"] }, 'it does not name the way "Approvers"'],
    [
      "that names no path",
      { paths: undefined },
      'it does not name the way "Approvers"; it does not name the way "Raisers"',
    ],
  ])("%s covers nothing and is a finding", (_, change, why) => {
    const { assessment, held, faults } = judged(change);
    expect(held?.status).toBe("open");
    expect(held?.waiver).toBeUndefined();
    expect(faults).toContain(why);
    expect(faults).toContain("Waiver W-1 of head@bank.example (w.yaml:1:");
    expect(assessment.findings.find(({ code }) => code === "SOD-013")?.arithmetic).toBe("high");
    expect(exitCodeOf(assessment, "high")).toBe(1);
  });

  it("may run to the last moment it is allowed, and not a day more", () => {
    expect(judged({ expires: "2026-12-10" }).held?.status).toBe("waived");
  });

  it("does not cover a nested path that appears beside the direct one", () => {
    const tenant = bank().group("Leads").members("Approvers", "Leads").members("Leads", "ann");
    const { held, faults } = judged({}, { tenant });
    expect(held?.status).toBe("open");
    expect(faults).toContain('it does not name the way "Leads > Approvers"');
    expect(judged({ paths: [...sound.paths, "Leads > Approvers"] }, { tenant }).held?.status).toBe("waived");
  });

  it.each<[string, Change]>([
    ["another person", { principal: "ben" }],
    ["another conflict", { conflict: "R2" }],
    ["another rule", { rule: "stale-access" }],
    ["another object", { subject: "Raisers" }],
  ])("of %s covers nothing, and is told to be unused, milder", (_, change) => {
    const { assessment, held, faults } = judged(change);
    expect(held?.status).toBe("open");
    expect(faults).toContain("nothing is found that it speaks of");
    expect(assessment.findings.find(({ code }) => code === "SOD-013")).toMatchObject({
      severity: "medium",
      arithmetic: "medium = high -1 (it covers no finding)",
      subject: { kind: "waiver", id: "W-1" },
    });
    expect(assessment.outcomes.find(({ code }) => code === "SOD-013")?.reason).toBeUndefined();
  });

  it("is not called unused where its rule could not be judged", () => {
    const tenant = bank().unread("groupMembers");
    const { assessment, faults } = judged({}, { tenant });
    expect(faults).toBe("");
    expect(assessment.outcomes.find(({ code }) => code === "SOD-013")).toMatchObject({
      outcome: "inconclusive",
      reason: "waiver W-1: what it covers cannot be told, because dual-holder was not wholly judged",
    });
  });

  it("is sound where it covers what was found, though its rule was not wholly judged", () => {
    const { assessment, held } = judged({}, { tenant: bank().partial("groupMembers") });
    expect(held?.status).toBe("waived");
    expect(assessment.outcomes.find(({ code }) => code === "SOD-013")).toMatchObject({ outcome: "satisfied" });
  });

  it("is not asked for where there is none", () => {
    const { outcome } = runRule(unsoundWaiver, bank());
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "there are no waivers" });
  });

  it("is not called unused where a part of its rule's data shows somebody else", () => {
    const { faults, assessment } = judged({ principal: "ben" }, { tenant: bank().partial("groupMembers") });
    expect(faults).toBe("");
    expect(assessment.outcomes.find(({ code }) => code === "SOD-013")).toMatchObject({ outcome: "inconclusive" });
  });

  it("covers an object where nobody is accused", () => {
    const tenant = aTenant()
      .accessPackage("P")
      .policy("for ever", "P", {
        expiration: { type: "noExpiration", duration: null, endDateTime: null },
      });
    const change = {
      rule: "LIF-001",
      principal: undefined,
      conflict: undefined,
      subject: "for ever",
      paths: undefined,
    };
    const { assessment } = judged(change, { tenant, rules: [standingAccess, unsoundWaiver] });
    expect(assessment.findings).toMatchObject([{ code: "LIF-001", status: "waived" }]);
  });

  it("that is about nothing in particular covers nothing", () => {
    const { held, faults } = judged({ principal: undefined, conflict: undefined });
    expect(held?.status).toBe("open");
    expect(faults).toContain("nothing is found that it speaks of");
  });
});

describe("a mitigating control", () => {
  const report = { title: "Daily report of payments by one person", owner: "audit", evidence: "GRC-1182" };
  const leaning = { control: "daily" };
  const performed = (lastPerformed: string) => ({
    controls: { daily: { ...report, frequency: "P7D", lastPerformed } },
  });

  it("performed in time makes the finding mitigated", () => {
    expect(judged(leaning, performed("2026-11-16T09:00:00Z")).held).toMatchObject({
      status: "mitigated",
      waiver: {
        control: { id: "daily", title: report.title, lastPerformed: "2026-11-16T09:00:00Z", evidence: "GRC-1182" },
      },
    });
  });

  it.each([
    ["2026-11-16T08:59:59Z", "control daily is overdue: last performed on 2026-11-16T08:59:59Z, to be done every P7D"],
    ["2026-11-24", "control daily is said to be performed on 2026-11-24"],
  ])("performed on %s mitigates nothing", (lastPerformed, why) => {
    const { held, faults } = judged(leaning, performed(lastPerformed));
    expect(held?.status).toBe("open");
    expect(faults).toContain(why);
  });
});

describe("a file of waivers", () => {
  const written = (text: string) => () => parseWaivers("w.yaml", text);
  const one = (change: Change) => JSON.stringify({ ...sound, ...change });

  it.each<[string, string, string]>([
    ["an unknown key", `waivers:\n  - ${one({ until: "2027" })}`, "waivers.0.until"],
    ["no owner", `waivers:\n  - ${one({ owner: "" })}`, "waivers.0.owner"],
    ["no such day", `waivers:\n  - ${one({ expires: "2026-02-30" })}`, "waivers.0.expires"],
    ["one told twice", `waivers:\n  - ${one({})}\n  - ${one({})}`, "w.yaml:3:5: W-1 stands here twice"],
    ["a control there is none of", `waivers:\n  - ${one({ control: "x" })}`, "there is no control x"],
    [
      "no duration",
      "controls: { x: { title: t, owner: o, frequency: weekly, lastPerformed: 2026-11-01, evidence: e } }",
      "controls.x.frequency: an ISO 8601 duration",
    ],
  ])("with %s is refused, with the place", (_, text, why) => {
    expect(written(text)).toThrow(why);
    expect(written(text)).toThrow("w.yaml:");
  });
});
