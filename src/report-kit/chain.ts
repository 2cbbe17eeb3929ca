import type { Holding, ObjectRef } from "../domain/access.ts";

/** The hops of a holding, the access point last, whether or not the path already ends there. */
export function chainOf({ path, accessPoint }: Holding): readonly ObjectRef[] {
  return path.at(-1)?.id === accessPoint.id ? path : [...path, accessPoint];
}
