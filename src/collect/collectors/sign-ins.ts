import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { optionalTime } from "../graph-values.ts";

/**
 * Sign-in activity apart from the users it belongs to, because it needs a permission and a licence of its own and its
 * pages end at 500 (https://learn.microsoft.com/graph/throttling-limits).
 */
export const signIns = defineCollector({
  section: "signIns",
  permissions: ["AuditLog.Read.All", "User.Read.All"],
  licence: "Microsoft Entra ID P1",
  neverEmpty: true,
  path: () => query("/users", { select: ["id", "signInActivity"], top: 500 }),
  item: z.object({
    id: z.string(),
    signInActivity: z
      .object({
        lastSuccessfulSignInDateTime: optionalTime,
        lastSignInDateTime: optionalTime,
        lastNonInteractiveSignInDateTime: optionalTime,
      })
      .nullish(),
  }),
  row: ({ id, signInActivity }) => ({
    id,
    lastSuccessfulSignInDateTime: signInActivity?.lastSuccessfulSignInDateTime ?? null,
    lastSignInDateTime: signInActivity?.lastSignInDateTime ?? null,
    lastNonInteractiveSignInDateTime: signInActivity?.lastNonInteractiveSignInDateTime ?? null,
  }),
});
