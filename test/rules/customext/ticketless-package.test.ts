import { describe, expect, it } from "vitest";
import { ticketlessPackage } from "../../../rules/customext/ticketless-package.ts";
import { stages } from "../../builders/extensions.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

/** P is sensitive because it is declared incompatible with Q. */
const bank = () => aTenant().accessPackages("P", "Q", "Harmless").declares("P", "Q");
const both = stages("assignmentRequestGranted", "AssignmentRequestRemoved", "assignmentRequestCreated");

describe("ticketless-package", () => {
  it.each([
    ["grants or removes", stages()],
    ["grants or removes", stages("assignmentRequestCreated", "assignmentRequestApproved")],
    ["removes", stages("ASSIGNMENTREQUESTGRANTED")],
    ["grants", stages("assignmentRequestRemoved")],
  ])("finds a policy that calls nothing when it %s access", (does, settings) => {
    const run = runRule(ticketlessPackage, bank().policy("mute", "P", settings).policy("tells", "P", both));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "policy", id: "mute" },
      severity: "medium",
      evidence: ["policies/1#/value/0"],
      message: `No custom extension is called when policy "mute" of "P" ${does} access, though it stands in a declared incompatibility`,
    });
  });

  it("is satisfied by calls at grant and removal", () => {
    expect(runRule(ticketlessPackage, bank().policy("tells", "P", both)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it("leaves packages alone that no separation is about", () => {
    const { outcome } = runRule(ticketlessPackage, bank().policy("mute", "Harmless", stages()));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no sensitive package has a policy" });
  });

  it("does not decide where stages, or what they call, are not told", () => {
    const unnamed = [
      { stage: "assignmentRequestGranted", customExtensionId: "X" },
      { stage: "assignmentRequestRemoved", customExtensionId: null },
    ];
    for (const customExtensionStageSettings of [null, unnamed]) {
      const { outcome } = runRule(ticketlessPackage, bank().policy("odd", "P", { customExtensionStageSettings }));
      expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0, examined: 1 });
      expect(outcome.reason).toBe('policy "odd" of "P": which custom extensions it calls is not told');
    }
  });

  it("does not decide a policy that does not tell its package", () => {
    const { outcome } = runRule(ticketlessPackage, bank().policy("lost", "", { ...stages(), accessPackageId: null }));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0, examined: 0 });
    expect(outcome.reason).toBe('policy "lost": of which package it is was not told');
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const mute = () => bank().policy("mute", "P", stages());
    expect(runRule(ticketlessPackage, mute().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(ticketlessPackage, mute().partial("policies")))).toEqual(["mute"]);
    const clean = bank().policy("tells", "P", both).partial("policies");
    expect(runRule(ticketlessPackage, clean).outcome.outcome).toBe("inconclusive");
  });
});
