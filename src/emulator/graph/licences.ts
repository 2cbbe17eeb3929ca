import { GraphFault } from "../odata/graph-fault.ts";
import type { Tenant } from "../tenant.ts";

/** Service plans by which a call is served, and how Graph refuses it without any of them. */
type Licensed = {
  readonly template: RegExp;
  readonly select?: string;
  readonly plans: readonly string[];
  readonly refusal: () => GraphFault;
};

const governance = ["AAD_PREMIUM_P2", "Entra_Identity_Governance"];

/**
 * The refusals as tenants without a licence have met them: microsoft/EntraExporter issue 61 and maester365/maester issue 1421,
 * AzureAD/AzureAD-Governance-Assessment issue 2, MicrosoftDocs/azure-docs pull 77948.
 */
const licensed: readonly Licensed[] = [
  {
    template: /ScheduleInstances$/u,
    plans: governance,
    refusal: () =>
      new GraphFault(
        400,
        "AadPremiumLicenseRequired",
        "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.",
      ),
  },
  {
    template: /\/entitlementManagement\//u,
    plans: governance,
    refusal: () =>
      new GraphFault(
        403,
        "NoLicense",
        "User is not authorized to perform the operation. Reason: Tenant does not meet license requirement!",
      ),
  },
  {
    template: /^\/users$/u,
    select: "signInActivity",
    plans: ["AAD_PREMIUM", ...governance],
    refusal: () =>
      new GraphFault(
        403,
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Neither tenant is B2C or tenant doesn't have premium license",
      ),
  },
];

/** Throws where the tenant has not bought what is asked for. */
export function demandLicence(template: string, query: URLSearchParams, { subscribedSkus }: Tenant): void {
  const bought = new Set(
    subscribedSkus.flatMap(({ servicePlans }) => servicePlans.map((plan) => plan.servicePlanName)),
  );
  for (const { template: pattern, select = "", plans, refusal } of licensed) {
    const isAsked = pattern.test(template) && (query.get("$select") ?? "").includes(select);
    if (isAsked && !plans.some((plan) => bought.has(plan))) throw refusal();
  }
}
