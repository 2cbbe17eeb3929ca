import { z } from "zod";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { AuditEvent } from "./audit-trail.ts";

/** Reads every item of an answer; a `malformed` failure tells the first that is not what is documented, and where it stands. */
export function readEvents<Item>(
  items: readonly Item[],
  read: (item: Item) => AuditEvent,
  pointer: string,
  { url, status, requestId }: { readonly url: string; readonly status: number; readonly requestId: string | null },
): readonly AuditEvent[] {
  return items.map((item, index) => {
    try {
      return read(item);
    } catch (cause) {
      if (!(cause instanceof z.ZodError)) throw cause;
      const issue = cause.issues[0];
      const where = [pointer, index, ...(issue?.path ?? [])].map(String).join("/");
      const message = `the audit log has an unexpected value at ${where} (${issue?.message ?? "unreadable"})`;
      throw new GraphFailure("malformed", message, { url, status, requestId, cause });
    }
  });
}
