import type { AccessPoint, Holding, ObjectRef, Principal } from "./access.ts";
import type { EvidenceRef } from "./evidence.ts";

/** Why a principal does or does not hold a duty. */
export type Explanation = {
  readonly principal: Principal;
  readonly duty: { readonly pack: string; readonly id: string; readonly title: string };
  /** Every way in which the principal holds it or may come to, nearest to being active first. */
  readonly holdings: readonly Holding[];
  /** What holding it means in this tenant. */
  readonly accessPoints: readonly AccessPoint[];
  /** What active assignments should give of it by their packages, and the principal has not got. */
  readonly undelivered: readonly {
    readonly accessPoint: AccessPoint;
    readonly accessPackage: ObjectRef;
    readonly evidence: EvidenceRef;
  }[];
  /** What several packages of the principal's give: who loses one of them keeps it by another. */
  readonly shared: readonly { readonly accessPoint: AccessPoint; readonly packages: readonly ObjectRef[] }[];
  /** What was not read or not found, so that there may be more. */
  readonly unknown: readonly string[];
};
