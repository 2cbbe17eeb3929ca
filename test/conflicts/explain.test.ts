import { describe, expect, it } from "vitest";
import { explanationReport } from "../../reports/explanation.ts";
import { accessModelOf } from "../../src/access/access-model.ts";
import { explainDuty } from "../../src/conflicts/explain.ts";
import { aPack, groupNamed } from "../builders/pack.ts";
import { aTenant, now, type TenantBuilder } from "../builders/tenant.ts";

const pack = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] });

const bank = () =>
  aTenant()
    .users("ann", "bob")
    .groups("I", "A")
    .accessPackages("P", "Q")
    .grants("P", { group: "I" })
    .grants("Q", { group: "I" });

function explain(tenant: TenantBuilder, person: string) {
  const snapshot = tenant.build();
  return explainDuty(snapshot, accessModelOf(snapshot, now), [pack], { person, duty: "raise" });
}

describe("explaining a duty", () => {
  it("tells what an assignment should give and has not given", () => {
    const explanation = explain(bank().assign("ann", "P"), "ann");
    expect(explanation.undelivered).toEqual([
      {
        accessPoint: { kind: "group", id: "I", name: "I" },
        accessPackage: { kind: "accessPackage", id: "P", name: "P" },
        evidence: "assignments/1#/value/0",
      },
    ]);
    expect(explanationReport({ explanation, colour: false })).toContain(
      'Assigned, and not there:\n  group "I", which "P" gives; evidence assignments/1#/value/0',
    );
  });

  it("says nothing of the kind where it is there, is another's, or the members were not read", () => {
    const delivered = bank().assign("ann", "P").members("I", "ann");
    expect(explain(delivered, "ann").undelivered).toEqual([]);
    expect(explain(bank().assign("ann", "P"), "bob").undelivered).toEqual([]);
    expect(explain(bank().assign("ann", "P").notAsked("groupMembers", "I"), "ann").undelivered).toEqual([]);
  });

  it("tells what several packages of one person give", () => {
    const both = bank().assign("ann", "P").assign("ann", "Q").members("I", "ann").assign("bob", "P");
    expect(explain(both, "ann").shared).toMatchObject([
      { accessPoint: { id: "I" }, packages: [{ id: "P" }, { id: "Q" }] },
    ]);
    expect(explanationReport({ explanation: explain(both, "ann"), colour: false })).toContain(
      'Given by more than one package, so that it outlasts any of them:\n  group "I" by "P", "Q"',
    );
    expect(explain(both, "bob").shared).toEqual([]);
  });
});
