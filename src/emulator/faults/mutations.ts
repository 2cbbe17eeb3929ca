import type { Change, LiveTenant } from "../graph/live-tenant.ts";

/** Something that happens in the tenant while it is being read. */
export type Mutation = {
  /** How many requests are answered before. */
  readonly afterRequests: number;
  readonly change: Change;
};

/** Makes each change when its time has come; to be called as a request arrives. */
export function mutating(mutations: readonly Mutation[], live: LiveTenant): () => void {
  let answered = 0;
  return () => {
    for (const { afterRequests, change } of mutations) if (afterRequests === answered) live.change(change);
    answered += 1;
  };
}
