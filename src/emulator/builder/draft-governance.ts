import type { AccessPackage, Catalog, ConnectedOrganization, CustomWorkflowExtension } from "../tenant/governance.ts";
import type { AssignmentPolicy } from "../tenant/policy.ts";
import { dated } from "./dated.ts";
import type { Setting } from "./draft-directory.ts";
import type {
  AccessPackageOptions,
  CatalogOptions,
  ConnectedOrganizationOptions,
  Draft,
  Drafts,
  ExtensionOptions,
  PolicyOptions,
} from "./drafts.ts";
import { roleScopeOf } from "./draft-role-scope.ts";
import { keyWithin } from "./names.ts";

/** The catalog every tenant starts with. */
export const generalCatalog = "General";

export function catalogOf(draft: Draft<CatalogOptions>, drafts: Drafts, setting: Setting): Catalog {
  return {
    id: draft.id,
    displayName: draft.name,
    description: draft.description ?? draft.name,
    catalogType: draft.key === generalCatalog ? "serviceDefault" : "userManaged",
    state: draft.unpublished === true ? "unpublished" : "published",
    isExternallyVisible: draft.externallyVisible ?? false,
    ...dated(setting.now),
    customWorkflowExtensions: drafts.extensions
      .filter(({ catalog }) => catalog === draft.key)
      .map((extension) => extensionOf(extension, setting)),
  };
}

export function accessPackageOf(draft: Draft<AccessPackageOptions>, drafts: Drafts, setting: Setting): AccessPackage {
  const { names, now } = setting;
  return {
    id: draft.id,
    catalogId: names.id(draft.catalog ?? generalCatalog, "catalog"),
    displayName: draft.name,
    description: draft.description ?? draft.name,
    isHidden: draft.hidden ?? false,
    ...dated(now),
    resourceRoleScopes: (draft.grants ?? []).map((granted) => roleScopeOf(granted, drafts, setting)),
    incompatibleAccessPackageIds: drafts.incompatiblePackages
      .filter(({ accessPackage }) => accessPackage === draft.key)
      .map(({ other }) => names.id(other, "accessPackage")),
    incompatibleGroupIds: drafts.incompatibleGroups
      .filter(({ accessPackage }) => accessPackage === draft.key)
      .map(({ group }) => names.id(group, "group")),
  };
}

export function policyOf(draft: Draft<PolicyOptions>, { names, now }: Setting): AssignmentPolicy {
  const { id, key, name, accessPackage, stages = [], ...settings } = draft;
  return {
    description: name,
    allowedTargetScope: "notSpecified",
    specificAllowedTargets: [],
    expiration: { type: "noExpiration", duration: null, endDateTime: null },
    requestorSettings: nobodyRequests,
    requestApprovalSettings: noApproval,
    reviewSettings: null,
    automaticRequestSettings: null,
    ...settings,
    id,
    accessPackageId: names.id(accessPackage, "accessPackage"),
    displayName: name,
    ...dated(now),
    customExtensionStageSettings: stages.map(({ stage, extension }) => ({
      id: names.derive("stage", keyWithin(key, stage)),
      stage,
      customExtensionId: names.id(extension, "extension"),
    })),
  };
}

export function connectedOrganizationOf(
  draft: Draft<ConnectedOrganizationOptions>,
  { names, now }: Setting,
): ConnectedOrganization {
  const sponsors = (keys: readonly string[] = []): readonly string[] =>
    keys.map((key) => names.id(key, "user", "group"));
  const tenantId = draft.tenantId ?? names.derive("tenant", draft.key);

  return {
    id: draft.id,
    displayName: draft.name,
    description: draft.description ?? draft.name,
    state: draft.proposed === true ? "proposed" : "configured",
    ...dated(now),
    identitySources: [
      { "@odata.type": "#microsoft.graph.azureActiveDirectoryTenant", tenantId, displayName: draft.name },
    ],
    internalSponsors: sponsors(draft.internalSponsors),
    externalSponsors: sponsors(draft.externalSponsors),
  };
}

const nobodyRequests = {
  enableTargetsToSelfAddAccess: false,
  enableTargetsToSelfUpdateAccess: false,
  enableTargetsToSelfRemoveAccess: false,
  allowCustomAssignmentSchedule: false,
  enableOnBehalfRequestorsToAddAccess: false,
  enableOnBehalfRequestorsToUpdateAccess: false,
  enableOnBehalfRequestorsToRemoveAccess: false,
  onBehalfRequestors: [],
} as const;

const extensionTypes = {
  request: "#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension",
  assignment: "#microsoft.graph.accessPackageAssignmentWorkflowExtension",
} as const;

const noApproval = {
  isApprovalRequiredForAdd: false,
  isApprovalRequiredForUpdate: false,
  isRequestorJustificationRequired: false,
  stages: [],
} as const;

function extensionOf(draft: Draft<ExtensionOptions>, { names, now }: Setting): CustomWorkflowExtension {
  const { id, name, about, waitsForCallback = false, bearerToken = false } = draft;
  const { resourceGroup = "rg-identity-governance" } = draft;
  const { createdDateTime, modifiedDateTime } = dated(now);
  return {
    "@odata.type": extensionTypes[about],
    id,
    displayName: name,
    description: name,
    createdDateTime,
    lastModifiedDateTime: modifiedDateTime,
    endpointConfiguration: {
      "@odata.type": "#microsoft.graph.logicAppTriggerEndpointConfiguration",
      subscriptionId: names.derive("subscription", "governance"),
      resourceGroupName: resourceGroup,
      logicAppWorkflowName: `la-em-${id.slice(0, 8)}`,
    },
    authenticationConfiguration: bearerToken
      ? { "@odata.type": "#microsoft.graph.azureAdTokenAuthentication", resourceId: names.derive("resource", id) }
      : { "@odata.type": "#microsoft.graph.azureAdPopTokenAuthentication" },
    callbackConfiguration: waitsForCallback
      ? { "@odata.type": "#microsoft.graph.customExtensionCallbackConfiguration", timeoutDuration: "PT1H" }
      : null,
  };
}
