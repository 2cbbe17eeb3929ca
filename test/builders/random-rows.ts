import * as fc from "fast-check";
import { z } from "zod";
import { sectionNames, type SectionName } from "../../src/domain/sections.ts";
import { naturalKeys, rowSchemas } from "../../src/snapshot/sections.ts";
import { emptyRows, type Rows } from "./rows.ts";

type Schema = z.core.$ZodType;

const oneOf = (...values: readonly unknown[]) => fc.constantFrom(...values);
const graph = "00000003-0000-0000-c000-000000000000";

/** Ids that are tokens of letters and a digit, so that a renaming can find them wherever they stand. */
const named = (kind: string, count = 3) => Array.from({ length: count }, (_, nth) => `${kind}~${nth}`);
const users = named("user");
const groups = named("group");
const apps = named("app");
const packages = named("package");
const anyone = oneOf(...users, ...users, ...groups, ...apps, "gone~0");
const moments = oneOf(
  "2025-06-01T08:00:00Z",
  "2026-10-30T08:00:00Z",
  "2026-11-10T08:00:00Z",
  "2026-11-10T20:00:00Z",
  "2026-11-20T08:00:00Z",
  "2027-03-01T08:00:00Z",
);
const templates = [
  "62e90394-69f5-4237-9190-012177145e10",
  "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",
  "ae79f266-94d4-4dab-b730-feca7e132178",
  "7f480852-ebdc-47d4-87de-0d8498384a83",
  "fdd7a751-b60b-444a-984c-02652fe8fa1c",
];
const roles = oneOf(...templates);

/** What stands in a property of this name, whatever the section, unless the section says otherwise. */
const vocabulary: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  displayName: oneOf("Ann", "Ben", "A & B"),
  accountEnabled: fc.boolean(),
  userType: oneOf("Member", "Guest"),
  userPrincipalName: oneOf("ann@bank.example", "adm-ann@bank.example", "ben_x.example#EXT#@bank.example"),
  mail: oneOf("ann@bank.example", "ben@x.example"),
  employeeId: oneOf("1001", "1002"),
  catalogType: oneOf("userManaged", "userManaged", "serviceDefault"),
  visibility: oneOf("Public", "Private"),
  groupTypes: oneOf([], [], ["DynamicMembership"], ["Unified"]),
  accessId: oneOf("member", "owner"),
  memberType: oneOf("Direct", "Group"),
  assignmentType: oneOf("Assigned", "Activated"),
  appScopeId: oneOf("/", "/AccessPackageCatalog/catalog~0", "/AccessPackageCatalog/catalog~1"),
  directoryScopeId: oneOf("/", "/", "/administrativeUnits/1"),
  appId: oneOf(graph, "own~0"),
  roleDefinitionId: roles,
  templateId: roles,
  appRoleId: oneOf("role~0", "role~1"),
  originSystem: oneOf("AadGroup", "AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole"),
  originId: oneOf(...groups, ...apps, "gone~1"),
  roleOriginId: oneOf(...groups.map((group) => `Member_${group}`), `Owner_group~0`, "role~0", "Eligible"),
  scopeOriginId: oneOf(...groups, ...groups, "app~0", templates[0]),
  state: oneOf(
    "delivered",
    "Delivered",
    "partiallyDelivered",
    "delivering",
    "expired",
    "pendingApproval",
    "denied",
    "unpublished",
    "proposed",
  ),
  requestType: oneOf("userAdd", "adminAdd", "userRemove", "userUpdate", "onBehalfAdd"),
  allowedTargetScope: oneOf("allMemberUsers", "specificDirectoryUsers", "notSpecified", "allExternalUsers"),
  expirationBehavior: oneOf("keepAccess", "removeAccess"),
  externalUserLifecycleAction: oneOf("none", "blockSignIn", "blockSignInAndDelete"),
  durationUntilExternalUserDeletedAfterBlocked: oneOf("P30D", "P400D"),
  duration: oneOf("P30D", "P365D"),
  timeoutDuration: oneOf("PT1H"),
  membershipRule: oneOf('(user.department -eq "x")', '(user.userType -eq "Member")'),
  managerLevel: oneOf(1, 2),
  stage: oneOf("assignmentRequestGranted", "assignmentRequestRemoved", "assignmentRequestCreated"),
  authenticationType: oneOf("azureAdTokenAuthentication", "azureAdPopTokenAuthentication"),
  decision: oneOf("Approve", "Deny", "DontKnow", "NotReviewed"),
  recommendation: oneOf("Approve", "Deny"),
  applyResult: oneOf("New", "AppliedSuccessfully", "AppliedWithUnknownFailure"),
  result: oneOf("success", "failure"),
  activity: oneOf(
    "Add member to group",
    "Admin directly assigns user to access package",
    "Fulfill access package assignment request",
    "Approve access package assignment request",
    "Update access package assignment policy",
    "Delete incompatible access package",
    "Create incompatible access package",
  ),
  category: oneOf("EntitlementManagement", "GroupManagement"),
  key: oneOf("AccessPackageId", "RequestId"),
  property: oneOf("IsApprovalRequiredForAdd", "Group.ObjectID"),
  oldValue: oneOf('"False"', '"True"', '"group~0"'),
  newValue: oneOf('"False"', '"True"', '"group~0"'),
  value: oneOf("role~0", "GroupMember.ReadWrite.All", "package~0"),
  servicePlanName: oneOf("AAD_PREMIUM_P2"),
  isAutomatic: oneOf(false, false, true),
  scope: oneOf(
    { query: "/identityGovernance/entitlementManagement/assignments?$filter=(accessPackageId eq 'package~0')" },
    { query: "/groups/group~0/transitiveMembers" },
  ),
  reviewers: oneOf([], [{ query: "/users/user~0", queryType: "MicrosoftGraph" }]),
  endpointConfiguration: oneOf(
    { subscriptionId: "S", resourceGroupName: "G" },
    { subscriptionId: "T", resourceGroupName: "G" },
  ),
  settings: oneOf({
    recurrence: { pattern: { type: "absoluteMonthly", interval: 3 } },
    autoApplyDecisionsEnabled: false,
    defaultDecision: "Approve",
  }),
  schedule: oneOf({ recurrence: { pattern: { type: "absoluteMonthly", interval: 3 } } }),
};

/** What an id of this name refers to. */
const references: readonly (readonly [RegExp, fc.Arbitrary<unknown>])[] = [
  [/^(?:groupId)$/u, oneOf(...groups)],
  [/^(?:accessPackageId|incompatibleId|incompatibleWithId)$/u, oneOf(...packages)],
  [/^(?:catalogId)$/u, oneOf("catalog~0", "catalog~1")],
  [/^(?:resourceId|servicePrincipalId)$/u, oneOf(...apps)],
  [/^(?:policyId)$/u, oneOf("policy~0", "policy~1")],
  [/^(?:assignmentId)$/u, oneOf("assignment~0", "assignment~1")],
  [/^(?:customExtensionId)$/u, oneOf("extension~0", "extension~1")],
  [/^(?:definitionId)$/u, oneOf("definition~0", "definition~1")],
  [/^(?:instanceId)$/u, oneOf("instance~0", "instance~1")],
  [/^(?:connectedOrganizationId)$/u, oneOf("organization~0")],
  [/^(?:userId)$/u, oneOf(...users)],
  [/(?:Id|^id)$/u, anyone],
  [/DateTime$/u, moments],
];

const kinds: Partial<Record<SectionName, readonly unknown[]>> = {
  users,
  signIns: users,
  deletedUsers: ["gone~0"],
  groups,
  deletedGroups: ["gone~1"],
  servicePrincipals: apps,
  accessPackages: packages,
  policyList: named("policy"),
  policies: named("policy"),
  catalogs: named("catalog", 2),
  assignments: named("assignment", 8),
  assignmentRequests: named("request", 6),
  customExtensions: named("extension", 2),
  connectedOrganizations: named("organization", 1),
  accessReviewDefinitions: named("definition", 2),
  accessReviewInstances: named("instance", 2),
  accessReviewDecisions: named("decision", 4),
  directoryRoleDefinitions: templates,
  entitlementRoleDefinitions: templates,
};

const subjectTypes = oneOf(
  "singleUser",
  "groupMembers",
  "requestorManager",
  "internalSponsors",
  "connectedOrganizationMembers",
);
const expirationTypes = oneOf("noExpiration", "afterDuration", "afterDateTime", "notSpecified");

function ofType(parents: readonly string[]): fc.Arbitrary<unknown> {
  const [parent = ""] = parents;
  if (parent === "expiration") return expirationTypes;
  if (parent === "customExtensions") return oneOf("accessPackageAssignmentRequestWorkflowExtension");
  return subjectTypes;
}

/** Values of a schema of row: those of its vocabulary, and null wherever that may stand, more or less often. */
function valueOf(schema: Schema, name: string, parents: readonly string[], nulls: number): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodNullable)
    return fc.option(valueOf(schema.unwrap(), name, parents, nulls), { nil: null, freq: nulls });
  if (schema instanceof z.ZodReadonly) return valueOf(schema.unwrap(), name, parents, nulls);
  if (name === "memberId" && parents[0] === "groupTransitiveMembers") return oneOf(...users);
  const known = vocabulary[name] ?? references.find(([pattern]) => pattern.test(name))?.[1];
  if (known !== undefined) return known;
  if (name === "type") return ofType(parents);
  if (/(?:Type)$/u.test(name)) return oneOf("user", "group", "servicePrincipal");
  if (schema instanceof z.ZodObject) return objectOf(schema, [name, ...parents], nulls);
  if (schema instanceof z.ZodArray) return fc.array(valueOf(schema.element, name, parents, nulls), { maxLength: 2 });
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]));
  return oneOf("x", "y");
}

function objectOf(
  schema: z.ZodObject,
  parents: readonly string[],
  nulls: number,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      Object.entries(schema.shape).map(([name, inner]) => [name, valueOf(inner as Schema, name, parents, nulls)]),
    ),
  );
}

function rowsOf(section: SectionName, nulls: number): fc.Arbitrary<readonly Record<string, unknown>[]> {
  const keys: readonly string[] = naturalKeys[section];
  const ids = kinds[section];
  const row = objectOf(rowSchemas[section], [section], nulls).map(typed);
  if (ids !== undefined) return fc.tuple(...ids.map((id) => row.map((one) => ({ ...one, id }))));
  return fc.uniqueArray(row, { selector: (one) => keys.map((key) => String(one[key])).join(" "), maxLength: 8 });
}

const types: Readonly<Record<string, string>> = { user: "user", gone: "user", group: "group", app: "servicePrincipal" };

/** What an id names is of the kind that its row says. */
function typed(row: Record<string, unknown>): Record<string, unknown> {
  const known = Object.keys(row).flatMap((name) => {
    const id = row[name];
    const type = typeof id === "string" ? types[id.split("~")[0] ?? ""] : undefined;
    const place = name.replace(/(?:ObjectI|I)d$/u, "Type");
    return type !== undefined && place !== name && typeof row[place] === "string" ? [[place, type]] : [];
  });
  return { ...row, ...Object.fromEntries(known), ...subjectIn(row) };
}

/** A subject of entitlement management is one object's, be it told on another row only, and has an id of its own. */
function subjectIn(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    [
      ["subjectId", "targetObjectId"],
      ["requestorSubjectId", "requestorObjectId"],
    ].flatMap(([subject = "", object = ""]) => {
      const id = row[object] ?? row[subject];
      return typeof row[subject] === "string" && typeof id === "string" ? [[subject, `subject of ${id}`]] : [];
    }),
  );
}

/** Random rows of every section that refer to each other; `nulls` is one in how many that may be null are. */
export function everyRow(nulls: number): fc.Arbitrary<Rows> {
  return fc
    .tuple(...sectionNames.map((section) => rowsOf(section, nulls)))
    .map(
      (all) => ({ ...emptyRows(), ...Object.fromEntries(all.map((rows, nth) => [sectionNames[nth], rows])) }) as Rows,
    );
}
