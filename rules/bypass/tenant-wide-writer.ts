import { privilegedAccess } from "../../src/rule-kit/controls.ts";
import type { PermittedApplicationFacts } from "../../src/rule-kit/facts/power-facts.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const tenantWideWriter = defineRule({
  meta: {
    id: "tenant-wide-writer",
    code: "BYP-007",
    title: "Applications that can give anybody access, and their owners",
    rationale: "Whoever has the application's credentials, or may add some, can grant whatever it may write.",
    remedy: "Take the permission away or replace it with one over less, and leave the application without owners.",
    severity: "high",
    references: privilegedAccess,
    falsePositives:
      "Microsoft's own applications are left out; the application that governance itself runs on can be allowed.",
    needs: ["permittedApplications"],
    concludesFromAbsenceOf: [],
    parameters: {
      permissions: list(
        [
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "AppRoleAssignment.ReadWrite.All",
          "RoleManagement.ReadWrite.Directory",
          "Directory.ReadWrite.All",
          "EntitlementManagement.ReadWrite.All",
          "Application.ReadWrite.All",
        ],
        "permissions of Microsoft Graph that no application should have",
      ),
      allow: list([], "applications by object id, appId or display name"),
    },
  },

  evaluate({ permittedApplications: { applications, unknown } }, { parameters }) {
    const [isNamed, isAllowed] = [listedIn(parameters.permissions), listedIn(parameters.allow)];
    const judged = applications
      .filter(({ application: { id, appId, displayName } }) => !isAllowed(id, appId, displayName))
      .map((one) => ({
        ...one,
        permissions: one.permissions.filter(({ name }) => isNamed(name)),
        examined: one.permissions.length + one.owners.length,
      }))
      .filter(({ application }) => makerOf(application) !== "Microsoft");
    const writers = judged.filter(({ permissions }) => permissions.length > 0);
    const accused = writers.filter(({ application }) => makerOf(application) === "others");
    return {
      examined: judged.reduce((sum, { examined }) => sum + examined, 0),
      violations: accused.flatMap(({ principal, application, permissions, owners }) => {
        const names = permissions.map(({ name }) => name).join(", ");
        const adjustments = application.accountEnabled === false ? [disabled] : [];
        return [
          ...permissions.map(({ pointId, name, evidence }) => ({
            principal,
            subject: { kind: "appRole", id: pointId, name },
            message: `Application "${application.displayName}" can write to the whole tenant by ${name}`,
            adjustments,
            evidence: [evidence],
          })),
          ...owners.map((owner) => ({
            principal: owner.principal,
            subject: { kind: "servicePrincipal", id: application.id, name: application.displayName },
            message: `${owner.principal.displayName} owns application "${application.displayName}" and can speak for it, with ${names}`,
            adjustments,
            evidence: [owner.evidence, ...permissions.map(({ evidence }) => evidence)],
          })),
        ];
      }),
      undecided: [
        ...unknown,
        ...writers
          .filter(({ application }) => makerOf(application) === "unknown")
          .map(
            ({ application }) => `application "${application.displayName}": whether it is Microsoft's own is not told`,
          ),
      ],
      ...(judged.length === 0 ? { notApplicable: "no application has a permission of Microsoft Graph" } : {}),
    };
  },
});

const disabled: Adjustment = { steps: -1, because: "the application is disabled" };

/** The tenant that Microsoft registers its own applications in. */
const microsoft = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** Who registered an application; of a managed identity that is nobody, and it is the tenant's own. */
function makerOf({
  appOwnerOrganizationId,
  servicePrincipalType,
}: PermittedApplicationFacts["applications"][number]["application"]): "Microsoft" | "others" | "unknown" {
  if (appOwnerOrganizationId !== null)
    return appOwnerOrganizationId.toLowerCase() === microsoft ? "Microsoft" : "others";
  return servicePrincipalType?.toLowerCase() === "managedidentity" ? "others" : "unknown";
}
