import { describe, expect, it } from "vitest";
import { type Suggestion, suggestBindings } from "../../../src/conflicts/lab/suggest.ts";
import { isAlike, wordsOf } from "../../../src/conflicts/lab/words.ts";
import { readPacks } from "../../../src/conflicts/packs.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const packs = readPacks([
  {
    file: "pay.yaml",
    text: `pack: pay
duties:
  initiate-payment: { title: Raise a payment, kind: recording }
  approve-payment: { title: Approve a payment, kind: authorization }
  release-payment: { title: Release a payment, kind: custody }
  maintain-vendor: { title: Maintain vendors, kind: recording, heldBy: [{ group: { name: V } }] }
`,
  },
]);

const suggested = (tenant: TenantBuilder): readonly Suggestion[] => suggestBindings(packs, tenant.build());

const brief = (tenant: TenantBuilder) =>
  suggested(tenant).map(({ duty, name, confidence }) => `${duty}: ${name} (${confidence})`);

describe("suggesting bindings", () => {
  it("proposes packages, groups and app roles by their names, duty by duty, with the reason", () => {
    const tenant = aTenant()
      .accessPackage("p1", { displayName: "Vendor Payment - Approver", catalogName: "Payments" })
      .group("g1", { displayName: "PAY-Initiators" })
      .group("g2", { displayName: "Canteen" })
      .app("erp", "Payment.Create", "Menu.Read");
    expect(brief(tenant)).toEqual([
      "initiate-payment: PAY-Initiators (high)",
      "initiate-payment: erp / Payment.Create (high)",
      "approve-payment: Vendor Payment - Approver (high)",
    ]);
    expect(suggested(tenant).map(({ selector }) => selector)).toEqual([
      { group: { name: "PAY-Initiators", membership: "transitive" } },
      { appRole: { app: "erp", role: "Payment.Create" } },
      { accessPackage: { name: "Vendor Payment - Approver", catalog: "Payments" } },
    ]);
    expect(suggested(tenant)[0]?.reason).toBe('its name says "initiators" and "pay"');
  });

  it("trusts a description less than a name, and says where the word was", () => {
    const tenant = aTenant().group("g1", { displayName: "Approvers North", description: "They approve payments." });
    expect(suggested(tenant)).toMatchObject([
      {
        duty: "approve-payment",
        confidence: "medium",
        reason: 'its name says "approvers"; its description says "payments"',
      },
    ]);
  });

  it("doubts what fits several duties, what only shares a word, and what sounds read-only", () => {
    expect(brief(aTenant().group("g1", { displayName: "Payment approve and release" }))).toEqual([
      "approve-payment: Payment approve and release (low)",
      "release-payment: Payment approve and release (low)",
    ]);
    expect(brief(aTenant().group("g1", { displayName: "Leave approvers" }))).toEqual([
      "approve-payment: Leave approvers (low)",
    ]);
    expect(brief(aTenant().app("erp", "Payment.Release.Read"))).toEqual([
      "release-payment: erp / Payment.Release.Read (low)",
    ]);
  });

  it("leaves guesses out where something fits well, and duties that are bound", () => {
    const tenant = aTenant()
      .group("g1", { displayName: "Payment approvers" })
      .group("g2", { displayName: "Leave approvers" })
      .group("V", { displayName: "Vendor maintainers" });
    expect(brief(tenant)).toEqual(["approve-payment: Payment approvers (high)"]);
  });

  it("names by id what shares its name, and what a person could not read", () => {
    const tenant = aTenant()
      .group("g1", { displayName: "Payment approvers" })
      .group("g2", { displayName: "Payment approvers" })
      .accessPackage("p1", { displayName: "Payment approvers\u202e" });
    expect(suggested(tenant).map(({ selector }) => selector)).toEqual([
      { group: { id: "g1", membership: "transitive" } },
      { group: { id: "g2", membership: "transitive" } },
      { accessPackage: { id: "p1" } },
    ]);
  });
});

describe("words", () => {
  it.each([
    ["PAY-Initiators", ["pay", "initiators"]],
    ["VendorPay_Approver of the APP", ["vendor", "pay", "approver"]],
    ["", []],
  ])("of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ["approve", "approvers", true],
    ["pay", "payment", true],
    ["raise", "create", true],
    ["reconcile", "recon", true],
    ["send", "senior", false],
    ["order", "border", false],
    ["hr", "hr", true],
    ["approve", "apply", false],
  ])("%s and %s", (one, other, alike) => {
    expect(isAlike(one, other)).toBe(alike);
    expect(isAlike(other, one)).toBe(alike);
  });
});
