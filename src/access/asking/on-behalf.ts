import { type ApprovalPath, namedIn, type Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import { intersection } from "./people.ts";
import type { Named } from "./subject-sets.ts";

/** Who asks on behalf of others and is asked to agree, in one stage. */
export type OnBehalfStage = {
  readonly people: Uint32Array;
  /** The manager of whoever gets the package. */
  readonly targetManager: boolean;
  /** The manager of whoever asks, which Graph does not tell from the former where somebody else asks. */
  readonly requestorManager: boolean;
  readonly unclear: readonly string[];
};

/** Null where nobody may ask for others; undefined where Graph did not say. */
export function onBehalfOf(
  { policy }: ApprovalPath,
  stages: readonly Stage[],
  { sets }: Asking,
): readonly OnBehalfStage[] | null | undefined {
  const settings = policy.requestorSettings;
  const isOpen = settings?.enableOnBehalfRequestorsToAddAccess ?? undefined;
  if (isOpen === undefined || settings === null) return undefined;
  if (!isOpen) return null;
  const asking = sets.named(settings.onBehalfRequestors);
  return stages.map((stage) => overlapOf(asking, namedIn(stage)));
}

function overlapOf(asking: Named, agreeing: Named): OnBehalfStage {
  const asksForReports = managers(asking, true) || managers(asking, false);
  const people = intersection(asking.people.certain, agreeing.people.certain);
  const possible = intersection(asking.people.possible, agreeing.people.possible);
  return {
    people,
    targetManager: asksForReports && managers(agreeing, true),
    requestorManager: asksForReports && managers(agreeing, false),
    unclear: [
      ...asking.people.unknown,
      ...agreeing.people.unknown,
      ...(possible.length > people.length ? ["whether members of nested groups count is not documented"] : []),
    ],
  };
}

function managers({ relations }: Named, upTo: boolean): boolean {
  return relations.some((relation) => relation.kind === "manager" && relation.upTo === upTo);
}
