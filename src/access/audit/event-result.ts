import type { Row } from "../../snapshot/sections.ts";

/** A result that is neither is none that Graph documents, or none at all. */
export function hasSucceeded({ result }: Row<"auditEvents">): boolean {
  return result?.toLowerCase() === "success";
}

export function hasFailed({ result }: Row<"auditEvents">): boolean {
  return ["failure", "timeout"].includes(result?.toLowerCase() ?? "");
}
