import { ScanError } from "../scan-error.ts";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The origin a token may be sent to: https anywhere, plain http on loopback only. Throws `graph/unsafe-origin`. */
export function graphOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new ScanError("graph/unsafe-origin", `not an address: ${text}`);
  if (url.protocol === "https:") return url.origin;
  if (url.protocol === "http:" && loopbackHosts.has(url.hostname)) return url.origin;
  throw new ScanError(
    "graph/unsafe-origin",
    `a bearer token does not travel to ${url.origin}: https, or http on loopback`,
  );
}
