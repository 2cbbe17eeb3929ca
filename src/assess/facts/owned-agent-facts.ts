import { ownedAgents } from "../../conflicts/owned-agents.ts";
import type { OwnedAgentFacts } from "../../rule-kit/facts/power-facts.ts";
import { unclearHolders, unreadDeclarations } from "./conflict-facts.ts";
import type { FactSources } from "./sources.ts";

export function ownedAgentFacts({ snapshot, model, judged }: FactSources): OwnedAgentFacts {
  const { owned, examined, found } = ownedAgents(snapshot, model, judged);
  return {
    owned,
    examined,
    unknown: [...unreadDeclarations(snapshot), ...unclearHolders(judged)],
    found: found.map(({ conflict: { id, title, severity }, ...rest }) => ({ ...rest, conflict: id, title, severity })),
  };
}
