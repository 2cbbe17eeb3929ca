import { describe, expect, it } from "vitest";
import { approvingAuthor } from "../../../rules/audit/approving-author.ts";
import {
  auditedTenant,
  byApplication,
  logged,
  month,
  onPackage,
  onPolicy,
  onRequest,
  onUser,
} from "../../builders/audit.ts";
import { accused, runRule } from "../../builders/judging.ts";
import type { TenantBuilder } from "../../builders/tenant.ts";

const approves = "Approve access package assignment request";
const updates = "Update access package assignment policy";
const creates = "Create access package assignment policy";

const bank = () =>
  auditedTenant()
    .users("ann", "bob")
    .user("adm", { employeeId: "E1" })
    .user("eve", { employeeId: "E1" })
    .accessPackage("P");

type Event = { readonly by: string; readonly at?: string; readonly on?: Parameters<typeof logged>[4]["on"] };

function told(
  change: Event & { readonly activity?: string },
  approval: Event,
  more = {},
  tenant = bank(),
): TenantBuilder {
  const { activity = updates } = change;
  logged(tenant, change.at ?? "2026-11-05T09:00:00Z", activity, change.by, {
    on: change.on ?? [onPolicy("pol")],
    ...more,
  });
  const on = approval.on ?? [onRequest("r"), onPackage("P"), onPolicy("pol")];
  logged(tenant, approval.at ?? "2026-11-10T09:00:00Z", approves, approval.by, { on });
  return tenant;
}
const run = (tenant: TenantBuilder, within = "P30D") => runRule(approvingAuthor, tenant, [], { within });

describe("approving-author", () => {
  it("finds who approved under a policy they had changed", () => {
    const { outcome, findings } = run(told({ by: "ann" }, { by: "ann" }));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "medium",
      principal: { id: "ann", type: "user", userPrincipalName: "ann@bank.example", displayName: "ann" },
      subject: { kind: "assignmentRequest", id: "r", name: "P" },
      message:
        'ann approved a request under policy "pol" on 2026-11-10T09:00:00Z, which ann had changed on 2026-11-05T09:00:00Z: both are the same account',
      evidence: ["auditEvents/1#/value/0", "auditEvents/1#/value/1"],
    });
  });

  it("finds who wrote it by another account, and names the latest change", () => {
    const tenant = told({ by: "adm", activity: creates }, { by: "eve", on: [onPolicy("pol")] });
    const { findings } = run(tenant);
    expect(findings[0]?.message).toContain("which adm had written on 2026-11-05");
    expect(findings[0]?.message).toContain("both are accounts of one person");
    expect(findings[0]?.subject).toMatchObject({ kind: "auditEvent", name: approves });
    logged(tenant, "2026-11-06T09:00:00Z", updates, "eve", { on: [onPolicy("pol")] });
    expect(run(tenant).findings[0]?.message).toContain("which eve had changed on 2026-11-06");
  });

  it.each<readonly [string, TenantBuilder]>([
    ["somebody else changed it", told({ by: "bob" }, { by: "ann" })],
    ["another policy was changed", told({ by: "ann", on: [onPolicy("other")] }, { by: "ann" })],
    ["it was changed afterwards", told({ by: "ann", at: "2026-11-11T09:00:00Z" }, { by: "ann" })],
    ["a service changed it", told({ by: "x" }, { by: "ann" }, byApplication("Service", "ann"))],
    [
      "the package is another",
      told({ by: "ann", on: [onPolicy("pol"), onPackage("Q")] }, { by: "ann", on: [onRequest("r"), onPackage("P")] }),
    ],
  ])("is satisfied where %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("counts a change of the same moment", () => {
    const at = "2026-11-10T09:00:00Z";
    expect(accused(run(told({ by: "ann", at }, { by: "ann", at })))).toEqual(["ann"]);
  });

  it("forgets a change after the time set", () => {
    const tenant = () => told({ by: "ann" }, { by: "ann" });
    expect(run(tenant(), "P5D").outcome.outcome).toBe("violated");
    expect(run(tenant(), "P4D").outcome.outcome).toBe("satisfied");
  });

  it("does not count what an application approved, and does not apply where nobody did", () => {
    const tenant = bank();
    logged(tenant, "2026-11-10T09:00:00Z", approves, "x", { on: [onPolicy("pol")], ...byApplication("Service") });
    expect(run(tenant).outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
  });

  it.each<readonly [string, TenantBuilder]>([
    ["under which policy", told({ by: "ann" }, { by: "ann", on: [onRequest("r")] })],
    ["which policy was changed", told({ by: "ann", on: [onUser("bob")] }, { by: "ann" })],
    [
      "under which policy of the package",
      told({ by: "ann", on: [onPolicy("pol"), onPackage("P")] }, { by: "ann", on: [onRequest("r"), onPackage("P")] }),
    ],
    [
      "for which package",
      told({ by: "ann", on: [onUser("bob"), onPackage("P")] }, { by: "ann", on: [onRequest("r")] }),
    ],
    [
      "under which policy of which of the packages",
      told({ by: "ann", on: [onPackage("P"), onPackage("Q")] }, { by: "ann", on: [onPackage("P")] }),
    ],
    ["who changed it", told({ by: "ann" }, { by: "ann" }, { actorKind: "unknown", actorId: null })],
  ])("decides nothing where it is not logged %s", (_, tenant) => {
    const { outcome } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe("whether ann approved on 2026-11-10T09:00:00Z under a policy of their own making");
  });

  it("is inconclusive where the log was not seen, or has what nobody knows; what it shows stands", () => {
    const short = told({ by: "bob" }, { by: "ann" }).audited({ asked: month, seen: null });
    expect(run(short).outcome.outcome).toBe("inconclusive");
    const odd = told({ by: "ann" }, { by: "ann" });
    logged(odd, "2026-11-10T10:00:00Z", "Something new", "bob", { on: [] });
    expect(accused(run(odd))).toEqual(["ann"]);
    expect(run(odd).outcome.reason).toContain("Something new");
    for (const section of ["auditEvents", "users"] as const)
      expect(run(told({ by: "ann" }, { by: "ann" }).unread(section)).outcome.outcome).toBe("inconclusive");
  });
});
