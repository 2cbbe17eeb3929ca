import { z } from "zod";
import type { AuditEvent } from "./audit-trail.ts";
import { auditColumns } from "./kql.ts";

/** Reads a directoryAudit of Graph (https://learn.microsoft.com/graph/api/resources/directoryaudit); throws a `ZodError`. */
export function eventOfAudit(item: unknown): AuditEvent {
  const { activityDisplayName, loggedByService, initiatedBy, targetResources, additionalDetails, ...same } =
    directoryAudit.parse(item);
  return {
    ...same,
    activity: activityDisplayName,
    service: loggedByService,
    ...actorOf(initiatedBy),
    targets: targetResources.map(({ id, type, displayName, userPrincipalName }) => ({
      id,
      type,
      displayName,
      userPrincipalName,
    })),
    details: additionalDetails,
    changes: targetResources.flatMap(({ id, modifiedProperties }) =>
      modifiedProperties.map(({ displayName, oldValue, newValue }) => ({
        target: id,
        property: displayName,
        oldValue,
        newValue,
      })),
    ),
  };
}

/** Reads a row of `AuditLogs`, given by its columns' names; throws a `ZodError` whose paths are Graph's names. */
export function eventOfRow(row: Readonly<Record<string, unknown>>): AuditEvent {
  return eventOfAudit(
    Object.fromEntries(Object.entries(auditColumns).map(([property, column]) => [property, row[column]])),
  );
}

const text = z
  .string()
  .nullish()
  .transform((said) => (said === undefined || said === "" ? null : said));

/** A logged value: as it stands where it is a text, else as JSON. */
const value = z
  .json()
  .nullish()
  .transform((logged) => {
    if (logged === undefined || logged === null) return null;
    return typeof logged === "string" ? logged : JSON.stringify(logged);
  });

/** A list; none where it is null or left out. */
function listOf<Item extends z.ZodType>(item: Item) {
  return dynamic(z.array(item).nullish()).transform((items) => items ?? []);
}

/** Log Analytics gives a dynamic column as what it holds, or as a text of that in JSON, or as a text of that text. */
function dynamic<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(unwrapped, schema);
}

function unwrapped(logged: unknown, context: z.RefinementCtx): unknown {
  if (typeof logged !== "string") return logged;
  if (logged === "") return null;
  try {
    return unwrapped(JSON.parse(logged), context);
  } catch {
    context.addIssue("a text that is not JSON");
    return z.NEVER;
  }
}

/** Graph documents `type` and shows `Type`. */
const target = z
  .object({
    id: text,
    type: text,
    Type: text,
    displayName: text,
    userPrincipalName: text,
    modifiedProperties: listOf(z.object({ displayName: text, oldValue: value, newValue: value })),
  })
  .transform(({ type, Type, ...rest }) => ({ ...rest, type: type ?? Type }));

const initiator = z.object({
  user: z.object({ id: text, displayName: text, userPrincipalName: text }).nullish(),
  app: z.object({ servicePrincipalId: text, appId: text, displayName: text }).nullish(),
});

const directoryAudit = z.object({
  id: z.string().min(1),
  activityDateTime: z.iso.datetime({ offset: true }),
  activityDisplayName: z.string(),
  category: z.string(),
  operationType: text,
  result: text,
  resultReason: text,
  correlationId: text,
  loggedByService: text,
  initiatedBy: dynamic(initiator.nullish()),
  targetResources: listOf(target),
  additionalDetails: listOf(z.object({ key: z.string(), value })),
});

type Actor = Pick<AuditEvent, "actorKind" | "actorId" | "actorName" | "actorUserPrincipalName">;

/** The user or else the application; unknown where the log names neither, or gives one without any name or id. */
function actorOf(initiatedBy: z.infer<typeof initiator> | null | undefined): Actor {
  const { user, app } = initiatedBy ?? {};
  const actors: readonly Actor[] = [
    {
      actorKind: "user",
      actorId: user?.id ?? null,
      actorName: user?.displayName ?? null,
      actorUserPrincipalName: user?.userPrincipalName ?? null,
    },
    {
      actorKind: "application",
      actorId: app?.servicePrincipalId ?? app?.appId ?? null,
      actorName: app?.displayName ?? null,
      actorUserPrincipalName: null,
    },
  ];
  return actors.find(isNamed) ?? { actorKind: "unknown", actorId: null, actorName: null, actorUserPrincipalName: null };
}

function isNamed({ actorId, actorName, actorUserPrincipalName }: Actor): boolean {
  return actorId !== null || actorName !== null || actorUserPrincipalName !== null;
}
