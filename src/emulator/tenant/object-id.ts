import { createHash } from "node:crypto";

/** The same GUID for the same tenant, kind and key, on every machine and in every run. */
export function objectId(tenant: string, kind: string, key: string): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([tenant, kind, key]))
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
