import type { EventActor } from "../../domain/governance-event.ts";
import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";

/** The tenants that own Microsoft's applications (https://github.com/merill/microsoft-info). */
const microsoft: ReadonlySet<string> = new Set([
  "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
  "72f988bf-86f1-41af-91ab-2d7cd011db47",
]);

export type ActorReader = (row: Row<"auditEvents">) => EventActor;

/** Tells an application that only bears the name of one of Microsoft's from those that are. */
export function actorsOf(snapshot: Snapshot): ActorReader {
  const owners = new Map<string, string>();
  for (const { id, appId, appOwnerOrganizationId } of snapshot.columns("servicePrincipals", [
    "id",
    "appId",
    "appOwnerOrganizationId",
  ])) {
    if (appOwnerOrganizationId === null) continue;
    owners.set(id, appOwnerOrganizationId);
    if (appId !== null) owners.set(appId, appOwnerOrganizationId);
  }
  return ({ actorKind: kind, actorId: id, actorName, actorUserPrincipalName: userPrincipalName }) => {
    const owner = kind === "application" ? owners.get(id ?? "") : undefined;
    return {
      kind,
      id,
      name: actorName ?? userPrincipalName ?? id ?? "somebody the log does not name",
      userPrincipalName,
      isOfMicrosoft: owner === undefined ? null : microsoft.has(owner.toLowerCase()),
    };
  };
}
