import { isRecord } from "../odata/entity.ts";
import { GraphFault } from "../odata/graph-fault.ts";

/** Who calls, by the token; a bearer that is no JWT names no application, and may do everything: `permissions` is null. */
export type Caller = { readonly appId: string | null; readonly permissions: ReadonlySet<string> | null };

/** Reads the bearer as Graph would, except that a signature is not checked. Throws where there is none to read. */
export function callerOf(authorization: string | undefined): Caller {
  const [scheme = "", token = ""] = (authorization ?? "").trim().split(/\s+/u);
  if (scheme.toLowerCase() !== "bearer" || token === "") throw unauthenticated("Access token is empty.");

  const parts = token.split(".");
  if (parts.length !== 3) return { appId: null, permissions: null };

  const claims = claimsOf(parts[1] ?? "");
  const scopes = typeof claims["scp"] === "string" ? claims["scp"].split(" ") : [];
  const roles: readonly unknown[] = Array.isArray(claims["roles"]) ? claims["roles"] : [];
  const permissions = new Set([...scopes, ...roles.filter((role) => typeof role === "string")]);
  return { appId: typeof claims["appid"] === "string" ? claims["appid"] : null, permissions };
}

/** Refuses a caller whose token holds none of the permissions that suffice. */
export function demand({ permissions }: Caller, sufficient: readonly string[]): void {
  if (permissions === null || sufficient.some((permission) => permissions.has(permission))) return;
  throw new GraphFault(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}

function claimsOf(payload: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    if (isRecord(claims)) return claims;
  } catch {
    // Not JSON: refused below, like JSON that is no object.
  }
  throw unauthenticated("CompactToken parsing failed with error code: 80049217");
}

function unauthenticated(message: string): GraphFault {
  return new GraphFault(401, "InvalidAuthenticationToken", message);
}
