import { z } from "zod";
import type { ScanIdentity } from "../domain/assessment.ts";

/** Gives a bearer that is valid now; asked again for every attempt, so that a renewed token is picked up. */
export type TokenSource = () => Promise<string>;

export type TokenClaims = { readonly tenantId: string | null; readonly identity: ScanIdentity };

const claims = z.object({
  tid: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  oid: z.string().optional(),
  roles: z.array(z.string()).optional(),
  scp: z.string().optional(),
});

const unreadable: TokenClaims = {
  tenantId: null,
  identity: { kind: "unknown", appId: null, objectId: null, permissions: [] },
};

/**
 * What an access token says of its bearer, without checking its signature: Graph does that. `roles` holds application
 * permissions, `scp` delegated ones (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
 * An opaque token says nothing.
 */
export function claimsOf(token: string): TokenClaims {
  const payload = claims.safeParse(payloadOf(token));
  if (!payload.success) return unreadable;

  const { tid, appid, azp, oid, roles, scp } = payload.data;
  const delegated = scp !== undefined;
  const permissions = delegated ? scp.split(" ").filter((name) => name !== "") : (roles ?? []);
  return {
    tenantId: tid ?? null,
    identity: {
      kind: delegated ? "delegated" : "application",
      appId: appid ?? azp ?? null,
      objectId: oid ?? null,
      permissions: permissions.toSorted(),
    },
  };
}

function payloadOf(token: string): unknown {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    return JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
