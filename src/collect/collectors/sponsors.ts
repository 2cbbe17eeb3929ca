import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { entitlementManagement } from "../entitlement-management.ts";
import { name, typeName } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

const item = z.object({ "@odata.type": typeName, id: z.string(), displayName: name });

/** The users and groups of the tenant who approve for people of a connected organization. */
export const internalSponsors = defineCollector({
  section: "internalSponsors",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (organizationId) => `${organization(organizationId)}/internalSponsors`,
  parentPath: organization,
  item,
  row: sponsor,
});

/** Those of the other organization, as guests of the tenant. */
export const externalSponsors = defineCollector({
  section: "externalSponsors",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (organizationId) => `${organization(organizationId)}/externalSponsors`,
  parentPath: organization,
  item,
  row: sponsor,
});

function organization(id: string): string {
  return `${entitlementManagement}/connectedOrganizations/${segment(id)}`;
}

function sponsor({ "@odata.type": sponsorType, id, displayName }: z.infer<typeof item>, organizationId: string) {
  return { connectedOrganizationId: organizationId, sponsorId: id, sponsorType, sponsorName: displayName };
}
