/** Where entitlement management stands in Graph v1.0; it documents no page size, so none is asked for. */
export const entitlementManagement = "/identityGovernance/entitlementManagement";
