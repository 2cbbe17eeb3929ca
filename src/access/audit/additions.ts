import type { ObjectRef } from "../../domain/access.ts";
import type { GovernanceEvent } from "../../domain/governance-event.ts";
import { resourceKindOf } from "../../domain/resource-kind.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel } from "../access-model.ts";
import { deedOf } from "./activities.ts";
import type { ActorReader } from "./actors.ts";
import { additionOf, groupsPerhapsIn } from "./event-parts.ts";
import { principalOf } from "./event-principal.ts";
import { hasFailed, hasSucceeded } from "./event-result.ts";
import { groupCategory, mayBeAddition } from "./group-activities.ts";

/** Groups that packages grant, or may grant, and groups of which a declaration was made or withdrawn. */
export function groupsThatMatter(snapshot: Snapshot, declared: readonly ObjectRef[]): ReadonlySet<string> {
  const ids = new Set(declared.map(({ id }) => id));
  for (const { originSystem, scopeOriginId } of snapshot.columns("resourceRoleScopes", [
    "originSystem",
    "scopeOriginId",
  ])) {
    const kind = resourceKindOf(originSystem);
    if (kind === "group" || kind === "unknown") ids.add(scopeOriginId);
  }
  return ids;
}

/** Who was put into these groups. `unclear` says of what cannot be told who was put into which, or whether at all. */
export function additionsIn(
  snapshot: Snapshot,
  groupIds: ReadonlySet<string>,
  actorOf: ActorReader,
  model: AccessModel,
): { readonly events: readonly GovernanceEvent[]; readonly unclear: readonly string[] } {
  const events: GovernanceEvent[] = [];
  const unclear = new Set<string>();
  for (const row of snapshot.rows("auditEvents")) {
    const told = tellingOf(row);
    if (told === "nothing" || hasFailed(row)) continue;
    const addition = told === "unheardOf" ? null : additionOf(row);
    const named = addition === null ? groupsPerhapsIn(row) : [addition.group.id];
    if (!named.some((id) => groupIds.has(id)) && !(named.length === 0 && isOfGroups(row) && groupIds.size > 0))
      continue;
    if (addition === null || !hasSucceeded(row)) unclear.add(doubtOf(row, told));
    else {
      const { group, member } = addition;
      events.push({ ...eventOf(row), actor: actorOf(row), groups: [group], beneficiary: principalOf(member, model) });
    }
  }
  return { events, unclear: [...unclear].sort() };
}

type Telling = "addition" | "unheardOf" | "nothing";

/** What an event says of who was put into a group. */
function tellingOf({ activity, operationType, category }: SourcedRow<"auditEvents">): Telling {
  if (deedOf(activity, null) === "memberAdded") return "addition";
  const isHeardOf = deedOf(activity, operationType) !== null || !mayBeAddition(activity, category);
  return isHeardOf ? "nothing" : "unheardOf";
}

function isOfGroups({ category }: SourcedRow<"auditEvents">): boolean {
  return category.toLowerCase() === groupCategory;
}

function doubtOf({ activity, activityDateTime }: SourcedRow<"auditEvents">, told: Telling): string {
  const event = `"${activity}" of ${activityDateTime}`;
  return told === "unheardOf"
    ? `whether ${event} put somebody into a group cannot be told: sodscan does not know it`
    : `what came of ${event} cannot be told from the audit log`;
}

function eventOf(row: SourcedRow<"auditEvents">): Omit<GovernanceEvent, "actor" | "groups" | "beneficiary"> {
  return {
    id: row.id,
    at: Date.parse(row.activityDateTime),
    deed: "memberAdded",
    activity: row.activity,
    packages: [],
    policy: null,
    requestId: null,
    assignmentId: null,
    requestor: null,
    changes: [],
    evidence: row.evidence,
  };
}
