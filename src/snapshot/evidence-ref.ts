import type { SQLOutputValue } from "node:sqlite";
import type { EvidenceRef } from "../domain/evidence.ts";

/** How a place in a raw response is named: its page, and a JSON Pointer into the body. */
export function evidenceRef(
  page: SQLOutputValue | undefined,
  pointer: SQLOutputValue | undefined,
  item: SQLOutputValue | undefined,
): EvidenceRef {
  return `${String(page)}#${String(pointer)}${item === null ? "" : `/${String(item)}`}`;
}
