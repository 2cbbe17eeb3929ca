import { describe, expect, it } from "vitest";
import { unapprovedEndpoint } from "../../../rules/customext/unapproved-endpoint.ts";
import { anExtension } from "../../builders/extensions.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const at = (subscriptionId: string, resourceGroupName: string) =>
  anExtension(`${subscriptionId}-${resourceGroupName}`, {
    endpointConfiguration: { subscriptionId, resourceGroupName },
  });
const bank = () =>
  aTenant()
    .row("customExtensions", at("S", "G"))
    .row("customExtensions", at("S", "H"))
    .row("customExtensions", at("T", "G"));

describe("unapproved-endpoint", () => {
  it.each([
    [["S"], ["T-G"]],
    [["s/g"], ["S-H", "T-G"]],
    [["S/H", "T"], ["S-G"]],
  ])("finds extensions that call outside %s", (allow, outside) => {
    const run = runRule(unapprovedEndpoint, bank(), [], { allow });
    expect(accused(run)).toEqual(outside);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3 });
  });

  it("says where it calls", () => {
    const [finding] = runRule(unapprovedEndpoint, bank(), [], { allow: ["S"] }).findings;
    expect(finding).toMatchObject({
      principal: null,
      severity: "high",
      subject: { kind: "customExtension", name: "Extension T-G" },
      evidence: ["customExtensions/1#/value/2"],
      message: 'Custom extension "Extension T-G" calls a logic app in T/G, which is not approved',
    });
  });

  it("is satisfied where all is approved, and judges nothing before anything is", () => {
    const satisfied = runRule(unapprovedEndpoint, bank(), [], { allow: ["S", "T"] });
    expect(satisfied.outcome).toMatchObject({ outcome: "satisfied", examined: 3 });
    for (const run of [
      runRule(unapprovedEndpoint, bank()),
      runRule(unapprovedEndpoint, aTenant(), [], { allow: ["S"] }),
    ])
      expect(run.outcome).toMatchObject({
        outcome: "not-applicable",
        examined: 0,
        reason: "no extension, or no approved subscription, is known",
      });
  });

  it.each([
    null,
    "text",
    {},
    { subscriptionId: "S" },
    { resourceGroupName: "G" },
    { subscriptionId: 1, resourceGroupName: "G" },
    { subscriptionId: "S", resourceGroupName: null },
  ])("does not decide an endpoint of %j", (endpointConfiguration) => {
    const tenant = aTenant().row("customExtensions", anExtension("odd", { endpointConfiguration }));
    const { outcome } = runRule(unapprovedEndpoint, tenant, [], { allow: ["S"] });
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain('custom extension "Extension odd": where it calls is not told');
  });

  it("is inconclusive where extensions were not read", () => {
    const run = runRule(unapprovedEndpoint, bank().unread("customExtensions"), [], { allow: ["S"] });
    expect(run.outcome.outcome).toBe("inconclusive");
  });
});
