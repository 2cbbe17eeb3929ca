import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestableConflict } from "../../../rules/sod/requestable-conflict.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed } from "../../builders/pack.ts";
import {
  approvedBy,
  catalog,
  kind,
  membersOf,
  openTo,
  organization,
  asking,
  someone,
  stage,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pay = aPack({ raise: [packageNamed("P"), groupNamed("I")], approve: [packageNamed("Q")] });
const free = { ...withoutApproval, ...asking() };

const bank = () => aTenant().users("ann", "bob").groups("I", "N").accessPackages("P", "Q");
const open = (tenant: TenantBuilder, settings: Parameters<TenantBuilder["policy"]>[2] = free) =>
  tenant.policy("p", "P", settings).policy("q", "Q", settings);

const run = (tenant: TenantBuilder) => runRule(requestableConflict, tenant, [pay]);
const countIn = (tenant: TenantBuilder) => /^(\d+) people/u.exec(run(tenant).findings[0]?.message ?? "")?.[1] ?? "0";

describe("requestable-conflict", () => {
  it("does not know of who holds one duty where nobody knows whom the other package is open to", () => {
    const tenant = bank()
      .members("I", "ann")
      .policy("q", "Q", { ...free, allowedTargetScope: "unknownFutureValue" });
    const { outcome } = run(tenant);
    expect(outcome.outcome).toBe("inconclusive");
    expect(outcome.reason).toContain("whom the scope unknownFutureValue means");
  });

  it("counts those who can request both, and names some", () => {
    const { outcome, findings } = run(open(bank()));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      subject: { kind: "packagePair", id: "P/Q", name: "P + Q" },
      conflict: "R1",
      arithmetic: "high",
      evidence: [],
    });
    expect(findings[0]?.message).toBe(
      '2 people (such as ann, bob) can come to hold both sides of "P" (0 approvals) and "Q" (0 approvals) by asking: conflict R1',
    );
  });

  it("stands by those who can, be it not told who else can", () => {
    const { outcome } = run(open(bank()).policy("odd", "P", { ...free, allowedTargetScope: "moonPeople" }));
    expect(outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(outcome.reason).toBeUndefined();
  });

  it("is milder where every request needs approval", () => {
    const { findings } = run(open(bank(), { ...asking(), ...approvedBy(stage([someone("ann")])) }));
    expect(findings[0]?.arithmetic).toBe("medium = high -1 (every request needs approval)");
    expect(findings[0]?.message).toContain('"P" (1 approval)');
  });

  it("is open one way by the order of requests, and satisfied both ways", () => {
    expect(run(open(bank()).declares("P", "Q")).outcome.outcome).toBe("violated");
    expect(run(open(bank()).declares("Q", "P").declares("P", "Q")).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it("counts holders of one duty who can request the other, be it without its package, unless they are barred", () => {
    const tenant = () => bank().members("I", "ann").policy("q", "Q", free);
    expect(run(tenant()).findings[0]?.message).toContain("1 people (such as ann)");
    expect(run(tenant()).findings[0]?.message).toContain('"P" (held by other ways)');
    expect(run(tenant().declaresGroup("Q", "I")).outcome.outcome).toBe("satisfied");
  });

  it("leaves out who holds both already, is disabled, or may not ask", () => {
    expect(countIn(open(bank().user("gone", { accountEnabled: false }).assign("ann", "P").assign("ann", "Q")))).toBe(
      "1",
    );
    expect(countIn(open(bank(), { ...free, ...openTo(someone("bob")) }))).toBe("1");
    const closed = { ...withoutApproval, ...asking({ enableTargetsToSelfAddAccess: false }) };
    expect(run(open(bank(), closed)).outcome.outcome).toBe("satisfied");
    expect(run(open(catalog(bank(), "General", { state: "Unpublished" }))).outcome.outcome).toBe("satisfied");
  });

  it("counts requests made on behalf of others", () => {
    const onBehalf = { enableTargetsToSelfAddAccess: false, enableOnBehalfRequestorsToAddAccess: true };
    expect(run(open(bank(), { ...withoutApproval, ...asking(onBehalf) })).outcome.outcome).toBe("violated");
  });

  it("counts those outside who can ask for both, where the catalog is visible to them", () => {
    const world = { ...free, allowedTargetScope: "allExternalUsers" };
    const tenant = (isExternallyVisible: boolean | null) =>
      open(catalog(organization(bank(), "north"), "General", { isExternallyVisible }), world);
    expect(run(tenant(true)).findings[0]?.message).toMatch(/^people of north Ltd and anybody from outside can come/u);
    expect(run(tenant(false)).outcome.outcome).toBe("satisfied");
    expect(run(tenant(null)).outcome.outcome).toBe("inconclusive");
  });

  it("tells a guest from a member", () => {
    const tenant = () => bank().user("gil", { userType: "Guest" });
    expect(countIn(open(tenant()))).toBe("2");
    expect(countIn(open(tenant(), { ...free, allowedTargetScope: "allDirectoryUsers" }))).toBe("3");
  });

  it.each([
    ["who may ask", open(bank(), { ...free, allowedTargetScope: "moonPeople" })],
    ["whether requests are taken", open(bank(), withoutApproval)],
    ["whom a rule means", open(bank(), { ...free, ...openTo(kind("attributeRuleMembers")) })],
    ["nested members", open(bank().members("N", "I").members("I", "ann"), { ...free, ...openTo(membersOf("N")) })],
    ["a declared group nobody read", open(bank().declaresGroup("Q", "N").notAsked("groupMembers", "N"))],
  ])("is inconclusive about %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it.each(["incompatibleAccessPackages", "policies", "users"] as const)(
    "accuses nobody where %s were read in part",
    (section) => {
      expect(run(open(bank()).partial(section)).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    },
  );

  it("judges a declared pair that a pack has, too, once", () => {
    expect(subjects(run(open(bank()).declares("P", "Q")))).toEqual(["P/Q"]);
    expect(runRule(requestableConflict, open(bank())).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no conflict has packages on two of its sides",
    });
  });

  describe("of persons with two accounts", () => {
    const two = () =>
      aTenant()
        .user("ann", { employeeId: "E1" })
        .user("ann-adm", { employeeId: "E1" })
        .groups("I", "N")
        .accessPackages("P", "Q");
    const each = (tenant: TenantBuilder) =>
      tenant
        .policy("p", "P", { ...free, ...openTo(someone("ann")) })
        .policy("q", "Q", { ...free, ...openTo(someone("ann-adm")) });

    it("counts a person, not accounts", () => {
      expect(countIn(open(two()))).toBe("1");
    });

    it("finds who can ask for each by another account, be both declarations in place", () => {
      expect(countIn(each(two()))).toBe("1");
      expect(countIn(each(two().declares("P", "Q").declares("Q", "P")))).toBe("1");
    });

    it("finds who holds one by one account and can ask for the other by another", () => {
      const held = two()
        .assign("ann", "P")
        .policy("q", "Q", { ...free, ...openTo(someone("ann-adm")) });
      expect(run(held).findings[0]?.message).toContain("1 people (such as ann)");
    });

    it("leaves out who holds both by two accounts already", () => {
      expect(run(open(two().assign("ann", "P").assign("ann-adm", "Q"))).outcome.outcome).toBe("satisfied");
    });
  });

  describe("of sides with several duties", () => {
    const sided = (...duties: string[]) =>
      aPack(
        { raise: [packageNamed("P")], release: [groupNamed("I")], approve: [packageNamed("Q")] },
        { sides: [["raise", "release"], duties] },
      );

    it("pairs no packages of one side", () => {
      const tenant = open(bank()).accessPackage("R").grants("R", { group: "I" }).policy("r", "R", free);
      expect(subjects(runRule(requestableConflict, tenant, [sided("approve")]))).toEqual(["P/Q", "Q/R"]);
    });

    it("leaves out who holds another duty of the side and the other side already", () => {
      const tenant = open(aTenant().users("ann").groups("I", "N").accessPackages("P", "Q"));
      const both = tenant.members("I", "ann").assign("ann", "Q");
      expect(runRule(requestableConflict, both, [sided("approve")]).outcome.outcome).toBe("satisfied");
    });
  });

  it("takes a package for a duty only where it gives all that a way takes", () => {
    const both = aPack({ raise: [packageNamed("P")], approve: [allOf(packageNamed("Q"), groupNamed("I"))] });
    expect(runRule(requestableConflict, open(bank()), [both]).outcome.outcome).toBe("not-applicable");
    expect(subjects(runRule(requestableConflict, open(bank()).grants("Q", { group: "I" }), [both]))).toEqual(["P/Q"]);
  });

  it("asks whom the conflict applies to, and judges another over the same packages, too", () => {
    const guests = { ...pay, conflicts: pay.conflicts.map((one) => ({ ...one, when: { userType: ["guest"] } })) };
    const tenant = () =>
      open(bank().user("gil", { userType: "Guest" }), { ...free, allowedTargetScope: "allDirectoryUsers" });
    const { findings } = runRule(requestableConflict, tenant(), [guests]);
    expect(findings[0]?.message).toContain("1 people (such as gil)");
    const both = runRule(requestableConflict, tenant().declares("P", "Q"), [guests]);
    expect(new Set(both.findings.map(({ conflict }) => conflict))).toEqual(new Set(["R1", "declared/P/Q"]));
  });

  it("agrees with searching every order of requests", () => {
    const people = ["p0", "p1", "p2"];
    const packages = ["A", "B", "C"];
    const pairs = <L extends string, R extends string>(left: readonly L[], right: readonly R[], maxLength: number) =>
      fc.uniqueArray(fc.tuple(fc.constantFrom(...left), fc.constantFrom(...right)), { selector: String, maxLength });
    const drawn = fc.record({
      held: pairs(people, packages, 3),
      may: pairs(people, packages, 7),
      declared: pairs(packages, packages, 4),
      barredBy: pairs(packages, ["G"], 2),
      inG: fc.subarray(people),
      grantG: fc.subarray(packages, { maxLength: 1 }),
    });
    const pack = aPack({ raise: [packageNamed("A")], approve: [packageNamed("B")] });
    fc.assert(
      fc.property(drawn, ({ held, may, declared, barredBy, inG, grantG }) => {
        const tenant = aTenant()
          .users(...people)
          .group("G")
          .accessPackages(...packages)
          .members("G", ...inG);
        for (const [person, id] of held) {
          tenant.assign(person, id);
          if (grantG.includes(id) && !inG.includes(person)) tenant.members("G", person);
        }
        for (const id of grantG) tenant.grants(id, { group: "G" });
        for (const id of packages) {
          const targets = may.filter(([, asked]) => asked === id).map(([person]) => someone(person));
          tenant.policy(id, id, { ...free, ...openTo(...targets) });
        }
        for (const [from, to] of declared) tenant.declares(from, to);
        for (const [id] of barredBy) tenant.declaresGroup(id, "G");

        const reaches = (person: string, has: readonly string[]): boolean => {
          if (has.includes("A") && has.includes("B")) return true;
          const isInG = inG.includes(person) || has.some((id) => grantG.includes(id));
          return packages.some(
            (id) =>
              !has.includes(id) &&
              may.some(([who, what]) => who === person && what === id) &&
              !declared.some(([from, to]) => from === id && to !== id && has.includes(to)) &&
              !(isInG && barredBy.some(([from]) => from === id)) &&
              reaches(person, [...has, id]),
          );
        };
        const start = (person: string) => held.filter(([who]) => who === person).map(([, what]) => what);
        const able = people.filter((person) => {
          const has = start(person);
          return !(has.includes("A") && has.includes("B")) && reaches(person, has);
        });
        const message = runRule(requestableConflict, tenant, [pack]).findings.find(
          ({ subject }) => subject?.id === "A/B",
        )?.message;
        expect(message === undefined ? "0" : message.split(" ")[0]).toBe(String(able.length));
      }),
      { numRuns: 200 },
    );
  });
});
