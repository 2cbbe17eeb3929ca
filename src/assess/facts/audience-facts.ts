import { type Audience, belongs } from "../../access/asking/audiences.ts";
import { sharedAudience } from "../../access/asking/shared-audience.ts";
import type { AudienceFacts } from "../../rule-kit/facts/audience-facts.ts";
import type { Truth } from "../../rule-kit/truth.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";
import type { FactSources } from "./sources.ts";

const truths = { yes: true, no: false, maybe: null } as const satisfies Record<string, Truth>;

export function audienceFacts({ model: { principals }, asking }: FactSources): AudienceFacts {
  const { accounts, audienceOf, sets } = asking();
  const known = new Map<string, Audience>();
  const audience = (policy: SourcedRow<"policies">): Audience => {
    const found = known.get(policy.id) ?? audienceOf(policy);
    known.set(policy.id, found);
    return found;
  };
  return {
    includes: (policy, principalId) => {
      const number = principals.numberOf(principalId);
      return number === undefined ? null : truths[belongs(audience(policy), number, accounts)];
    },
    meet: (one, other) => {
      const shared = sharedAudience(audience(one), audience(other), accounts);
      if (shared.kind !== "certain") return { isCertain: shared.kind === "none" ? false : null, example: null };
      return {
        isCertain: true,
        example: shared.principal === null ? null : principals.at(shared.principal).displayName,
      };
    },
    groupState: (groupId) => {
      const { flaws, people } = sets.subject("group", groupId);
      const [first] = flaws;
      if (first?.flaw === "deleted" || first?.flaw === "empty") return first.flaw;
      return people.possible.length > 0 ? "peopled" : "unknown";
    },
  };
}
