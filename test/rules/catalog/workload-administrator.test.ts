import { describe, expect, it } from "vitest";
import { workloadAdministrator } from "../../../rules/catalog/workload-administrator.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { delegate, withRoles } from "../../builders/roles.ts";
import { aTenant } from "../../builders/tenant.ts";

const write = "EntitlementManagement.ReadWrite.All";
const app = (id: string, more: Partial<Row<"servicePrincipals">> = {}): Row<"servicePrincipals"> => ({
  id,
  appId: id,
  appOwnerOrganizationId: null,
  displayName: id,
  servicePrincipalType: "Application",
  accountEnabled: true,
  appRoles: [],
  ...more,
});
const roles = [write, "EntitlementManagement.Read.All"].map((value) => ({
  id: `role ${value}`,
  value,
  displayName: value,
  isEnabled: true,
}));
const bank = (bot: Partial<Row<"servicePrincipals">> = {}) =>
  withRoles(aTenant().user("ann"))
    .row("servicePrincipals", app("graph", { appId: "00000003-0000-0000-c000-000000000000", appRoles: roles }))
    .row("servicePrincipals", app("other", { appRoles: roles }))
    .row("servicePrincipals", app("bot", bot));

describe("workload-administrator", () => {
  it("finds an application with the permission to change entitlements", () => {
    const run = runRule(workloadAdministrator, bank().appRole("graph", `role ${write}`, "bot"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: { id: "bot", type: "servicePrincipal" },
      subject: { kind: "appRole", id: `graph/role ${write}`, name: write },
      message: expect.stringContaining(`bot has the application permission ${write}: it can assign every package`),
      evidence: ["appRoleAssignments/1#/value/0"],
    });
  });

  it("finds one that administers a catalog, each catalog by itself", () => {
    const delegated = delegate(bank(), "bot", "owner", "C", { principalType: "servicePrincipal" });
    delegate(delegated, "bot", "assignmentManager", null, { principalType: "servicePrincipal" });
    const run = runRule(workloadAdministrator, delegated);
    expect(subjects(run)).toEqual(["/e2182095-804a-4656-ae11-64734e9b7ae5", "C/ae79f266-94d4-4dab-b730-feca7e132178"]);
    expect(run.findings[0]).toMatchObject({
      subject: { kind: "catalogRole", name: "assignmentManager" },
      message: "bot is assignmentManager, and is an application: no person answers for what it assigns",
      evidence: ["entitlementRoleAssignments/1#/value/1"],
    });
  });

  it.each([
    ["only reads", bank().appRole("graph", "role EntitlementManagement.Read.All", "bot")],
    ["has a role of the same name elsewhere", bank().appRole("other", `role ${write}`, "bot")],
    ["is a person with a catalog", delegate(bank(), "ann", "owner", "C")],
    ["is a person with the role", bank().appRole("graph", `role ${write}`, "ann")],
    ["reads a catalog", delegate(bank(), "bot", "reader", "C", { principalType: "servicePrincipal" })],
  ])("is satisfied where who has it %s", (_, tenant) => {
    expect(runRule(workloadAdministrator, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 3 });
  });

  it("leaves out applications that may, and is milder on those that are disabled", () => {
    const tenant = bank({ accountEnabled: false }).appRole("graph", `role ${write}`, "bot");
    expect(runRule(workloadAdministrator, tenant).findings[0]?.arithmetic).toBe(
      "medium = high -1 (the application is disabled)",
    );
    expect(runRule(workloadAdministrator, tenant, [], { allow: ["BOT"] }).outcome.outcome).toBe("satisfied");
    const unsaid = bank({ accountEnabled: null }).appRole("graph", `role ${write}`, "bot");
    expect(runRule(workloadAdministrator, unsaid).findings[0]?.severity).toBe("high");
  });

  it("does not decide what a delegate is that nothing else tells of", () => {
    const tenant = delegate(bank(), "who", "owner", "C", { principalType: "unknown", principalName: "" });
    const { outcome } = runRule(workloadAdministrator, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("whether who, owner, is an application was not read");
  });

  it.each(["appRoleAssignments", "servicePrincipals", "entitlementRoleDefinitions"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => bank().appRole("graph", `role ${write}`, "bot");
      expect(runRule(workloadAdministrator, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(accused(runRule(workloadAdministrator, tenant().partial(section)))).toEqual(["bot"]);
      const clean = bank().appRole("graph", "role EntitlementManagement.Read.All", "bot").partial(section);
      expect(runRule(workloadAdministrator, clean).outcome.outcome).toBe("inconclusive");
    },
  );
});
