import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { flag, name, optionalFlag, optionalText } from "../graph-values.ts";

const servicePrincipal = z.object({
  id: z.string(),
  appId: optionalText,
  displayName: name,
  servicePrincipalType: optionalText,
  accountEnabled: optionalFlag,
  appRoles: z
    .array(z.object({ id: z.string(), value: optionalText, displayName: name, isEnabled: flag.default(true) }))
    .default([]),
});

export const servicePrincipals = defineCollector({
  section: "servicePrincipals",
  permissions: ["Application.Read.All"],
  neverEmpty: true,
  path: () => query("/servicePrincipals", { select: Object.keys(servicePrincipal.shape), top: 999 }),
  item: servicePrincipal,
  row: (item) => item,
});
