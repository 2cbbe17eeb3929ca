/** A subscription of the tenant, with the service plans it pays for. */
export type SubscribedSku = {
  readonly id: string;
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly appliesTo: "User" | "Company";
  readonly capabilityStatus: "Enabled" | "Warning" | "Suspended" | "Deleted" | "LockedOut";
  readonly consumedUnits: number;
  readonly prepaidUnits: { readonly enabled: number; readonly suspended: number; readonly warning: number };
  readonly servicePlans: readonly ServicePlan[];
};

export type ServicePlan = {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly provisioningStatus: "Success" | "Disabled";
  readonly appliesTo: "User" | "Company";
};
