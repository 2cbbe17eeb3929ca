import { describe, expect, it } from "vitest";
import { failingCallout } from "../../../rules/customext/failing-callout.ts";
import { anExtension, aRequest, calls } from "../../builders/extensions.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().user("ada").accessPackage("P").row("customExtensions", anExtension("X"));
const failed = calls(["X", "calloutFailed"]);
const waiting = calls(["X", "waitingForCallback"]);

describe("failing-callout", () => {
  it.each(["calloutFailed", "CallbackTimedOut"])(
    "finds an extension with %s, milder where it is a single call",
    (status) => {
      const tenant = bank().row("assignmentRequests", aRequest("r", calls(["X", status], ["X", "callbackReceived"])));
      const run = runRule(failingCallout, tenant);
      expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
      expect(run.findings[0]).toMatchObject({
        principal: null,
        subject: { kind: "customExtension", id: "X", name: "Extension X" },
        severity: "medium",
        evidence: ["assignmentRequests/1#/value/0"],
        message: `Of the calls of custom extension "Extension X" 1 failed or timed out, such as that for ada's request for "P"`,
      });
      expect(run.findings[0]?.arithmetic).toContain("-1 (a single call)");
    },
  );

  it("makes one finding of an extension's failures, whatever they are about", () => {
    const tenant = bank()
      .assign("ada", "P", calls(["X", "calloutFailed"]))
      .row("assignmentRequests", aRequest("r", { ...waiting, requestorName: null, accessPackageName: null }))
      .row("assignmentRequests", aRequest("other", calls(["Y", "calloutFailed"], [null, "calloutFailed"])));
    const run = runRule(failingCallout, tenant);
    expect(accused(run)).toEqual(["X", "Y", "unknown"]);
    const finding = run.findings.find(({ subject }) => subject?.id === "X");
    expect(finding).toMatchObject({
      severity: "high",
      arithmetic: "high",
      evidence: ["assignmentRequests/1#/value/0", "assignments/1#/value/0"],
    });
    expect(finding?.message).toBe(
      `Of the calls of custom extension "Extension X" 1 failed or timed out and 1 had no answer in time, such as that for somebody's request for "r"`,
    );
    const names = new Set(run.findings.map(({ subject }) => subject?.name));
    expect(names).toEqual(new Set(["Extension X", "Y", "unknown"]));
  });

  it.each(["calloutSent", "callbackReceived", "CALLBACKRECEIVED"])("is satisfied by %s", (status) => {
    const tenant = bank().row("assignmentRequests", aRequest("r", calls(["X", status])));
    expect(runRule(failingCallout, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("waits as long as the extension says, to the second", () => {
    const completed = (completedDateTime: string | null, extension = "X") =>
      runRule(
        failingCallout,
        bank().row(
          "assignmentRequests",
          aRequest("r", {
            createdDateTime: completedDateTime,
            completedDateTime,
            ...calls([extension, "WaitingForCallback"]),
          }),
        ),
      );
    expect(completed("2026-11-23T08:00:00Z").outcome.outcome).toBe("violated");
    expect(completed("2026-11-23T08:00:00Z").findings[0]?.message).toContain(
      '"Extension X" 1 had no answer in time, such',
    );
    expect(completed("2026-11-23T08:00:01Z").outcome.outcome).toBe("satisfied");
    expect(completed("2026-11-09T09:00:00Z", "unlisted").outcome.outcome).toBe("violated");
    expect(completed("2026-11-09T09:00:01Z", "unlisted").outcome.outcome).toBe("satisfied");
    expect(completed(null).outcome.outcome).toBe("inconclusive");
  });

  it("waits as long as the rule is told where an extension sets no limit", () => {
    const tenant = bank()
      .row("customExtensions", anExtension("Z", { callbackConfiguration: null }))
      .row("assignmentRequests", aRequest("r", calls(["Z", "waitingForCallback"])));
    expect(runRule(failingCallout, tenant).outcome.outcome).toBe("satisfied");
    expect(runRule(failingCallout, tenant, [], { maxWait: "PT1H" }).outcome.outcome).toBe("violated");
  });

  it("cannot tell since when an open request waits", () => {
    const tenant = bank().row("assignmentRequests", aRequest("r", { completedDateTime: null, ...waiting }));
    const { outcome } = runRule(failingCallout, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(
      `a call for ada's request for "P": whether "waitingForCallback" is a failure cannot be told`,
    );
    const fresh = aRequest("r", { createdDateTime: "2026-11-23T08:30:00Z", completedDateTime: null, ...waiting });
    expect(runRule(failingCallout, bank().row("assignmentRequests", fresh)).outcome.outcome).toBe("satisfied");
  });

  it("judges an assignment's call by its start and end", () => {
    const assigned = (more: { startDateTime: string; expiredDateTime: string | null }) =>
      runRule(failingCallout, bank().assign("ada", "P", { ...waiting, ...more })).outcome.outcome;
    expect(assigned({ startDateTime: "2026-11-23T08:30:00Z", expiredDateTime: null })).toBe("satisfied");
    expect(assigned({ startDateTime: "2026-11-01T00:00:00Z", expiredDateTime: null })).toBe("inconclusive");
    const [finding] = runRule(failingCallout, bank().assign("ada", "P", failed)).findings;
    expect(finding?.message).toContain('such as that for ada\'s assignment to "P"');
    expect(assigned({ startDateTime: "2026-11-01T00:00:00Z", expiredDateTime: "2026-11-20T00:00:00Z" })).toBe(
      "violated",
    );
  });

  it("looks back ninety days, to the second, unless told otherwise", () => {
    const made = (createdDateTime: string | null, values = {}) =>
      runRule(
        failingCallout,
        bank().row("assignmentRequests", aRequest("r", { createdDateTime, ...failed })),
        [],
        values,
      ).outcome;
    expect(made("2026-08-25T09:00:00Z").outcome).toBe("violated");
    expect(made("2026-08-25T08:59:59Z")).toMatchObject({
      outcome: "not-applicable",
      reason: "no custom extension was called",
    });
    expect(made("2026-08-25T08:59:59Z", { maxAge: "P1Y" }).outcome).toBe("violated");
    expect(made(null).outcome).toBe("violated");
    const ended = (expiredDateTime: string) =>
      runRule(failingCallout, bank().assign("ada", "P", { ...failed, expiredDateTime })).outcome.outcome;
    expect(ended("2026-08-25T09:00:00Z")).toBe("violated");
    expect(ended("2026-08-25T08:59:59Z")).toBe("not-applicable");
  });

  it.each([null, "paused"])("does not decide a call of status %s", (status) => {
    const { outcome } = runRule(failingCallout, bank().row("assignmentRequests", aRequest("r", calls(["X", status]))));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1 });
    expect(outcome.reason).toContain(`"${status ?? "not told"}"`);
  });

  it("is inconclusive where requests or assignments were not read; what a part shows stands", () => {
    const tenant = () => bank().row("assignmentRequests", aRequest("r", failed));
    for (const section of ["assignmentRequests", "assignments", "customExtensions"] as const)
      expect(runRule(failingCallout, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(failingCallout, tenant().partial("assignmentRequests")))).toEqual(["X"]);
  });
});
