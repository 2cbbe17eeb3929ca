import { describe, expect, it } from "vitest";
import { looseOverride } from "../../../rules/sod/loose-override.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aPack, groupNamed } from "../../builders/pack.ts";
import { approvedBy, managerOf, asking, stage } from "../../builders/policies.ts";
import { noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

type Settings = Partial<Row<"policies">>;

const pay = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] });

const lasting = (duration: string): Settings => ({
  expiration: { type: "afterDuration", duration, endDateTime: null },
});
const until = (endDateTime: string | null): Settings => ({
  expiration: { type: "afterDateTime", duration: null, endDateTime },
});
const stages = (count: number): Settings => approvedBy(...Array.from({ length: count }, () => stage([managerOf()])));
const every = (interval: number, type: string): Settings =>
  quarterlyReview({ schedule: { recurrence: { pattern: { type, interval } } } });

/** Parts for half a year, reviewed every quarter, with one approval; the override for a month, monthly, with two. */
const ordinary: Settings = { ...asking(), ...lasting("P180D"), ...stages(1), ...quarterlyReview() };
const tight: Settings = { ...asking(), ...lasting("P30D"), ...stages(2), ...every(1, "absoluteMonthly") };

const bank = (own: Settings = {}, ofApprovals: Settings = {}) =>
  aTenant()
    .groups("I", "A")
    .accessPackages("Raise", "Approve", "Both")
    .grants("Raise", { group: "I" })
    .grants("Approve", { group: "A" })
    .grants("Both", { group: "I" }, { group: "A" })
    .policy("clerks", "Raise", ordinary)
    .policy("officers", "Approve", { ...ordinary, ...ofApprovals })
    .policy("emergency", "Both", { ...tight, ...own });

const judged = (tenant: TenantBuilder, overrides: readonly string[] = ["Both"]) =>
  runRule(looseOverride, tenant, [pay], {}, overrides);

describe("loose-override", () => {
  it("is satisfied by an override that is tighter than both of its parts", () => {
    expect(judged(bank()).outcome).toMatchObject({ outcome: "satisfied", examined: 1, violations: 0 });
    expect(judged(bank(), ["BOTH"]).outcome).toMatchObject({ outcome: "satisfied", examined: 1, violations: 0 });
  });

  it("finds each way in which the override is no tighter, and names the part", () => {
    const run = judged(bank(ordinary));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 3 });
    expect(run.findings.map(({ subject }) => subject)).toEqual([
      { kind: "policySetting", id: "emergency/approval", name: "emergency: approval" },
      { kind: "policySetting", id: "emergency/expiration", name: "emergency: expiration" },
      { kind: "policySetting", id: "emergency/review", name: "emergency: review" },
    ]);
    const override = 'Policy "emergency" of "Both", a sanctioned override,';
    const part = 'Policy "clerks" of "Raise", its part,';
    expect(run.findings.map(({ message }) => message)).toEqual([
      `${override} takes 1 approval; ${part} takes 1 approval`,
      `${override} grants access for P180D; ${part} grants access for P180D`,
      `${override} asks for a review every P3M; ${part} asks for a review every P3M`,
    ]);
    expect(run.findings[0]).toMatchObject({
      principal: null,
      severity: "high",
      arithmetic: "high",
      evidence: ["policies/1#/value/0", "policies/1#/value/2"],
    });
  });

  it.each<[string, Settings, string]>([
    ["lasts as long as a part", lasting("P180D"), "expiration"],
    ["lasts as long in other words", lasting("PT4320H"), "expiration"],
    ["has no end", { expiration: { type: "noExpiration", duration: null, endDateTime: null } }, "expiration"],
    ["says no end", { expiration: { type: "NotSpecified", duration: null, endDateTime: null } }, "expiration"],
    ["ends on a day that is too late", until("2027-05-22T09:00:00Z"), "expiration"],
    ["takes as many approvals", stages(1), "approval"],
    ["takes none", { ...stages(0) }, "approval"],
    ["takes none whatever stages stand there", unapproved(2), "approval"],
    ["is given by administrators alone", { allowedTargetScope: "notSpecified" }, "approval"],
  ])("finds an override that %s", (_, own, name) => {
    expect(subjects(judged(bank(own)))).toEqual([`emergency/${name}`]);
  });

  it("says on which day access ends where the policy does", () => {
    const [late] = judged(bank(until("2027-06-01T00:00:00Z"))).findings;
    expect(late?.message).toContain("override, grants access until 2027-06-01T00:00:00Z;");
  });

  it("finds one that a rule hands out, which has no end and no approval", () => {
    const run = judged(bank({ isAutomatic: true }));
    expect(subjects(run)).toEqual(["emergency/approval", "emergency/expiration"]);
    expect(run.findings[0]?.message).toContain("override, takes 0 approvals;");
    expect(run.findings[1]?.message).toContain("override, grants access without end;");
  });

  it.each<[string, Settings]>([
    ["is not asked for", { reviewSettings: null }],
    ["comes as seldom", quarterlyReview()],
    ["comes as seldom in other words", every(14, "weekly")],
    ["comes once a year", every(1, "absoluteYearly")],
  ])("finds an override whose review %s, milder where access ends before", (_, own) => {
    const [mild] = judged(bank(own)).findings;
    expect(mild).toMatchObject({ subject: { id: "emergency/review" }, severity: "medium" });
    expect(mild?.arithmetic).toContain("access ends before a part's review comes again");
    const [grave] = judged(bank({ ...own, ...lasting("P120D") })).findings;
    expect(grave).toMatchObject({ subject: { id: "emergency/review" }, severity: "high" });
  });

  it.each([
    [2, "absoluteMonthly"],
    [12, "Weekly"],
    [80, "daily"],
    [2, "relativeMonthly"],
  ])("accepts a review every %i, %s", (interval, type) => {
    expect(judged(bank(every(interval, type))).outcome.outcome).toBe("satisfied");
  });

  it("accepts an end on a day that comes before that of the parts", () => {
    expect(judged(bank(until("2027-05-22T08:00:00Z"))).outcome.outcome).toBe("satisfied");
  });

  it("takes a part by its strictest policy, whichever part it is", () => {
    const weekly = { ...lasting("P7D"), ...every(1, "weekly"), ...stages(2) };
    const parts = bank({}, weekly).policy("lax", "Approve", { ...ordinary, isAutomatic: true });
    const run = judged(parts);
    expect(subjects(run)).toEqual(["emergency/approval", "emergency/expiration", "emergency/review"]);
    expect(run.findings[0]?.message).toContain('Policy "officers" of "Approve", its part, takes 2 approvals');
    expect(run.findings[1]?.message).toContain('Policy "officers" of "Approve", its part, grants access for P7D');
  });

  it("does not heed policies that ended, those of other packages, or those of other overrides", () => {
    const over = { ...until("2026-11-23T09:00:00Z"), ...every(1, "daily"), ...stages(4) };
    const tenant = bank({}, over)
      .policy("old", "Both", { ...noReview, ...until("2026-01-01T00:00:00Z") })
      .accessPackages("Other", "Both too")
      .policy("other", "Other", { ...tight, ...stages(5) })
      .grants("Both too", { group: "I" }, { group: "A" })
      .policy("too", "Both too", { ...tight, ...stages(3) });
    expect(judged(tenant, ["Both", "Both too"]).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("asks for an end, a review and an approval where no package gives a side", () => {
    const alone = (own: Settings) =>
      aTenant()
        .groups("I", "A")
        .accessPackage("Both")
        .grants("Both", { group: "I" }, { group: "A" })
        .policy("emergency", "Both", { ...asking(), ...own });
    expect(judged(alone({ ...lasting("P9Y"), ...stages(1), ...every(5, "absoluteYearly") })).findings).toEqual([]);
    const run = judged(alone({ ...noReview, expiration: { type: "noExpiration", duration: null, endDateTime: null } }));
    expect(run.findings.map(({ message }) => message.replace(/^.*override, /u, ""))).toEqual([
      "takes 0 approvals",
      "grants access without end",
      "asks for no review",
    ]);
    expect(run.findings.map(({ severity }) => severity)).toEqual(["high", "high", "high"]);
    expect(run.findings[0]?.evidence).toEqual(["policies/1#/value/0"]);
  });

  it("does not apply where no override is named, or none gives both sides", () => {
    const none = "the configuration names no override package";
    expect(judged(bank(ordinary), []).outcome).toMatchObject({ outcome: "not-applicable", examined: 0, reason: none });
    const one = "no override package gives both sides of a conflict";
    expect(judged(bank(), ["Raise"]).outcome).toMatchObject({ outcome: "not-applicable", reason: one });
  });

  it.each<[string, Settings, string]>([
    ["no expiration", { expiration: null }, "expiration"],
    ["an expiration of a new kind", { expiration: { type: "new", duration: "P1D", endDateTime: null } }, "expiration"],
    ["no duration", { expiration: { type: "afterDuration", duration: null, endDateTime: null } }, "expiration"],
    ["a duration that is none", lasting("soon"), "expiration"],
    ["no date", until(null), "expiration"],
    ["reviews of which it does not say whether", quarterlyReview({ isEnabled: null }), "review"],
    ["no schedule", quarterlyReview({ schedule: null }), "review"],
    ["a schedule of a new kind", every(1, "lunar"), "review"],
    ["a schedule that never comes", every(0, "weekly"), "review"],
    ["no stages", { requestApprovalSettings: { ...approvals(1), stages: null } }, "approval"],
    ["no approval", { requestApprovalSettings: { ...approvals(3), isApprovalRequiredForAdd: null } }, "approval"],
    ["no requestors", { requestorSettings: null }, "approval"],
  ])("decides nothing where Graph tells %s of the override, or of a part", (_, unsaid, name) => {
    const own = judged(bank(unsaid)).outcome;
    expect(own).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(own.reason).toBe(`Policy "emergency" of "Both": Graph does not say its ${name}`);
    expect(judged(bank({}, unsaid)).outcome.reason).toBe(
      `Policy "officers" of "Approve": Graph does not say its ${name}`,
    );
  });

  it("stands by what it found though Graph does not tell all of a part", () => {
    const run = judged(bank(stages(1), { requestorSettings: null, expiration: null }));
    expect(run.outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(run.outcome.reason).toBe('Policy "officers" of "Approve": Graph does not say its expiration');
    expect(subjects(judged(bank(lasting("P180D"), { expiration: null })))).toEqual(["emergency/expiration"]);
  });

  it("is inconclusive about names that are nobody's or several packages', and policies of no known package", () => {
    expect(judged(bank(), ["Gone"]).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'override "Gone": no package is called that',
    });
    const twice = judged(bank(ordinary).accessPackage("9", { displayName: "Both" }));
    expect(twice.outcome.reason).toBe('override "Both": 2 packages are called that: name one by its id');
    const lost = judged(bank().policy("lost", "Raise", { ...ordinary, accessPackageId: null }));
    expect(lost.outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "lost": of which package it is was not told',
    });
  });

  it.each(["accessPackages", "resourceRoleScopes", "policies"] as const)(
    "is inconclusive where %s were not read, and stands by what a part shows",
    (section) => {
      expect(judged(bank(ordinary).unread(section)).outcome.outcome).toBe("inconclusive");
      expect(judged(bank(ordinary).partial(section)).outcome).toMatchObject({ outcome: "violated", violations: 3 });
      expect(judged(bank().partial(section)).outcome.outcome).toBe("inconclusive");
    },
  );

  it("says which conflict's duties are not all known", () => {
    const { outcome } = judged(bank().notAsked("groupMembers", "A"));
    expect(outcome).toMatchObject({ outcome: "inconclusive" });
    expect(outcome.reason).toContain('R1: the members of "A" were not read');
  });
});

function approvals(count: number): NonNullable<Row<"policies">["requestApprovalSettings"]> {
  const { requestApprovalSettings } = stages(count);
  if (requestApprovalSettings == null) throw new Error("stages need approval");
  return requestApprovalSettings;
}

function unapproved(count: number): Settings {
  return { requestApprovalSettings: { ...approvals(count), isApprovalRequiredForAdd: false } };
}
