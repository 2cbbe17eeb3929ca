import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onePersonApproval } from "../../../rules/approval/one-person-approval.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import {
  approvedBy,
  catalog,
  kind,
  managed,
  managerOf,
  membersOf,
  openTo,
  organization,
  peopleOf,
  someone,
  stage,
  type SubjectSet,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () =>
  managed(aTenant().users("ann", "bob", "cleo", "boss", "chief", "sec").groups("G", "H").accessPackage("P"), {
    ann: "boss",
    bob: "boss",
    cleo: "chief",
    boss: "chief",
    chief: null,
    sec: null,
  });

const policy = (tenant: TenantBuilder, ...stages: SubjectSet[][]) =>
  tenant.policy("pol", "P", approvedBy(...stages.map((sets) => stage(sets))));

const run = (tenant: TenantBuilder) => runRule(onePersonApproval, tenant);

const two = (tenant: TenantBuilder, more: Parameters<TenantBuilder["user"]>[1] = { employeeId: "E1" }) =>
  tenant.user("eve", more).user("zoe", more);

describe("one-person-approval", () => {
  it("finds who is named in every stage by one account or another", () => {
    const { findings } = run(policy(two(bank()), [someone("eve")], [someone("zoe")]));
    expect(findings[0]?.message).toContain("can be approved by one person: eve, whoever asks");
    const apart = run(policy(two(bank(), { employeeId: null }), [someone("eve")], [someone("zoe")]));
    expect(apart.outcome.outcome).toBe("satisfied");
  });

  it("does not conclude where it cannot be told who asks, and the approvers depend on that", () => {
    const own = (settings: object, ...stages: SubjectSet[][]) =>
      run(
        bank()
          .members("H", "G")
          .members("G", "ann")
          .policy("pol", "P", { ...approvedBy(...stages.map((sets) => stage(sets))), ...settings }),
      ).outcome;
    const strange = { allowedTargetScope: "moonPeople" };
    expect(own(strange, [managerOf()], [managerOf()]).reason).toContain("whom the scope moonPeople means");
    expect(own(strange, [managerOf()], [managerOf()]).outcome).toBe("inconclusive");
    expect(own(strange, [someone("ann")], [someone("bob")]).outcome).toBe("satisfied");
    const nested = openTo(membersOf("H"));
    expect(own(nested, [managerOf()], [managerOf()]).outcome).toBe("inconclusive");
  });

  it("does not conclude where only a name suggests that approvers of two stages are one person", () => {
    const named = two(bank(), { displayName: "Eve Adams" });
    const { outcome } = run(policy(named, [someone("eve")], [someone("zoe")]));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("whether approvers of different stages are one person by two accounts");
  });

  it("counts what the approver can ask for by another account, and not what the approving account itself asks for", () => {
    const asking = (who: string, ...approvers: SubjectSet[]) => {
      const stages = approvedBy(stage(approvers), stage(approvers));
      return run(two(bank()).policy("pol", "P", { ...stages, ...openTo(someone(who)) })).outcome.outcome;
    };
    expect(asking("eve", someone("zoe"))).toBe("violated");
    expect(asking("eve", someone("eve"), someone("zoe"))).toBe("violated");
    expect(asking("zoe", someone("zoe"))).toBe("satisfied");
  });

  it("finds a manager who stands in the other stage by another account", () => {
    const tenant = two(bank());
    managed(tenant, { eve: null, zoe: null, sec: "eve" });
    const { findings } = run(policy(tenant, [managerOf()], [someone("zoe")]));
    expect(findings[0]?.message).toContain("where sec asks");
  });

  it("finds who is named in every stage, whoever asks", () => {
    const tenant = bank().members("G", "sec", "bob").members("H", "sec", "cleo");
    const { outcome, findings } = run(policy(tenant, [membersOf("G")], [membersOf("H")]));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "high",
      arithmetic: "high",
      subject: { kind: "policy", id: "pol" },
      principal: null,
      evidence: ["policies/1#/value/0"],
    });
    expect(findings[0]?.message).toBe(
      'All 2 stages of policy "pol" of "P" can be approved by one person: sec, whoever asks',
    );
  });

  it("is satisfied where each stage has its own people, and does not count policies of one stage or none", () => {
    const tenant = policy(bank(), [someone("ann")], [someone("bob")]);
    tenant.policy("one", "P", approvedBy(stage([someone("ann")]))).policy("none", "P", withoutApproval);
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("does not apply where no policy has two stages, or where nobody may ask", () => {
    const tenant = bank().policy("one", "P", approvedBy(stage([someone("ann")])));
    const both = [stage([someone("ann")]), stage([someone("ann")])];
    tenant.policy("admins", "P", { ...approvedBy(...both), allowedTargetScope: "notSpecified" });
    tenant.policy("rule", "P", { ...approvedBy(...both), isAutomatic: true });
    expect(run(tenant).outcome).toMatchObject({
      outcome: "not-applicable",
      examined: 0,
      reason: "no policy has more than one stage of approval",
    });
  });

  it("counts those below a manager who is also named, and is milder about them", () => {
    const { findings } = run(policy(bank(), [managerOf()], [someone("boss")]));
    expect(findings[0]?.message).toContain("boss where any of 2 asks, such as ann");
    expect(findings[0]?.arithmetic).toBe("medium = high -1 (only where people below the approver ask)");
    const one = managed(aTenant().users("ann", "boss").accessPackage("P"), { ann: "boss", boss: null });
    expect(run(policy(one, [managerOf()], [someone("boss")])).findings[0]?.message).toContain("boss where ann asks");
    const top = run(policy(bank(), [managerOf(null)], [someone("chief"), someone("sec")]));
    expect(top.findings[0]?.message).toContain("chief where any of 2 asks, such as boss");
    const besides = policy(bank(), [managerOf(), someone("sec")], [someone("boss"), someone("sec")]);
    expect(run(besides).findings[0]?.arithmetic).toBe("high");
  });

  it("looks two managers up where the stage does", () => {
    const { findings } = run(policy(bank(), [managerOf(2)], [someone("chief")]));
    expect(findings[0]?.message).toContain("chief where any of 2 asks, such as ann");
    expect(run(policy(bank(), [managerOf(2)], [someone("boss")])).outcome.outcome).toBe("satisfied");
  });

  it("sees one manager standing in two stages for everybody alike", () => {
    const { findings } = run(policy(bank(), [managerOf()], [managerOf(), someone("sec")]));
    expect(findings[0]?.message).toContain("each requestor's own manager, such as boss where ann asks");
    expect(findings[0]?.severity).toBe("high");
  });

  it("stands by who can approve alone, be it not told who else can", () => {
    const { outcome } = run(
      policy(bank().members("G", "sec", "H").members("H", "ann"), [membersOf("G")], [someone("sec")]),
    );
    expect(outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(outcome.reason).toBeUndefined();
  });

  it("asks fallback approvers for those without a manager only", () => {
    const stages = [stage([managerOf()], { fallbackPrimaryApprovers: [someone("bob")] }), stage([someone("bob")])];
    const { findings } = run(bank().policy("pol", "P", approvedBy(...stages)));
    expect(findings[0]?.message).toContain("bob where any of 2 asks, such as chief");
  });

  it("does not count the one who stands in among those without a manager", () => {
    const stages = [stage([managerOf()], { fallbackPrimaryApprovers: [someone("sec")] }), stage([someone("sec")])];
    const alone = bank().policy("pol", "P", { ...approvedBy(...stages), ...openTo(someone("sec"), someone("ann")) });
    expect(run(alone).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("counts alternate approvers where they are enabled, and is not sure where Graph did not say", () => {
    const withAlternate = (isEscalationEnabled: boolean | null) =>
      run(
        bank().policy(
          "pol",
          "P",
          approvedBy(
            stage([someone("ann")], { isEscalationEnabled, escalationApprovers: [someone("bob")] }),
            stage([someone("bob")]),
          ),
        ),
      ).outcome.outcome;
    expect([true, false, null].map(withAlternate)).toEqual(["violated", "satisfied", "inconclusive"]);
  });

  it("does not count who is disabled, and is not sure of members of nested groups or accounts of unknown state", () => {
    const both = (tenant: TenantBuilder) => run(policy(tenant, [membersOf("G")], [someone("x"), someone("ann")]));
    const of = (accountEnabled: boolean | null) => bank().user("x", { accountEnabled }).members("G", "x");
    expect(both(of(false)).outcome.outcome).toBe("satisfied");
    expect(both(of(null)).outcome.outcome).toBe("inconclusive");
    expect(both(bank().user("x").members("G", "H").members("H", "x")).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "pol": whether members of nested groups can approve is not documented',
    });
  });

  it("finds stages that fewer people fill than they are, though nobody stands in all", () => {
    const { findings } = run(policy(bank(), [someone("ann")], [someone("bob"), someone("cleo")], [someone("ann")]));
    expect(findings[0]?.message).toContain("Stages 1 and 3 of policy");
    expect(findings[0]?.message).toContain("someone approves twice");
    const nested = bank().members("G", "H", "bob", "cleo").members("H", "sec");
    expect(run(policy(nested, [someone("ann")], [membersOf("G")], [someone("ann")])).outcome).toMatchObject({
      outcome: "violated",
      violations: 1,
    });
    const enough = policy(bank(), [someone("ann")], [someone("ann"), someone("bob")], [someone("cleo")]);
    expect(run(enough).outcome.outcome).toBe("satisfied");
  });

  it("accuses nobody where the one who stands in all stages is the only one who may ask", () => {
    const stages = approvedBy(stage([someone("ann")]), stage([someone("ann")]));
    const alone = bank().policy("pol", "P", { ...stages, ...openTo(someone("ann")) });
    expect(run(alone).outcome.violations).toBe(0);
    const two = bank().policy("pol", "P", { ...stages, ...openTo(someone("ann"), someone("bob")) });
    expect(run(two).outcome.violations).toBe(1);
  });

  it("asks the sponsors of each organization that may ask", () => {
    const tenant = catalog(organization(organization(bank(), "north"), "south"), "General");
    for (const [id, sponsor] of [
      ["north", "ann"],
      ["south", "bob"],
    ] as const) {
      tenant.row("internalSponsors", {
        connectedOrganizationId: id,
        sponsorId: sponsor,
        sponsorType: "user",
        sponsorName: sponsor,
      });
    }
    const outside = { allowedTargetScope: "specificConnectedOrganizationUsers" };
    const stages = approvedBy(stage([kind("internalSponsors")]), stage([someone("bob")]));
    tenant.policy("north", "P", { ...stages, ...outside, specificAllowedTargets: [peopleOf("north")] });
    tenant.policy("all", "P", { ...stages, allowedTargetScope: "allConfiguredConnectedOrganizationUsers" });
    const { findings } = run(tenant);
    expect(subjects({ findings, outcome: run(tenant).outcome })).toEqual(["all"]);
    expect(findings[0]?.message).toContain("bob where people of south Ltd ask");
    expect(findings[0]?.severity).toBe("high");
  });

  it("names at most three", () => {
    const named = (...members: readonly string[]) => {
      const tenant = policy(bank().members("G", ...members), [membersOf("G")], [membersOf("G")]);
      return run(tenant).findings[0]?.message.split("; ");
    };
    expect(named("ann", "bob", "cleo")).toHaveLength(3);
    expect(named("ann", "bob", "cleo", "boss", "sec")).toHaveLength(4);
    expect(named("ann", "bob", "cleo", "boss", "sec")?.at(-1)).toBe("and 2 more");
  });

  it("is inconclusive about kinds it does not know, rules, and what Graph did not say", () => {
    const reasonOf = (...sets: SubjectSet[][]) => run(policy(bank(), ...sets)).outcome;
    expect(reasonOf([kind("moonPeople", { id: "1" })], [someone("ann")])).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("moonPeople"),
    });
    expect(reasonOf([kind("attributeRuleMembers", { membershipRule: "r" })], [someone("ann")]).outcome).toBe(
      "inconclusive",
    );
    expect(reasonOf([kind("singleUser")], [someone("ann")]).outcome).toBe("inconclusive");
    const silent = bank().policy("pol", "P", { requestApprovalSettings: null });
    expect(run(silent).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "pol": Graph did not say who has to approve',
    });
  });

  it.each(["policies", "groupMembers", "users", "managers"] as const)(
    "is inconclusive where %s were not read",
    (section) => {
      const tenant = policy(bank().members("G", "sec"), [managerOf()], [membersOf("G"), someone("boss")]);
      expect(run(tenant.unread(section)).outcome.outcome).toBe("inconclusive");
    },
  );

  it("stands by what it finds in a part, and is inconclusive where a part of a group shows nobody", () => {
    const found = policy(bank().members("G", "sec"), [membersOf("G")], [someone("sec")]).partial("groupMembers");
    expect(run(found).outcome.outcome).toBe("violated");
    const none = policy(bank().members("G", "bob"), [membersOf("G")], [someone("sec")]).partial("groupMembers");
    expect(run(none).outcome.outcome).toBe("inconclusive");
    const unread = policy(bank().notAsked("groupMembers", "G"), [membersOf("G")], [someone("sec")]);
    expect(run(unread).outcome.outcome).toBe("inconclusive");
  });

  it("agrees with asking for every requestor, one by one", () => {
    const people = ["p0", "p1", "p2", "p3", "p4"];
    const person = fc.constantFrom(...people);
    const named = fc.oneof(
      person.map((id) => someone(id)),
      fc.constantFrom(managerOf(1), managerOf(2)),
    );
    const stages = fc.array(fc.tuple(fc.array(named, { maxLength: 2 }), fc.array(person, { maxLength: 1 })), {
      minLength: 2,
      maxLength: 3,
    });
    const managers = fc.tuple(...people.map((_, nth) => fc.option(fc.constantFrom(null, ...people.slice(nth + 1)))));
    const audience = fc.option(fc.uniqueArray(person, { minLength: 1 }), { nil: null });
    fc.assert(
      fc.property(stages, managers, audience, (drawn, bosses, asking) => {
        const managerByUser = Object.fromEntries(people.map((id, nth) => [id, bosses[nth] ?? null]));
        const tenant = managed(
          aTenant()
            .users(...people)
            .accessPackage("P"),
          managerByUser,
        );
        const settings = approvedBy(
          ...drawn.map(([sets, stands]) => stage(sets, { fallbackPrimaryApprovers: stands.map(someone) })),
        );
        tenant.policy("pol", "P", { ...settings, ...(asking === null ? {} : openTo(...asking.map(someone))) });

        const up = (id: string | null, level: number): string | null =>
          level === 0 || id === null ? id : up(managerByUser[id] ?? null, level - 1);
        const approvers = (requestor: string, [sets, stands]: (typeof drawn)[number]): readonly string[] => {
          const found = sets.map((set) => set.id ?? up(requestor, set.managerLevel ?? 1));
          return [...found.filter((id) => id !== null), ...(found.includes(null) ? stands : [])];
        };
        const isWeak = (requestor: string): boolean => {
          const lists = drawn.map((one) => approvers(requestor, one));
          const sole = people.some((id) => id !== requestor && lists.every((list) => list.includes(id)));
          const filled = lists.filter((list) => list.length > 0);
          const choices = filled.reduce<string[][]>(
            (all, list) => all.flatMap((one) => list.map((id) => [...one, id])),
            [[]],
          );
          return (
            sole ||
            (!people.some((id) => lists.every((list) => list.includes(id))) &&
              choices.every((one) => new Set(one).size < one.length))
          );
        };
        expect(run(tenant).outcome.violations === 1).toBe((asking ?? people).some(isWeak));
      }),
      { numRuns: 300 },
    );
  });
});
