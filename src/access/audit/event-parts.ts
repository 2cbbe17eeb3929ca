import type { ObjectRef } from "../../domain/access.ts";
import type { GovernanceEvent } from "../../domain/governance-event.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";

type Row = SourcedRow<"auditEvents">;
type Target = Row["targets"][number];

/** What an event names, by kind: the order in which the log lists its targets means nothing. */
export type EventParts = {
  readonly packages: readonly ObjectRef[];
  readonly groups: readonly ObjectRef[];
  readonly policy: ObjectRef | null;
  readonly requestId: string | null;
  readonly assignmentId: string | null;
  /** Users and applications named, each once. */
  readonly people: readonly Target[];
  readonly changes: GovernanceEvent["changes"];
};

/**
 * The parts of an event of entitlement management. The types are those that Microsoft's own queries filter by
 * (https://github.com/Azure/Azure-Sentinel, "Approved Access Packages Details").
 */
export function partsOf({ targets, changes }: Row): EventParts {
  const of = (...types: readonly string[]): readonly Target[] => targets.filter((target) => isOf(target, types));
  const [policy = null] = of("accesspackageassignmentpolicy").flatMap((target) => refOf("policy", target));
  return {
    packages: of("accesspackage").flatMap((target) => refOf("accessPackage", target)),
    groups: of("group").flatMap((target) => refOf("group", target)),
    policy,
    requestId: of("accesspackageassignmentrequest")[0]?.id ?? null,
    assignmentId: of("accesspackageassignment")[0]?.id ?? null,
    people: [...new Map(of("user", "serviceprincipal").map((target) => [target.id, target])).values()],
    changes: changes.flatMap(({ property, oldValue, newValue }) =>
      property === null ? [] : [{ property, oldValue: unquoted(oldValue), newValue: unquoted(newValue) }],
    ),
  };
}

/**
 * The group of an "Add member to group", and who was put into it. Null where it cannot be told: a member that is a group,
 * too, is told from it only by the property `Group.ObjectID`, which the log keeps with the member.
 */
export function additionOf(row: Row): { readonly group: ObjectRef; readonly member: Target } | null {
  const { groups, people, changes } = partsOf(row);
  const named = groupIn(changes);
  const [group] = named === null && groups.length > 1 ? [] : groups.filter(({ id }) => named === null || id === named);
  const known = group ?? (named === null ? undefined : { kind: "group", id: named, name: named });
  const member = people[0] ?? row.targets.find(({ id }) => id !== null && id !== known?.id);
  return known === undefined || member === undefined ? null : { group: known, member };
}

/** Ids of whatever an event names that may be the group it is about; none where it names nothing. */
export function groupsPerhapsIn(row: Row): readonly string[] {
  const named = groupIn(partsOf(row).changes);
  return [...row.targets.flatMap(({ id }) => id ?? []), ...(named === null ? [] : [named])];
}

function groupIn(changes: EventParts["changes"]): string | null {
  return changes.find(({ property }) => property.toLowerCase() === "group.objectid")?.newValue ?? null;
}

function isOf({ type }: Target, types: readonly string[]): boolean {
  return types.includes(type?.toLowerCase() ?? "");
}

function refOf(kind: string, { id, displayName }: Target): readonly ObjectRef[] {
  return id === null ? [] : [{ kind, id, name: displayName ?? id }];
}

/** Logged values are JSON of a text, mostly, such as `"\"False\""`. */
function unquoted(value: string | null): string | null {
  return value === null ? null : value.replace(/^"(?<text>.*)"$/u, "$<text>");
}
