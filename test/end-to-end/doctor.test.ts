import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { now, readPermissions, testIo } from "./scan-emulated.ts";

const licensed = aTenant("licensed", { now }).build();
const [sku] = licensed.subscribedSkus;

/** The same tenant, with its one subscription changed or gone. */
const withSkus = (...subscribedSkus: Tenant["subscribedSkus"]): Tenant => ({ ...licensed, subscribedSkus });
const withPlan = (servicePlanName: string, more: Partial<Tenant["subscribedSkus"][number]> = {}): Tenant =>
  withSkus({ ...sku!, servicePlans: sku!.servicePlans.map((plan) => ({ ...plan, servicePlanName })), ...more });

type Asked = { readonly tenant?: Tenant; readonly token?: string; readonly intercept?: EmulatorOptions["intercept"] };

async function doctor({ tenant = licensed, token = mintToken({ roles: readPermissions }), intercept }: Asked) {
  const emulator = await startEmulator({ tenant, now: () => now, ...(intercept === undefined ? {} : { intercept }) });
  try {
    const io = testIo({ SODSCAN_ACCESS_TOKEN: token });
    const exitCode = await run(["doctor", "--auth", "static-token", "--graph-url", emulator.url], io);
    return { exitCode, printed: io.printed.join("\n") };
  } finally {
    await emulator.close();
  }
}

const p1 = (state: string) => new RegExp(`^${state} +Microsoft Entra ID P1 +signIns`, "mu");
const p2 = (state: string) => new RegExp(`^${state} +Microsoft Entra ID P2 or ID Governance .*assignments`, "mu");

describe("doctor", () => {
  it("is content where every permission and every licence is there", async () => {
    const { exitCode, printed } = await doctor({});
    expect(printed).not.toMatch(/MISSING|unknown|cannot be told/u);
    expect(printed).toMatch(p1("present"));
    expect(printed).toMatch(p2("present"));
    expect(exitCode).toBe(0);
  });

  it("names the missing permission and the rules it costs", async () => {
    const roles = readPermissions.filter((permission) => permission !== "EntitlementManagement.Read.All");
    const { exitCode, printed } = await doctor({ token: mintToken({ roles }) });
    expect(exitCode).toBe(3);
    expect(printed).toMatch(/MISSING {2}EntitlementManagement\.Read\.All.*costs [^\n]*\bdual-holder\b/u);
    expect(printed).toMatch(/granted {2}User\.Read\.All/u);
  });

  it("is content with a broader permission and warns of one that writes", async () => {
    const { exitCode, printed } = await doctor({
      token: mintToken({
        roles: [
          "Directory.Read.All",
          "AuditLog.Read.All",
          "AccessReview.Read.All",
          "EntitlementManagement.ReadWrite.All",
          "RoleManagement.Read.Directory",
          "PrivilegedAssignmentSchedule.Read.AzureADGroup",
          "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
        ],
      }),
    });
    expect(exitCode).toBe(0);
    expect(printed).toContain("holds EntitlementManagement.ReadWrite.All, PrivilegedEligibilitySchedule");
  });

  it.each([
    ["no subscription", withSkus(), "MISSING", "MISSING"],
    [
      "a subscription that was suspended",
      withPlan("AAD_PREMIUM_P2", { capabilityStatus: "Suspended" }),
      "MISSING",
      "MISSING",
    ],
    ["one in its grace period", withPlan("AAD_PREMIUM_P2", { capabilityStatus: "Warning" }), "present", "present"],
    ["P1 alone", withPlan("AAD_PREMIUM"), "present", "MISSING"],
    ["ID Governance alone", withPlan("Entra_Identity_Governance"), "MISSING", "present"],
    ["something else", withPlan("EXCHANGE_S_FOUNDATION"), "MISSING", "MISSING"],
  ])("with %s says what is missing and what that costs", async (_, tenant, first, second) => {
    const { exitCode, printed } = await doctor({ tenant });
    expect(printed).toMatch(p1(first));
    expect(printed).toMatch(p2(second));
    if (first === "MISSING") expect(printed).toMatch(/MISSING {2}Microsoft Entra ID P1.*costs stale-access/u);
    if (second === "MISSING") expect(printed).toMatch(/MISSING {2}Microsoft Entra ID P2.*costs [^\n]*\bdual-holder\b/u);
    expect(exitCode).toBe([first, second].includes("MISSING") ? 3 : 0);
  });

  it("says so where it may not read the licences", async () => {
    const roles = readPermissions.filter((permission) => permission !== "Organization.Read.All");
    const { exitCode, printed } = await doctor({ token: mintToken({ roles }) });
    expect(printed).toMatch(/licences the tenant has cannot be told: Graph answered 403 .*subscribedSkus/u);
    expect(printed).toMatch(p2("unknown"));
    expect(exitCode).toBe(3);
  });

  it("does not take an answer it cannot read for no licence", async () => {
    const { exitCode, printed } = await doctor({
      intercept: ({ path }) => (path === "/v1.0/subscribedSkus" ? { status: 200, body: { value: [{}] } } : undefined),
    });
    expect(printed).toContain("cannot be told");
    expect(printed).toMatch(p2("unknown"));
    expect(exitCode).toBe(3);
  });

  it("tells the licences where the token tells nothing", async () => {
    const { exitCode, printed } = await doctor({
      token: "opaque",
      intercept: ({ path }) =>
        path === "/v1.0/subscribedSkus" ? { status: 200, body: { value: licensed.subscribedSkus } } : undefined,
    });
    expect(printed).toContain("The token is opaque");
    expect(printed).toMatch(p2("present"));
    expect(exitCode).toBe(3);
  });
});
