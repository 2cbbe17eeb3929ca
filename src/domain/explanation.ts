import type { AccessPoint, Holding, Principal } from "./access.ts";

/** Why a principal does or does not hold a duty. */
export type Explanation = {
  readonly principal: Principal;
  readonly duty: { readonly pack: string; readonly id: string; readonly title: string };
  /** Every way in which the principal holds it or may come to, nearest to being active first. */
  readonly holdings: readonly Holding[];
  /** What holding it means in this tenant. */
  readonly accessPoints: readonly AccessPoint[];
  /** What was not read or not found, so that there may be more. */
  readonly unknown: readonly string[];
};
