import type { AuditView } from "../../domain/audit-view.ts";

/** Milliseconds by which a trail may fall short of either end of what was asked: a quiet long weekend. */
const quiet = 3 * 86_400_000;

/** Why silence in the trail proves nothing for all of the time that was asked for. */
export function blindSpotsOf({ asked, seen }: AuditView): readonly string[] {
  const wanted = `${asked.from} to ${asked.to}`;
  if (seen === null)
    return [`the audit log tells nothing of ${wanted}: it is empty there, and its silence proves nothing`];
  const isShort =
    Date.parse(seen.from) - Date.parse(asked.from) > quiet || Date.parse(asked.to) - Date.parse(seen.to) > quiet;
  return isShort ? [`of ${wanted} the audit log tells only ${seen.from} to ${seen.to}`] : [];
}
