import { describe, expect, it } from "vitest";
import { staleAccess } from "../../rules/lifecycle/stale-access.ts";
import { parseConfig } from "../../src/cli/config.ts";
import { accused, runRule } from "../builders/judging.ts";
import { aTenant } from "../builders/tenant.ts";

const settingsIn = (text: string) => parseConfig("sodscan.yaml", text).settings;

describe("settings of rules in a configuration", () => {
  it("are taken by the rule's id or code", () => {
    const expected = { "stale-access": { maxAge: "P30D" } };
    expect(settingsIn("parameters: { stale-access: { maxAge: P30D } }").parameters).toEqual(expected);
    expect(settingsIn("parameters: { LIF-004: { maxAge: P30D } }").parameters).toEqual(expected);
  });

  it.each([
    ["parameters: { no-such: { maxAge: P30D } }", "sodscan.yaml:1:24", "there is no such rule"],
    ["parameters:\n  stale-access:\n    maxage: P30D", "sodscan.yaml:3:13", "this rule has maxAge"],
    ["parameters:\n  stale-access:\n    maxAge: 30", "sodscan.yaml:3:13", "an ISO 8601 duration"],
    ["parameters: { incomplete-collection: { x: 1 } }", "sodscan.yaml:1", "has no parameters"],
    ["extended: [no-such]", "sodscan.yaml:1:12", "there is no rule no-such"],
    ["sensitive: { package: [A] }", "sodscan.yaml:1", "package"],
  ])("are refused in %j, with the place", (text, place, why) => {
    expect(() => parseConfig("sodscan.yaml", text)).toThrow(place);
    expect(() => parseConfig("sodscan.yaml", text)).toThrow(why);
  });

  it("are what the rule judges by", () => {
    const tenant = () =>
      aTenant().user("ann").accessPackage("P").assign("ann", "P").signIn("ann", "2026-10-01T00:00:00Z");
    expect(accused(runRule(staleAccess, tenant()))).toEqual([]);
    expect(accused(runRule(staleAccess, tenant(), [], { maxAge: "P30D" }))).toEqual(["ann"]);
  });
});
