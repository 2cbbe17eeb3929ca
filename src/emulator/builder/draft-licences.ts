import type { SubscribedSku } from "../tenant/licences.ts";
import type { Setting } from "./draft-directory.ts";

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const servicePlans = {
  AAD_PREMIUM_P2: { AAD_PREMIUM_P2: "eec0eb4f-6444-4f95-aba0-50c24d67f998" },
  Microsoft_Entra_ID_Governance: { Entra_Identity_Governance: "e866a266-3cff-43a3-acca-0c90a7e00c8b" },
} as const;

export type Licence = keyof typeof servicePlans;

/** A subscription with a seat for everybody. Its `skuId` is this emulator's own, its service plans are real. */
export function subscribedSkuOf(skuPartNumber: Licence, seats: number, { names }: Setting): SubscribedSku {
  const skuId = names.derive("sku", skuPartNumber);
  return {
    id: `${names.derive("organization", names.tenant)}_${skuId}`,
    skuId,
    skuPartNumber,
    appliesTo: "User",
    capabilityStatus: "Enabled",
    consumedUnits: seats,
    prepaidUnits: { enabled: seats + 50, suspended: 0, warning: 0 },
    servicePlans: Object.entries(servicePlans[skuPartNumber]).map(([servicePlanName, servicePlanId]) => ({
      servicePlanId,
      servicePlanName,
      provisioningStatus: "Success",
      appliesTo: "User",
    })),
  };
}
