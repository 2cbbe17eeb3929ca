import type { Snapshot } from "../../snapshot/snapshot.ts";
import { union } from "../sorted-numbers.ts";
import type { ApprovalPath } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import { isEmptyAudience } from "./audiences.ts";
import { intersection } from "./people.ts";

/** Who can get a package by a request, theirs or one made for them. */
export type PackageRequests = {
  /** Enabled accounts that certainly can, ascending. */
  readonly people: Uint32Array;
  readonly admitsGuests: boolean;
  /** Connected organizations whose people can. */
  readonly outside: ReadonlySet<string>;
  /** Why others may, too. */
  readonly unknown: readonly string[];
  /** The fewest stages of approval that a request goes through; null where none can be made. */
  readonly approvals: number | null;
};

/**
 * By every policy of the package that takes requests: which of several applies to someone decides on approvals only
 * (https://learn.microsoft.com/entra/id-governance/entitlement-management-troubleshoot#multiple-policies). Nothing can be asked
 * for in a catalog that is not published.
 */
export function packageRequestsOf(snapshot: Snapshot, asking: Asking): (packageId: string) => PackageRequests {
  const paths = Map.groupBy(asking.paths, ({ policy }) => policy.accessPackageId ?? "");
  const unpublished = new Set<string>();
  for (const { id, state } of snapshot.columns("catalogs", ["id", "state"]))
    if (state?.toLowerCase() === "unpublished") unpublished.add(id);
  const closed = new Set<string>();
  for (const { id, catalogId } of snapshot.columns("accessPackages", ["id", "catalogId"])) {
    if (catalogId !== null && unpublished.has(catalogId)) closed.add(id);
  }
  const made = new Map<string, PackageRequests>();
  return (packageId) => {
    const known = made.get(packageId) ?? requestsBy(closed.has(packageId) ? [] : (paths.get(packageId) ?? []), asking);
    made.set(packageId, known);
    return known;
  };
}

function requestsBy(paths: readonly ApprovalPath[], { accounts }: Asking): PackageRequests {
  const open = paths.filter((path) => takesRequests(path) === true);
  const lists = open.flatMap(({ audience: { classes, people } }) => [
    ...Array.from(classes, (account) => accounts.ofClass(account)),
    people.certain,
  ]);
  const distinct = [...new Set(lists)].filter(({ length }) => length > 0);
  const [only = new Uint32Array()] = distinct;
  const people = distinct.length > 1 ? union(distinct) : only;
  return {
    people,
    admitsGuests: intersection(accounts.ofClass("guest"), people).length > 0,
    outside: new Set(open.flatMap(({ audience }) => [...audience.outside])),
    unknown: paths.flatMap(whyUnknown),
    approvals: open.length === 0 ? null : Math.min(...open.map(({ stages }) => stages?.length ?? 0)),
  };
}

/** Null where Graph did not say. */
function takesRequests({ policy: { requestorSettings } }: ApprovalPath): boolean | null {
  const answers = new Set([
    requestorSettings?.enableTargetsToSelfAddAccess ?? null,
    requestorSettings?.enableOnBehalfRequestorsToAddAccess ?? null,
  ]);
  if (answers.has(true)) return true;
  return answers.has(null) ? null : false;
}

function whyUnknown(path: ApprovalPath): readonly string[] {
  const { policy, audience } = path;
  const takes = takesRequests(path);
  if (takes === false || isEmptyAudience(audience)) return [];
  const name = `policy "${policy.displayName}" of "${policy.accessPackageName}"`;
  if (takes === null) return [`${name}: Graph did not say whether it takes requests`];
  const { certain, possible, unknown } = audience.people;
  const nested = possible.length > certain.length ? ["whether members of nested groups may ask is not documented"] : [];
  return [...unknown, ...nested].map((why) => `${name}: ${why}`);
}
