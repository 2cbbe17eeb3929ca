/** Who did it: a user, an application, or, in a few events, neither. */
export type AuditInitiator = {
  readonly user: {
    readonly id: string;
    readonly displayName: string | null;
    readonly userPrincipalName: string;
    readonly ipAddress: string | null;
  } | null;
  readonly app: {
    readonly appId: string | null;
    readonly displayName: string;
    readonly servicePrincipalId: string | null;
    readonly servicePrincipalName: string | null;
  } | null;
};

export type AuditTarget = {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: string;
  readonly userPrincipalName: string | null;
  readonly groupType: "unifiedGroups" | "azureAD" | null;
  /** Values are JSON within JSON: a text comes in quotes of its own. */
  readonly modifiedProperties: readonly {
    readonly displayName: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
};

export type AuditCategory =
  | "EntitlementManagement"
  | "GroupManagement"
  | "RoleManagement"
  | "ApplicationManagement"
  | "PolicyManagement";

/** One line of the directory's audit log. */
export type DirectoryAudit = {
  readonly id: string;
  readonly category: AuditCategory;
  readonly correlationId: string;
  readonly result: "success" | "failure" | "timeout";
  readonly resultReason: string;
  readonly activityDisplayName: string;
  readonly activityDateTime: string;
  readonly loggedByService: string;
  readonly operationType: "Add" | "Assign" | "Update" | "Unassign" | "Delete";
  readonly initiatedBy: AuditInitiator;
  readonly targetResources: readonly AuditTarget[];
  readonly additionalDetails: readonly { readonly key: string; readonly value: string }[];
};
