import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { flag, name, optionalFlag, optionalText } from "../graph-values.ts";

const servicePrincipal = z.object({
  id: z.string(),
  appId: optionalText,
  appOwnerOrganizationId: optionalText,
  displayName: name,
  servicePrincipalType: optionalText,
  accountEnabled: optionalFlag,
  appRoles: z
    .array(z.object({ id: z.string(), value: optionalText, displayName: name, isEnabled: flag.default(true) }))
    .default([]),
});

/**
 * Applications as the tenant has them; agent identities are those of the `servicePrincipalType` ServiceIdentity
 * (https://learn.microsoft.com/graph/api/resources/agentidentity).
 */
export const servicePrincipals = defineCollector({
  section: "servicePrincipals",
  permissions: ["Application.Read.All"],
  neverEmpty: true,
  path: () => query("/servicePrincipals", { select: Object.keys(servicePrincipal.shape), top: 999 }),
  itemPath: (id) => query(`/servicePrincipals/${segment(id)}`, { select: Object.keys(servicePrincipal.shape) }),
  item: servicePrincipal,
  row: (item) => item,
});
