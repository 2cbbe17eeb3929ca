import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name } from "../graph-values.ts";

export const organization = defineCollector({
  section: "organization",
  permissions: ["Organization.Read.All"],
  neverEmpty: true,
  path: () => query("/organization", { select: ["id", "displayName", "verifiedDomains"] }),
  item: z.object({
    id: z.string(),
    displayName: name,
    verifiedDomains: z.array(z.object({ name: z.string() })).default([]),
  }),
  row: ({ id, displayName, verifiedDomains }) => ({
    id,
    displayName,
    verifiedDomains: verifiedDomains.map((domain) => domain.name),
  }),
});
