import { describe, expect, it } from "vitest";
import { legacyPath } from "../../../rules/bypass/legacy-path.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, roleOf } from "../../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const heldBy = { a: [packageNamed("P"), groupNamed("payers")], b: [packageNamed("Q")] };
const pack = aPack(heldBy);
const bank = () => aTenant().users("ann", "bob").group("payers").accessPackages("P", "Q");
const full = () => bank().members("payers", "ann");
const run = (tenant: TenantBuilder, allow: readonly string[] = [], packs = [pack]) =>
  runRule(legacyPath, tenant, packs, { allow });
const messageOf = (tenant: TenantBuilder, packs = [pack]) => run(tenant, [], packs).findings[0]?.message;

describe("legacy-path", () => {
  it("finds a group with members beside a package, whom the other side does not refuse", () => {
    const { outcome, findings } = run(full().members("payers", "bob"));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "group", id: "payers" },
      message: '"payers" gives "to a" beside "P" to 2 people such as ann, whom "Q" does not refuse',
      evidence: ["groups/1#/value/0"],
    });
  });

  it("finds one where no package gives the same, and one that no package could refuse", () => {
    expect(messageOf(full(), [aPack({ a: [groupNamed("payers")], b: [packageNamed("Q")] })])).toBe(
      '"payers" gives "to a" to ann, whom "Q" does not refuse',
    );
    expect(messageOf(full().group("others"), [aPack({ ...heldBy, b: [groupNamed("others")] })])).toBe(
      '"payers" gives "to a" beside "P" to ann',
    );
    expect(messageOf(full(), [aPack(heldBy, { people: 2 })])).toBe('"payers" gives "to a" beside "P" to ann');
  });

  it("is satisfied where the other side refuses the group, or nobody is left in it", () => {
    expect(run(full().declaresGroup("Q", "payers")).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(run(bank()).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const two = aPack({ ...heldBy, b: [packageNamed("Q"), packageNamed("R")] });
    const half = full().accessPackage("R").declaresGroup("Q", "payers");
    expect(messageOf(half, [two])).toContain('whom "R" does not refuse');
  });

  it("counts those in it who have the package, too, as moved", () => {
    const through = () => full().group("APP").grants("P", { group: "APP" }).members("payers", "APP");
    expect(run(through().assign("ann", "P")).outcome.outcome).toBe("satisfied");
    expect(run(full().assign("ann", "P")).outcome.outcome).toBe("violated");
  });

  it("leaves groups that a package grants to others, and what the configuration allows", () => {
    expect(run(full().grants("P", { group: "payers" })).outcome).toMatchObject({
      outcome: "not-applicable",
      examined: 0,
    });
    expect(run(full(), ["payers"]).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no group gives a duty of a conflict beside packages",
    });
    const named = bank().group("g", { displayName: "Old" }).members("g", "ann").appRole("erp", "Pay", "g");
    expect(
      run(named.app("erp", "Pay"), ["Old"], [aPack({ ...heldBy, a: [roleOf("erp", "Pay")] })]).outcome.outcome,
    ).toBe("not-applicable");
  });

  it("finds groups that are assigned an app role of a duty", () => {
    const tenant = bank().app("erp", "Pay").group("desk").members("desk", "ann").appRole("erp", "Pay", "desk");
    expect(messageOf(tenant, [aPack({ ...heldBy, a: [packageNamed("P"), roleOf("erp", "Pay")] })])).toBe(
      '"desk" gives "to a" beside "P" to ann, whom "Q" does not refuse',
    );
  });

  it("finds groups that give all a package of a declared pair grants, and not part of it", () => {
    const pair = () =>
      bank()
        .groups("APP", "old", "older")
        .app("erp", "Pay")
        .grants("P", { group: "APP" })
        .members("APP", "old")
        .members("old", "older")
        .members("older", "ann")
        .declares("P", "Q");
    expect(messageOf(pair(), [])).toBe('"old" gives "P" beside "P" to ann, whom "Q" does not refuse');
    expect(run(pair(), [], []).findings).toHaveLength(1);
    expect(run(pair().grants("P", { app: "erp", role: "Pay" }), [], []).outcome.outcome).toBe("not-applicable");
    expect(run(pair().grants("P", { site: "https://s", role: "R" }), [], []).outcome.outcome).toBe("not-applicable");
    expect(run(pair().declaresGroup("Q", "old"), [], []).outcome.outcome).toBe("satisfied");
  });

  it("asks no package to refuse what it gives itself", () => {
    const both = aPack({ ...heldBy, b: [packageNamed("Q"), packageNamed("P")] });
    expect(messageOf(full(), [both])).toContain('to ann, whom "Q" does not refuse');
  });

  it("decides nothing where a declaration names a group above, as that is not documented", () => {
    const above = () => full().group("top").members("top", "payers").declaresGroup("Q", "top");
    const { outcome } = run(above());
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe(
      '"payers": whether a declaration reaches groups nested in the one it names is not documented',
    );
  });

  it.each<readonly [string, TenantBuilder, string]>([
    ["whose members were not read", bank().notAsked("groupMembers", "payers"), "the members of"],
    [
      "whose member may have the package",
      full()
        .group("APP")
        .grants("P", { group: "APP" })
        .members("payers", "APP")
        .assign("ann", "P", { state: "unknownFutureValue" }),
      "whether a package gives its members",
    ],
  ])("decides nothing of a group %s", (_, tenant, reason) => {
    const { outcome } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(`"payers": ${reason}`);
  });

  it("decides nothing where one package refuses the group itself, and another one above", () => {
    const two = aPack({ ...heldBy, b: [packageNamed("Q"), packageNamed("R")] });
    const tenant = full().accessPackage("R").group("top").members("top", "payers");
    tenant.declaresGroup("Q", "payers").declaresGroup("R", "top");
    expect(run(tenant, [], [two]).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("does not look at groups where there is no package on either side", () => {
    const groups = aPack({ a: [groupNamed("payers")], b: [groupNamed("others")] });
    expect(run(full().group("others"), [], [groups]).outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
  });

  it("says which names nothing has", () => {
    const odd = aPack({ ...heldBy, a: [groupNamed("payers"), groupNamed("nothing")] });
    expect(run(full(), [], [odd]).outcome.reason).toContain("nothing");
  });

  it("accuses nobody by what was not read", () => {
    expect(subjects(run(full()))).toEqual(["payers"]);
    for (const how of ["unread", "partial"] as const)
      for (const section of [
        "groups",
        "groupMembers",
        "resourceRoleScopes",
        "incompatibleGroups",
        "assignments",
      ] as const)
        expect(run(full()[how](section)).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });
});
