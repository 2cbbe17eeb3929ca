import { describe, expect, it } from "vitest";
import { bearerTokenExtension } from "../../../rules/customext/bearer-token-extension.ts";
import { anExtension } from "../../builders/extensions.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const calling = (id: string, authenticationType: string | null) =>
  aTenant().row("customExtensions", anExtension(id, { authenticationType }));

describe("bearer-token-extension", () => {
  it.each(["azureAdTokenAuthentication", "AzureADTokenAuthentication"])("finds an extension with %s", (type) => {
    const run = runRule(bearerTokenExtension, calling("old", type).row("customExtensions", anExtension("new")));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.outcome.reason).toBeUndefined();
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "customExtension", id: "old", name: "Extension old" },
      severity: "medium",
      evidence: ["customExtensions/1#/value/0"],
      message: 'Custom extension "Extension old" is called with a bearer token, without proof of possession',
    });
  });

  it("is satisfied by proof of possession, and has nothing to judge without extensions", () => {
    const run = runRule(bearerTokenExtension, calling("new", "azureADPopTokenAuthentication"));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(runRule(bearerTokenExtension, aTenant()).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "there are no custom extensions",
    });
  });

  it.each([
    [null, "not told"],
    ["basicAuthentication", "basicAuthentication"],
  ])("does not decide %s", (type, told) => {
    const { outcome } = runRule(bearerTokenExtension, calling("odd", type));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0, examined: 1 });
    expect(outcome.reason).toBe(`custom extension "Extension odd": how it is called is ${told}`);
  });

  it("is inconclusive where extensions were not read; what a part shows stands", () => {
    const old = () => calling("old", "azureAdTokenAuthentication");
    expect(runRule(bearerTokenExtension, old().unread("customExtensions")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(bearerTokenExtension, old().partial("customExtensions")))).toEqual(["old"]);
  });
});
