import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Asking } from "../access/asking/asking.ts";
import { askingOf } from "../access/asking/asking.ts";
import { type PackageRequests, packageRequestsOf } from "../access/asking/package-requests.ts";
import type { Judgement } from "../assess/assess.ts";
import { type BoundConflict, conflictsOf } from "../conflicts/conflicts.ts";
import { declarationsOf } from "../conflicts/declared.ts";
import { packagesGiving } from "../conflicts/duty.ts";
import { describeGap, type JudgedConflict } from "../conflicts/judge.ts";
import type { ObjectRef } from "../domain/access.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { Crowd } from "../domain/overlap.ts";
import { isLacking, type SectionName } from "../domain/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type OverlapEnd, overlapConflictId, overlapPack } from "./ends.ts";

/** One of two ends, with the packages that give it. */
export type PairEnd = { readonly point: HeldPoint; readonly packages: readonly string[] };

/** A pair as it was judged, and what every part of its audit is made from. */
export type JudgedPair = {
  readonly snapshot: Snapshot;
  readonly model: AccessModel;
  readonly bound: BoundConflict;
  readonly judged: JudgedConflict;
  readonly ends: readonly [PairEnd, PairEnd];
  readonly declarations: readonly Declaration[];
  readonly asking: Asking;
  readonly requests: (packageId: string) => PackageRequests;
  readonly packageRef: (id: string) => ObjectRef;
};

export function judgedPairOf(
  snapshot: Snapshot,
  { model, judged }: Judgement,
  [a, b]: readonly [OverlapEnd, OverlapEnd],
): JudgedPair {
  const [bound] = conflictsOf(snapshot, model, [overlapPack(a, b)]);
  const found = judged.find(({ conflict }) => conflict.id === overlapConflictId);
  if (bound === undefined || found === undefined) throw new TypeError("the overlap was not judged");

  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"]))
    names.set(id, displayName);
  const endOf = (end: OverlapEnd): PairEnd => {
    const point: HeldPoint = { ...end, reach: "transitive" };
    return { point, packages: packagesGiving(point, model).toSorted() };
  };
  const asking = askingOf(snapshot, model);
  return {
    snapshot,
    model,
    bound,
    judged: found,
    ends: [endOf(a), endOf(b)],
    declarations: declarationsOf(snapshot),
    asking,
    requests: packageRequestsOf(snapshot, asking),
    packageRef: (id) => ({ kind: "accessPackage", id, name: names.get(id) ?? id }),
  };
}

export const declarationSections: readonly SectionName[] = ["incompatibleAccessPackages", "incompatibleGroups"];

/** What audiences are read from. */
export const audienceSections: readonly SectionName[] = [
  "policyList",
  "policies",
  "users",
  "groups",
  "groupMembers",
  "groupTransitiveMembers",
  "catalogs",
  "connectedOrganizations",
];

/** Why what is told from these sections may lack something. */
export function gapsIn({ coverage }: Snapshot, sections: readonly SectionName[]): readonly string[] {
  return coverage.filter((read) => sections.includes(read.section) && isLacking(read)).map(describeGap);
}

/** Accounts counted, and some of them. */
export function crowdOf(accounts: Uint32Array, { principals }: AccessModel): Crowd {
  return { count: accounts.length, examples: Array.from(accounts.subarray(0, examplesKept), principals.at) };
}

const examplesKept = 10;
