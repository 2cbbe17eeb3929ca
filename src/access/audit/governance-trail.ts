import type { Principal } from "../../domain/access.ts";
import type { GovernanceEvent, GovernanceTrail } from "../../domain/governance-event.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel } from "../access-model.ts";
import { deedOf, entitlementCategory } from "./activities.ts";
import { type ActorReader, actorsOf } from "./actors.ts";
import { additionsIn, groupsThatMatter } from "./additions.ts";
import { type EventParts, partsOf } from "./event-parts.ts";
import { hasFailed, hasSucceeded } from "./event-result.ts";
import { principalOf } from "./event-principal.ts";
import { samePersonIn } from "./same-person.ts";
import { type Subject, type Subjects, subjectsAmong } from "./subjects.ts";
import { blindSpotsOf } from "./trail-doubts.ts";

type Row = SourcedRow<"auditEvents">;

/** An event of entitlement management as the log has it, before what it is about is looked up. */
type Logged = { readonly row: Row; readonly deed: GovernanceEvent["deed"]; readonly parts: EventParts };

/** Reads the audit log for what rules ask of it; of members put into groups, those of groups that matter to packages. */
export function governanceTrailOf(snapshot: Snapshot, model: AccessModel): GovernanceTrail {
  const { logged, moments, unknown } = loggedIn(snapshot);
  const byCorrelation = requestsByCorrelation(logged);
  const requestIdOf = ({ row, parts }: Logged): string | null =>
    parts.requestId ?? byCorrelation.get(row.correlationId ?? "") ?? null;
  const subjects = subjectsAmong(
    {
      requests: new Set(logged.flatMap((one) => requestIdOf(one) ?? [])),
      assignments: new Set(logged.flatMap(({ parts }) => parts.assignmentId ?? [])),
    },
    snapshot,
  );
  const askers = askersOf(logged, requestIdOf);
  const actorOf = actorsOf(snapshot);
  const additions = additionsIn(
    snapshot,
    groupsThatMatter(
      snapshot,
      logged.flatMap(({ parts }) => parts.groups),
    ),
    actorOf,
    model,
  );
  const requests = logged.map((one) => eventOf(one, requestIdOf(one), { subjects, askers, actorOf, model }));
  const events = [...requests, ...additions.events].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const blind = blindSpotsOf(snapshot.auditTrail);
  return {
    view: snapshot.auditTrail,
    doubts: { entitlement: [...blind, ...unknown], additions: [...blind, ...additions.unclear] },
    events,
    moments: moments.sort((a, b) => a - b),
    isSamePerson: samePersonIn(model),
  };
}

function loggedIn(snapshot: Snapshot): {
  readonly logged: readonly Logged[];
  readonly moments: number[];
  readonly unknown: readonly string[];
} {
  const logged: Logged[] = [];
  const moments: number[] = [];
  const unknown = new Set<string>();
  for (const row of snapshot.rows("auditEvents")) {
    if (row.category.toLowerCase() !== entitlementCategory) continue;
    moments.push(Date.parse(row.activityDateTime));
    const deed = deedOf(row.activity, row.operationType);
    if (deed === null) unknown.add(`the audit log has "${row.activity}", which sodscan does not know`);
    if (deed === null || deed === "other" || deed === "memberAdded" || hasFailed(row)) continue;
    if (!hasSucceeded(row)) unknown.add(`the audit log does not say whether "${row.activity}" succeeded`);
    else logged.push({ row, deed, parts: partsOf(row) });
  }
  return { logged, moments, unknown: [...unknown].sort() };
}

/** Steps of a request share a correlation id, and not all of them name the request. */
function requestsByCorrelation(logged: readonly Logged[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const { row, parts } of logged) {
    const { correlationId } = row;
    if (correlationId === null || parts.requestId === null) continue;
    const before = found.get(correlationId);
    found.set(correlationId, before === undefined || before === parts.requestId ? parts.requestId : null);
  }
  return new Map([...found].flatMap(([id, request]) => (request === null ? [] : [[id, request] as const])));
}

/** Users who made a request themselves, by the request. */
function askersOf(logged: readonly Logged[], requestIdOf: (one: Logged) => string | null): ReadonlyMap<string, string> {
  return new Map(
    logged.flatMap((one) => {
      const requestId = requestIdOf(one);
      const { actorKind, actorId } = one.row;
      const hasAsked = one.deed === "requested" && actorKind === "user" && actorId !== null && requestId !== null;
      return hasAsked ? [[requestId, actorId] as const] : [];
    }),
  );
}

type Sources = {
  readonly subjects: Subjects;
  readonly askers: ReadonlyMap<string, string>;
  readonly actorOf: ActorReader;
  readonly model: AccessModel;
};

function eventOf(
  { row, deed, parts }: Logged,
  requestId: string | null,
  { subjects, askers, actorOf, model }: Sources,
): GovernanceEvent {
  const subject = subjects.ofRequest(requestId ?? "") ?? subjects.ofAssignment(parts.assignmentId ?? "");
  const requestorId = askers.get(requestId ?? "") ?? subject?.requestorId ?? null;
  const known = parts.packages.length > 0 ? parts.packages : [subject?.accessPackage ?? []].flat();
  return {
    id: row.id,
    at: Date.parse(row.activityDateTime),
    deed,
    activity: row.activity,
    actor: actorOf(row),
    packages: known,
    groups: parts.groups,
    policy: parts.policy ?? subject?.policy ?? null,
    requestId,
    assignmentId: parts.assignmentId ?? subject?.assignmentId ?? null,
    requestor: requestorId === null ? null : principalOf({ id: requestorId }, model),
    beneficiary: beneficiaryOf(deed, parts, subject, model),
    changes: parts.changes,
    evidence: row.evidence,
  };
}

/**
 * Who the tenant says gets the package; else the one person that a request or direct assignment names. Whom an approval names
 * besides its approver is nowhere documented, so nobody is taken from one.
 */
function beneficiaryOf(
  deed: GovernanceEvent["deed"],
  { people }: EventParts,
  subject: Subject | undefined,
  model: AccessModel,
): Principal | null {
  if (subject !== undefined && subject.beneficiaryId !== null) return principalOf({ id: subject.beneficiaryId }, model);
  const [only, ...others] = deed === "approved" ? [] : people;
  return only === undefined || others.length > 0 ? null : principalOf(only, model);
}
