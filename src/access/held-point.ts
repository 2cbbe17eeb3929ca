import type { AccessPoint } from "../domain/access.ts";
import type { Reach } from "./group-access.ts";

/** An access point as a duty names it. `reach` says whether a group counts those in groups nested in it. */
export type HeldPoint = AccessPoint & { readonly reach: Reach };
