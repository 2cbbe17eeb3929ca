export const governanceRoot = "/identityGovernance/entitlementManagement";
