import type { SourcedRow } from "../../snapshot/sections.ts";
import type { Truth } from "../truth.ts";

type Policy = SourcedRow<"policies">;

/** Whom policies are for. Each question is answered when asked: it costs something on a large tenant. */
export type AudienceFacts = {
  /** Whether the policy is for an account that can act; rules about attributes are not worked out. */
  readonly includes: (policy: Policy, principalId: string) => Truth;
  /** Whether somebody is in both audiences, and who, where that can be said. */
  readonly meet: (one: Policy, other: Policy) => { readonly isCertain: Truth; readonly example: string | null };
  /** What has become of a group that a policy names: `empty` where nobody in it can act. */
  readonly groupState: (groupId: string) => "deleted" | "empty" | "peopled" | "unknown";
};
