import { describe, expect, it } from "vitest";
import { aPack, groupNamed, packageNamed } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";
import { planned } from "./planned.ts";

const bank = () =>
  aTenant()
    .users("ann", "bob", "cleo")
    .groups("I", "A", "in I", "other")
    .accessPackages("PI", "PA")
    .app("erp", "I", "A");

const packages = aPack({ raise: [packageNamed("PI")], approve: [packageNamed("PA")] }, { revoke: "raise" });

describe("what is to be declared afterwards", () => {
  it("is what is missing, in both directions", () => {
    const base = "https://graph.microsoft.com/v1.0/identityGovernance/entitlementManagement/accessPackages";
    const { plan } = planned(bank(), packages);
    expect(plan.declarations).toEqual([
      {
        from: { kind: "accessPackage", id: "PA", name: "PA" },
        to: { kind: "accessPackage", id: "PI", name: "PI" },
        request: {
          method: "POST",
          url: `${base}/PA/incompatibleAccessPackages/$ref`,
          body: { "@odata.id": `${base}/PI` },
        },
      },
      expect.objectContaining({
        from: expect.objectContaining({ id: "PI" }),
        to: expect.objectContaining({ id: "PA" }),
      }),
    ]);
  });

  it("is the way back of what is declared one way", () => {
    const { plan } = planned(bank().declares("PA", "PI"));
    expect(plan.declarations.map(({ from, to }) => [from.id, to.id])).toEqual([["PI", "PA"]]);
    expect(planned(bank().declares("PA", "PI").declares("PI", "PA")).plan.declarations).toEqual([]);
  });

  it("is nothing where two of three may be held together", () => {
    const heldBy = { a: [packageNamed("PI")], b: [packageNamed("PA")], c: [groupNamed("I")] };
    expect(planned(bank(), aPack(heldBy, { atMost: 2 })).plan.declarations).toEqual([]);
  });
});
