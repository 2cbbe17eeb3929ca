import { describe, expect, it } from "vitest";
import type { Assessment, OutcomeKind } from "../../src/domain/assessment.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import type { InterceptedResponse } from "../../src/emulator/start-emulator.ts";
import { bankConfig, now, scanEmulated, testFolder } from "./scan-emulated.ts";

const bank = contosoBank({ now });
const em = "/v1.0/identityGovernance/entitlementManagement";

/** What each endpoint costs, written down by hand: rules without an answer, and conflicts without one. */
type Cost = {
  readonly endpoint: (path: string, query: string) => boolean;
  readonly rules: readonly string[];
  /** `all`, or those with an access point that is read there. */
  readonly conflicts: "none" | "all" | "with groups" | "of packs";
  /** Conflicts that are not even known. */
  readonly unknown?: boolean;
};

const bypass = "out-of-band-holder";
const costs: Readonly<Record<string, Cost>> = {
  organization: { endpoint: (path) => path === "/v1.0/organization", rules: [], conflicts: "none" },
  users: {
    endpoint: (path, query) => path === "/v1.0/users" && !query.includes("signInActivity"),
    rules: ["stale-access", "disabled-holder"],
    conflicts: "none",
  },
  signIns: {
    endpoint: (path, query) => path === "/v1.0/users" && query.includes("signInActivity"),
    rules: ["stale-access"],
    conflicts: "none",
  },
  groups: { endpoint: (path) => path === "/v1.0/groups", rules: [bypass], conflicts: "with groups" },
  groupMembers: { endpoint: (path) => path.endsWith("/members"), rules: [bypass], conflicts: "with groups" },
  groupOwners: { endpoint: (path) => path.endsWith("/owners"), rules: [], conflicts: "none" },
  servicePrincipals: { endpoint: (path) => path === "/v1.0/servicePrincipals", rules: [bypass], conflicts: "of packs" },
  appRoleAssignments: {
    endpoint: (path) => path.endsWith("/appRoleAssignedTo"),
    rules: [bypass],
    conflicts: "of packs",
  },
  catalogs: { endpoint: (path) => path === `${em}/catalogs`, rules: [], conflicts: "none" },
  accessPackages: {
    endpoint: (path) => path === `${em}/accessPackages`,
    rules: [bypass, "dual-holder", "one-way-declaration", "undeclared-conflict", "stale-access", "disabled-holder"],
    conflicts: "all",
    unknown: true,
  },
  resourceRoleScopes: {
    endpoint: (path, query) => path.startsWith(`${em}/accessPackages/`) && query.includes("resourceRoleScopes"),
    rules: [bypass],
    conflicts: "none",
  },
  incompatibleAccessPackages: {
    endpoint: (path) => path.endsWith("/incompatibleAccessPackages"),
    rules: ["one-way-declaration", "undeclared-conflict"],
    conflicts: "none",
    unknown: true,
  },
  incompatibleGroups: {
    endpoint: (path) => path.endsWith("/incompatibleGroups"),
    rules: [],
    conflicts: "none",
    unknown: true,
  },
  policies: { endpoint: (path) => path === `${em}/assignmentPolicies`, rules: ["standing-access"], conflicts: "none" },
  assignments: {
    endpoint: (path) => path === `${em}/assignments`,
    rules: [bypass, "dual-holder", "stale-access", "disabled-holder"],
    conflicts: "all",
  },
  auditEvents: { endpoint: (path) => path === "/v1.0/auditLogs/directoryAudits", rules: [], conflicts: "none" },
  assignmentRequests: { endpoint: (path) => path === `${em}/assignmentRequests`, rules: [], conflicts: "none" },
};

const deaths: Readonly<Record<string, InterceptedResponse>> = {
  "is refused (403)": {
    status: 403,
    body: { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges." } },
  },
  "breaks for ever (500)": {
    status: 500,
    body: { error: { code: "InternalServerError", message: "Something broke." } },
  },
  "answers with half a body": { status: 200, body: '{"value":[{"id":' },
};

const args = ["--config", bankConfig, "--formats", "json"];
const outcomes = ({ outcomes: rules }: Assessment) => new Map(rules.map(({ rule, outcome }) => [rule, outcome]));

describe.each(Object.entries(costs))("where %s", (section, cost) => {
  it.each(Object.entries(deaths))("%s, exactly what needs it is inconclusive", async (_, death) => {
    const calm = await calmScan();
    const { assessment, exitCode } = await scanEmulated(bank, testFolder(), {
      args,
      intercept: ({ path, query }) => (cost.endpoint(path, query) ? death : undefined),
    });

    const expected = new Map<string, OutcomeKind>(outcomes(calm));
    for (const rule of cost.rules) expected.set(rule, "inconclusive");
    expected.set("incomplete-collection", "violated");
    expect(outcomes(assessment)).toEqual(expected);
    expect([1, 3]).toContain(exitCode);

    const coverage = assessment.coverage.find((covered) => covered.section === section);
    expect(coverage).toMatchObject({ status: death.status === 403 ? "denied" : "failed", read: 0 });
    for (const rule of cost.rules) expect(coverage?.costs).toContain(rule);

    for (const conflict of assessment.conflicts) {
      const before = calm.conflicts.find(({ id }) => id === conflict.id);
      expect(conflict.outcome, conflict.id).toBe(isCost(conflict, cost) ? "inconclusive" : before?.outcome);
    }
    if (cost.unknown !== true) expect(assessment.conflicts).toHaveLength(calm.conflicts.length);
    else
      expect(assessment.outcomes.find(({ rule }) => rule === "dual-holder")?.reason).toContain(
        "not every declaration is known",
      );
  });
});

function isCost({ source, duties, outcome }: Assessment["conflicts"][number], { conflicts }: Cost): boolean {
  if (outcome === "not-applicable" || conflicts === "none") return false;
  if (conflicts === "all") return true;
  if (conflicts === "of packs") return source === "pack";
  return source === "pack" || duties.some(({ accessPoints }) => accessPoints.some(({ kind }) => kind === "group"));
}

let calmly: Promise<Assessment> | undefined;

function calmScan(): Promise<Assessment> {
  calmly ??= scanEmulated(bank, testFolder(), { args }).then(({ assessment }) => assessment);
  return calmly;
}
