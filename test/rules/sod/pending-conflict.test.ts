import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pendingConflict } from "../../../rules/sod/pending-conflict.ts";
import { defaultPersonSettings } from "../../../src/access/persons/settings.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed, packOf } from "../../builders/pack.ts";
import { requestOf } from "../../builders/requests.ts";
import { aTenant } from "../../builders/tenant.ts";

const pay = aPack({
  raise: [packageNamed("Initiator"), groupNamed("I")],
  approve: [packageNamed("Approver"), groupNamed("A")],
});

const bank = () => aTenant().users("ann", "bob").groups("I", "A").accessPackages("Initiator", "Approver", "Kit");

const asked = (
  tenant: ReturnType<typeof bank>,
  accessPackage = "Approver",
  more: Partial<Row<"assignmentRequests">> = {},
  by = "ann",
) => tenant.row("assignmentRequests", requestOf(by, accessPackage, more));

describe("pending-conflict", () => {
  it("finds who holds one side and has asked for the other", () => {
    const run = runRule(pendingConflict, asked(bank().members("I", "ann").assign("bob", "Initiator")), [pay]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      conflict: "R1",
      severity: "high",
      exposure: "pending",
      message: 'ann holds to raise and is about to get to approve ("Approver", request (pendingApproval)): conflict R1',
      evidence: ["assignmentRequests/1#/value/0", "groupMembers/1#/value/0"],
    });
    expect(
      run.findings[0]?.sides?.map(({ duty, holdings }) => [duty, holdings.map(({ membership }) => membership)]),
    ).toEqual([
      ["raise", ["active"]],
      ["approve", ["pending"]],
    ]);
  });

  it.each([
    ["being delivered", { state: "Delivering" }, "pending"],
    ["to begin later", { startDateTime: "2026-12-24T00:00:00Z" }, "scheduled"],
  ])("counts an assignment that is %s", (_, assignment, exposure) => {
    const run = runRule(pendingConflict, bank().members("I", "ann").assign("ann", "Approver", assignment), [pay]);
    expect(accused(run)).toEqual(["ann"]);
    expect(run.findings[0]).toMatchObject({ exposure });
  });

  it.each(["submitted", "pendingApproval", "DELIVERING", "scheduled"])("counts a request that is %s", (state) => {
    const run = runRule(pendingConflict, asked(bank().assign("ann", "Initiator"), "Approver", { state }), [pay]);
    expect(run.findings.map(({ exposure }) => exposure)).toEqual([state === "scheduled" ? "scheduled" : "pending"]);
  });

  it.each(["delivered", "partiallyDelivered", "deliveryFailed", "Denied", "canceled"])(
    "is satisfied where the request is %s",
    (state) => {
      const run = runRule(pendingConflict, asked(bank().assign("ann", "Initiator"), "Approver", { state }), [pay]);
      expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    },
  );

  it.each([
    ["the other side is asked for by somebody else", asked(bank().assign("bob", "Initiator"))],
    ["it is the side that is held already", asked(bank().assign("ann", "Initiator"), "Initiator")],
    ["both sides are held already", asked(bank().assign("ann", "Initiator").members("A", "ann"))],
    ["the side held is over", asked(bank().assign("ann", "Initiator", { state: "expired" }))],
    [
      "the request changes an assignment",
      asked(bank().assign("ann", "Initiator"), "Approver", { requestType: "userUpdate" }),
    ],
  ])("is satisfied where %s", (_, tenant) => {
    expect(runRule(pendingConflict, tenant, [pay]).outcome).toMatchObject({ outcome: "satisfied", violations: 0 });
  });

  it("counts the groups that the package gives", () => {
    const tenant = () => bank().grants("Kit", { group: "A" }).members("I", "ann");
    const run = runRule(pendingConflict, asked(tenant(), "Kit"), [pay]);
    expect(run.findings[0]?.sides?.at(-1)?.holdings[0]?.path.map(({ id }) => id)).toEqual([
      "ann-Kit-request",
      "Kit",
      "A",
    ]);
    expect(runRule(pendingConflict, asked(bank().members("I", "ann"), "Kit"), [pay]).outcome.outcome).toBe("satisfied");
  });

  it("counts two requests together, and heeds how many duties may be held", () => {
    const both = () => asked(asked(bank()), "Initiator");
    expect(runRule(pendingConflict, both(), [pay]).findings[0]?.message).toMatch(
      /^ann is about to get to raise .* and to approve/u,
    );
    expect(runRule(pendingConflict, asked(bank()), [pay]).outcome.outcome).toBe("satisfied");
    const heldBy = { a: [packageNamed("Initiator")], b: [packageNamed("Approver")], c: [packageNamed("Kit")] };
    const two = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost: 2 });
    expect(runRule(pendingConflict, both(), [two]).outcome.outcome).toBe("satisfied");
    expect(accused(runRule(pendingConflict, both().assign("ann", "Kit"), [two]))).toEqual(["ann"]);
  });

  it("names every duty held, and every way in which another is coming", () => {
    const heldBy = { a: [packageNamed("Initiator")], b: [packageNamed("Kit")], c: [packageNamed("Approver")] };
    const two = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost: 2 });
    const held = asked(bank().assign("ann", "Initiator").assign("ann", "Kit"));
    expect(runRule(pendingConflict, held, [two]).findings[0]?.message).toMatch(
      /^ann holds to a and to b and is about to get to c/u,
    );
    const kit = bank().grants("Kit", { group: "A" }).members("I", "ann");
    expect(runRule(pendingConflict, asked(asked(kit, "Kit"), "Approver"), [pay]).findings[0]?.message).toMatch(
      /to approve \("[^"]*", request \(pendingApproval\); "[^"]*", request \(pendingApproval\)\)/u,
    );
  });

  it("tells of a way that is coming only the part that is", () => {
    const whole = aPack({ raise: [groupNamed("I")], approve: [allOf(groupNamed("A"), packageNamed("Approver"))] });
    const nested = bank().group("Leads").members("A", "Leads").members("Leads", "ann");
    const tenant = asked(nested.members("I", "ann"));
    expect(runRule(pendingConflict, tenant, [whole]).findings[0]?.message).toContain(
      'to approve ("Approver", request (pendingApproval)):',
    );
  });

  it("does not decide a conflict of which not all is bound, and does not apply where nothing is", () => {
    const lost = aPack({ raise: [groupNamed("I")], approve: [groupNamed("No such group")] });
    const { outcome } = runRule(pendingConflict, bank(), [lost]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", reason: expect.stringMatching(/^R1: pack\.yaml/u) });
    expect(runRule(pendingConflict, bank()).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no conflict is bound or declared",
    });
  });

  it("takes the assignment for its own request, once", () => {
    const tenant = bank().members("I", "ann").assign("ann", "Approver", { state: "delivering" });
    const run = runRule(
      pendingConflict,
      asked(tenant, "Approver", { assignmentId: "ann-Approver", state: "delivering" }),
      [pay],
    );
    expect(run.outcome.examined).toBe(1);
    expect(run.findings[0]?.message).toContain('("Approver", assignment (delivering))');
  });

  it("is milder where the removal of what is held is asked for", () => {
    const removal = { requestType: "userRemove", assignmentId: "ann-Initiator", id: "removal" };
    const leaving = () => asked(bank().assign("ann", "Initiator"));
    const [finding] = runRule(pendingConflict, asked(leaving(), "Initiator", removal), [pay]).findings;
    expect(finding).toMatchObject({
      severity: "medium",
      arithmetic: "medium = high -1 (the removal of what is held is asked for)",
    });
    expect(finding?.evidence).toContain("assignmentRequests/1#/value/1");
    for (const more of [{ state: "denied" }, { assignmentId: "bob-Initiator" }]) {
      expect(
        runRule(pendingConflict, asked(leaving(), "Initiator", { ...removal, ...more }), [pay]).findings[0]?.severity,
      ).toBe("high");
    }
  });

  it("knows somebody who holds nothing yet by the request", () => {
    const tenant = asked(asked(bank(), "Initiator", {}, "new"), "Approver", { requestorName: "New One" }, "new");
    const [finding] = runRule(pendingConflict, tenant, [pay]).findings;
    expect(finding?.principal).toMatchObject({ id: "new", type: "unknown", displayName: "new", enabled: null });
  });

  it.each([
    ["a request on behalf of another", { requestType: "onBehalfAdd" }],
    ["a state that nobody knows", { state: "unknownFutureValue" }],
    ["no state", { state: null }],
    ["a type that nobody knows", { requestType: "notSpecified" }],
    ["no type", { requestType: null }],
    ["no requestor", { requestorObjectId: null, requestorSubjectId: null }],
    ["no package", { accessPackageId: null }],
  ])("does not decide over %s", (_, more) => {
    const { outcome } = runRule(pendingConflict, asked(bank().assign("ann", "Initiator"), "Approver", more), [pay]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("the request ann-Approver-request");
  });

  it("takes no notice of such a request for a package that gives no duty", () => {
    const tenant = asked(bank().assign("ann", "Initiator"), "Kit", { state: null });
    expect(runRule(pendingConflict, tenant, [pay]).outcome.outcome).toBe("satisfied");
  });

  it("judges declared pairs, and does not apply without any conflict", () => {
    const tenant = () => asked(bank().assign("ann", "Initiator"));
    expect(runRule(pendingConflict, tenant().declares("Initiator", "Approver")).findings[0]).toMatchObject({
      conflict: "declared/Approver/Initiator",
    });
    expect(runRule(pendingConflict, tenant()).outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
  });

  it.each(["assignments", "assignmentRequests", "resourceRoleScopes"] as const)(
    "is inconclusive where %s were not read",
    (section) => {
      const tenant = asked(bank().grants("Kit", { group: "A" }).assign("ann", "Initiator")).unread(section);
      expect(runRule(pendingConflict, tenant, [pay]).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    },
  );

  it("stands by what a part shows, and takes its silence for nothing", () => {
    const part = () => bank().assign("ann", "Initiator").members("I", "bob").partial("groupMembers");
    expect(accused(runRule(pendingConflict, asked(part()), [pay]))).toEqual(["ann"]);
    const silent = runRule(pendingConflict, part(), [pay]);
    expect(silent.outcome.outcome).toBe("inconclusive");
    expect(runRule(pendingConflict, asked(bank()).partial("assignmentRequests"), [pay]).outcome.outcome).toBe(
      "inconclusive",
    );
  });

  describe("of sides with several duties", () => {
    const sided = aPack(
      { raise: [packageNamed("Initiator")], release: [packageNamed("Kit")], approve: [packageNamed("Approver")] },
      { sides: [["raise", "release"], ["approve"]] },
    );

    it("counts no two duties of one side, whether held or to come", () => {
      const oneSide = asked(asked(bank().assign("ann", "Initiator"), "Kit"), "Kit", {}, "bob");
      expect(runRule(pendingConflict, asked(oneSide, "Initiator", {}, "bob"), [sided]).outcome.outcome).toBe(
        "satisfied",
      );
    });

    it("counts the other side, be one side held by two duties", () => {
      const held = bank().assign("ann", "Initiator").assign("ann", "Kit");
      const run = runRule(pendingConflict, asked(held), [sided]);
      expect(run.findings[0]?.sides?.map(({ duty }) => duty)).toEqual(["raise", "release", "approve"]);
    });

    it("is judged by the duties that are bound", () => {
      const partly = aPack(
        { raise: [packageNamed("Initiator")], release: [], approve: [packageNamed("Approver")] },
        { sides: [["raise", "release"], ["approve"]] },
      );
      expect(accused(runRule(pendingConflict, asked(bank().assign("ann", "Initiator")), [partly]))).toEqual(["ann"]);
    });
  });

  it("takes all that a way of holding a duty asks for, held and to come together", () => {
    const both = aPack({
      raise: [packageNamed("Initiator")],
      approve: [allOf(packageNamed("Approver"), groupNamed("A"))],
    });
    const tenant = () => asked(bank().assign("ann", "Initiator"));
    expect(runRule(pendingConflict, tenant(), [both]).outcome.outcome).toBe("satisfied");
    const { findings } = runRule(pendingConflict, tenant().members("A", "ann"), [both]);
    expect(findings[0]).toMatchObject({ principal: { id: "ann" }, exposure: "pending" });
    expect(findings[0]?.message).toContain('about to get to approve ("Approver", request (pendingApproval))');
  });

  it("counts a side that is held once it is activated", () => {
    const run = runRule(pendingConflict, asked(bank().eligible("I", "ann")), [pay]);
    expect(run.findings).toMatchObject([{ principal: { id: "ann" }, exposure: "pending" }]);
    expect(run.findings[0]?.message).toMatch(/^ann holds or may activate to raise and is about to get to approve /u);
  });

  it("counts the right to activate that begins later", () => {
    const later = { startDateTime: "2026-12-24T00:00:00Z" };
    const run = runRule(pendingConflict, bank().eligible("I", "ann", later).assign("ann", "Approver"), [pay]);
    expect(run.findings).toMatchObject([{ principal: { id: "ann" }, exposure: "scheduled" }]);
    expect(run.findings[0]?.message).toMatch(/ and is about to get to raise \(".*", .*\): conflict R1$/u);
  });

  describe("of people with several accounts", () => {
    const two = (tenant = bank()) =>
      tenant
        .user("eve", { displayName: "Eve", employeeId: "E1" })
        .user("adm-eve", { displayName: "Eve (admin)", employeeId: "E1" });

    it("finds who holds one side by one and asks for the other by another, and says which", () => {
      const run = runRule(pendingConflict, asked(two().members("I", "eve"), "Approver", {}, "adm-eve"), [pay]);
      expect(run.outcome).toMatchObject({ outcome: "violated", violations: 1 });
      expect(run.findings[0]).toMatchObject({
        principal: null,
        person: { certainty: "certain", principals: [{ id: "adm-eve" }, { id: "eve" }] },
        severity: "high",
        exposure: "pending",
        message:
          'Eve (admin) (adm-eve@bank.example) and Eve (eve@bank.example) are one person: same employeeId e1. Together they hold to raise and are about to get to approve ("Approver", request (pendingApproval)): conflict R1',
      });
      expect(run.findings[0]?.evidence).toContain("users/1#/value/2");
      expect(
        run.findings[0]?.sides?.map(({ holdings }) => holdings.map(({ path }) => path.map(({ id }) => id))),
      ).toEqual([[["eve", "I"]], [["adm-eve", "adm-eve-Approver-request", "Approver"]]]);
    });

    it("finds what both ask for, and is milder where a removal from either is asked for", () => {
      const both = asked(asked(two(), "Initiator", {}, "eve"), "Approver", {}, "adm-eve");
      expect(runRule(pendingConflict, both, [pay]).findings[0]?.message).toContain(
        "Together they are about to get to raise",
      );
      const removal = { requestType: "userRemove", assignmentId: "eve-Initiator", id: "removal" };
      const leaving = asked(two().assign("eve", "Initiator"), "Approver", {}, "adm-eve");
      expect(runRule(pendingConflict, asked(leaving, "Initiator", removal), [pay]).findings[0]?.severity).toBe(
        "medium",
      );
    });

    it("tells once of an account that comes to hold both by itself", () => {
      const alone = asked(two().members("I", "eve", "adm-eve"), "Approver", {}, "eve");
      expect(runRule(pendingConflict, alone, [pay]).findings).toMatchObject([{ principal: { id: "eve" } }]);
    });

    it("is satisfied where the accounts hold both already, or nothing that is coming adds a side", () => {
      const held = asked(two().members("I", "eve").members("A", "adm-eve"), "Approver", {}, "eve");
      expect(accused(runRule(pendingConflict, held, [pay]))).toEqual(["eve"]);
      const other = asked(two().members("I", "eve").members("A", "adm-eve"), "Initiator", {}, "eve");
      expect(runRule(pendingConflict, other, [pay]).outcome).toMatchObject({ outcome: "satisfied" });
      const same = asked(two().members("I", "eve"), "Initiator", {}, "adm-eve");
      expect(runRule(pendingConflict, same, [pay]).outcome).toMatchObject({ outcome: "satisfied" });
    });

    it("calls possible what only a name suggests, and adds nothing by it to who is caught", () => {
      const named = () =>
        bank().user("eve", { displayName: "Eve Oak" }).user("adm-eve", { displayName: "Eve Oak (admin)" });
      const run = runRule(pendingConflict, asked(named().members("I", "eve"), "Approver", {}, "adm-eve"), [pay]);
      expect(run.findings).toMatchObject([{ principal: null, person: { certainty: "possible" }, severity: "low" }]);
      const caught = asked(named().members("I", "eve", "adm-eve"), "Approver", {}, "adm-eve");
      expect(runRule(pendingConflict, caught, [pay]).findings).toMatchObject([{ principal: { id: "adm-eve" } }]);
    });

    it("does not decide where too many share what links the accounts, or users were read in part", () => {
      const many = ["u0", "u1", "u2", "u3", "u4", "u5", "u6"].reduce(
        (tenant, id) => tenant.user(id, { employeeId: "E9" }),
        bank(),
      );
      const crowd = runRule(pendingConflict, asked(many.members("I", "u0"), "Approver", {}, "u1"), [pay]);
      expect(crowd.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(crowd.outcome.reason).toContain('R1: 7 accounts are linked by employeeId "e9"');
      const part = asked(two(), "Approver", {}, "eve").partial("users");
      expect(runRule(pendingConflict, part, [pay]).outcome.reason).toContain("second accounts could not all be looked");
      expect(runRule(pendingConflict, two().members("I", "eve").partial("users"), [pay]).outcome.outcome).toBe(
        "satisfied",
      );
    });

    it("counts only the accounts that the conflict applies to", () => {
      const guests = { ...pay, conflicts: pay.conflicts.map((one) => ({ ...one, when: { userType: ["guest"] } })) };
      const both = (userType: string) => {
        const tenant = bank()
          .user("gus", { employeeId: "G1", userType: "Guest" })
          .user("gus2", { employeeId: "G1", userType });
        return runRule(pendingConflict, asked(tenant.members("I", "gus"), "Approver", {}, "gus2"), [guests]);
      };
      expect(both("Guest").findings).toMatchObject([{ person: { certainty: "certain" } }]);
      expect(both("Member").outcome.outcome).toBe("satisfied");
    });
  });

  it("asks whom the conflict applies to", () => {
    const guests = { ...pay, conflicts: pay.conflicts.map((one) => ({ ...one, when: { userType: ["guest"] } })) };
    const tenant = () =>
      aTenant()
        .user("gus", { userType: "Guest" })
        .users("ann")
        .groups("I", "A")
        .accessPackages("Initiator", "Approver");
    const both = (by: string) => asked(asked(tenant(), "Approver", {}, by), "Initiator", {}, by);
    expect(accused(runRule(pendingConflict, both("gus"), [guests]))).toEqual(["gus"]);
    expect(runRule(pendingConflict, both("ann"), [guests]).outcome.outcome).toBe("satisfied");
    expect(runRule(pendingConflict, both("stranger"), [guests]).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("whether it applies to") as string,
    });
  });

  it("judges each person by all accounts, as sets tell", () => {
    const accounts = ["p0", "p1", "p2", "p3", "p4", "p5"];
    const some = fc.subarray(accounts);
    const owners = fc.tuple(...accounts.map(() => fc.constantFrom("E0", "E1", "E2")));
    fc.assert(
      fc.property(some, some, some, some, owners, (raising, approving, wantRaise, wantApprove, ids) => {
        const tenant = accounts
          .reduce((all, id, nth) => all.user(id, { employeeId: ids[nth] ?? null }), bank())
          .members("I", ...raising)
          .members("A", ...approving);
        for (const id of wantRaise) asked(tenant, "Initiator", {}, id);
        for (const id of wantApprove) asked(tenant, "Approver", {}, id);
        const within = (list: readonly string[], group: readonly string[]) => group.some((id) => list.includes(id));
        const isAhead = (group: readonly string[]): boolean =>
          !(within(raising, group) && within(approving, group)) &&
          within([...raising, ...wantRaise], group) &&
          within([...approving, ...wantApprove], group);
        const people = [...new Set(ids)].map((owner) => accounts.filter((_, nth) => ids[nth] === owner));
        fc.pre(people.every(({ length }) => length <= defaultPersonSettings.maxAccounts));
        const expected = people.flatMap((person) => {
          const alone = person.filter((id) => isAhead([id]));
          return alone.length > 0 ? alone : isAhead(person) ? [person.join("+")] : [];
        });
        const { findings } = runRule(pendingConflict, tenant, [pay]);
        const told = findings.map(
          ({ principal, person }) => principal?.id ?? person?.principals.map(({ id }) => id).join("+") ?? "",
        );
        expect(told.sort()).toEqual(expected.sort());
      }),
      { numRuns: 200 },
    );
  });

  it("accuses exactly those for whom something new completes both sides", () => {
    const people = ["p0", "p1", "p2", "p3"];
    const some = fc.uniqueArray(fc.constantFrom(...people));
    fc.assert(
      fc.property(some, some, some, some, (raising, approving, wantRaise, wantApprove) => {
        const tenant = bank()
          .users(...people)
          .members("I", ...raising)
          .members("A", ...approving);
        for (const id of wantRaise) asked(tenant, "Initiator", {}, id);
        for (const id of wantApprove) asked(tenant, "Approver", {}, id);
        const expected = people.filter((id) => {
          const now = raising.includes(id) && approving.includes(id);
          const then =
            (raising.includes(id) || wantRaise.includes(id)) && (approving.includes(id) || wantApprove.includes(id));
          return then && !now;
        });
        expect(accused(runRule(pendingConflict, tenant, [pay]))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
