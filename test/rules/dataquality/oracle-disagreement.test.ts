import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oracleDisagreement } from "../../../rules/dataquality/oracle-disagreement.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

/** P refuses holders of Q. */
const bank = () => aTenant().users("ann", "bob").accessPackages("P", "Q", "R").declares("P", "Q");

const names = (
  tenant: ReturnType<typeof bank>,
  id: string | null,
  name = id ?? "",
  [from, to]: readonly [string, string] = ["P", "Q"],
) =>
  tenant.row("additionalAccess", {
    accessPackageId: from,
    incompatibleId: to,
    assignmentId: `${name}-${from}`,
    targetObjectId: id,
    targetName: name,
  });

const both = (tenant: ReturnType<typeof bank>, id: string, more = {}) =>
  tenant.assign(id, "P", more).assign(id, "Q", more);

describe("oracle-disagreement", () => {
  it("is satisfied where the tenant names those whom the assignments show", () => {
    const run = runRule(oracleDisagreement, names(both(bank(), "ann").assign("bob", "P"), "ann"));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1, violations: 0 });
  });

  it("finds whom the tenant names and no assignments show", () => {
    const run = runRule(oracleDisagreement, names(bank().assign("ann", "P"), "ann", "Ann"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "packagePair", id: "P/Q", name: "P + Q" },
      conflict: "declared/P/Q",
      severity: "high",
      message: 'Who holds "P" and "Q": the tenant names Ann, whom the assignments do not show',
      evidence: ["additionalAccess/1#/value/0", "incompatibleAccessPackages/1#/value/0"],
    });
  });

  it("finds whom the assignments show and the tenant does not name", () => {
    const run = runRule(oracleDisagreement, both(bank(), "ann"));
    expect(run.findings[0]?.message).toBe(
      'Who holds "P" and "Q": the assignments show ann, whom the tenant does not name',
    );
  });

  it("says both at once, with three names and a count", () => {
    const tenant = bank();
    for (const id of ["p3", "p1", "p5", "p2", "p4"]) names(tenant, id);
    const run = runRule(oracleDisagreement, both(tenant, "ann"));
    expect(run.findings[0]?.message).toBe(
      'Who holds "P" and "Q": the tenant names p1, p2, p3 and 2 more, whom the assignments do not show, and the assignments show ann, whom the tenant does not name',
    );
  });

  it("holds each direction against its own answer, and another pair's against none", () => {
    const tenant = names(both(bank().declares("Q", "P").declares("P", "R"), "ann"), "ann");
    expect(subjects(runRule(oracleDisagreement, tenant))).toEqual(["Q/P"]);
    expect(runRule(oracleDisagreement, names(tenant, "ann", "ann", ["Q", "P"])).outcome.outcome).toBe("satisfied");
  });

  it.each([
    ["in part", { state: "PartiallyDelivered" }],
    ["no more", { state: "expired" }],
    ["not yet", { state: "delivering" }],
    ["perhaps", { state: "unknownFutureValue" }],
  ])("accepts either answer about what is delivered %s", (_, more) => {
    expect(runRule(oracleDisagreement, both(bank(), "ann", more)).outcome.outcome).toBe("satisfied");
    expect(runRule(oracleDisagreement, names(both(bank(), "ann", more), "ann")).outcome.outcome).toBe("satisfied");
  });

  it("reads a delivered state in any case, and heeds that it is over", () => {
    expect(runRule(oracleDisagreement, both(bank(), "ann", { state: "DELIVERED" })).outcome.outcome).toBe("violated");
    const expiration = { type: "afterDateTime", duration: null, endDateTime: "2026-11-01T00:00:00Z" };
    expect(runRule(oracleDisagreement, both(bank(), "ann", { expiration })).outcome.outcome).toBe("satisfied");
  });

  it("accuses neither where the end of an assignment cannot be read, and counts the fourth name", () => {
    const expiration = { type: "afterDateTime", duration: null, endDateTime: "someday" };
    expect(runRule(oracleDisagreement, both(bank(), "ann", { expiration })).outcome.outcome).toBe("satisfied");
    const tenant = bank();
    for (const id of ["p1", "p2", "p3"]) names(tenant, id);
    expect(runRule(oracleDisagreement, tenant).findings[0]?.message).toContain("names p1, p2, p3, whom");
    expect(runRule(oracleDisagreement, names(tenant, "p4")).findings[0]?.message).toContain("p1, p2, p3 and 1 more,");
  });

  it("does not decide over somebody whom the tenant names without an id", () => {
    const { outcome } = runRule(oracleDisagreement, names(bank(), null, "somebody"));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("declared/P/Q: the tenant names somebody without an object id");
  });

  it("does not apply where nothing is declared, or the tenant refuses to answer", () => {
    const nothing = runRule(oracleDisagreement, both(aTenant().users("ann").accessPackages("P", "Q"), "ann"));
    expect(nothing.outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
    expect(nothing.outcome.reason).toBe("no two packages are declared incompatible");
    const neither = runRule(oracleDisagreement, aTenant().accessPackages("P", "Q").unread("additionalAccess"));
    expect(neither.outcome.reason).toBe("no two packages are declared incompatible");
    const refused = runRule(oracleDisagreement, both(bank(), "ann").unread("additionalAccess"));
    expect(refused.outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
    expect(refused.outcome.reason).toBe("the tenant did not answer: 403 Forbidden");
  });

  it.each([
    ["additionalAccess", "partial"],
    ["assignments", "unread"],
    ["assignments", "partial"],
    ["incompatibleAccessPackages", "partial"],
  ] as const)("is inconclusive where %s are %s", (section, how) => {
    const run = runRule(oracleDisagreement, names(both(bank(), "ann"), "bob")[how](section));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("disagrees exactly where the two sets differ", () => {
    const people = ["p0", "p1", "p2"];
    const some = fc.uniqueArray(fc.constantFrom(...people));
    fc.assert(
      fc.property(some, some, some, (p, q, told) => {
        const tenant = bank().users(...people);
        for (const id of p) tenant.assign(id, "P");
        for (const id of q) tenant.assign(id, "Q");
        for (const id of told) names(tenant, id);
        const isSame = people.every((id) => (p.includes(id) && q.includes(id)) === told.includes(id));
        expect(runRule(oracleDisagreement, tenant).outcome.outcome).toBe(isSame ? "satisfied" : "violated");
      }),
      { numRuns: 60 },
    );
  });
});
