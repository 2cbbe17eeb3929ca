export type TokenClaims = {
  /** Application permissions, such as `EntitlementManagement.Read.All`. */
  readonly roles: readonly string[];
  readonly appId?: string;
  readonly tenantId?: string;
  readonly objectId?: string;
};

/** A bearer that the emulator holds to its permissions: a JWT without a signature, good for nothing else. */
export function mintToken({ roles, appId = nobody, tenantId = nobody, objectId = nobody }: TokenClaims): string {
  const header = { typ: "JWT", alg: "none" };
  const claims = {
    aud: "https://graph.microsoft.com",
    idtyp: "app",
    appid: appId,
    tid: tenantId,
    oid: objectId,
    roles,
  };
  return `${encoded(header)}.${encoded(claims)}.unsigned`;
}

const nobody = "00000000-0000-0000-0000-000000000000";

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
