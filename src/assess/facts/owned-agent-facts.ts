import { ownedAgents } from "../../conflicts/owned-agents.ts";
import type { OwnedAgentFacts } from "../../rule-kit/facts/power-facts.ts";
import type { FactSources } from "./sources.ts";

/** What is pending or ahead is left out: there is nothing yet that the owner could use. */
export function ownedAgentFacts({ snapshot, model, judged }: FactSources): OwnedAgentFacts {
  const { examined, found } = ownedAgents(snapshot, model, judged);
  return {
    examined,
    found: found.flatMap(({ conflict: { id, title, severity }, exposure, ...rest }) =>
      exposure === "active" || exposure === "eligible" ? [{ ...rest, exposure, conflict: id, title, severity }] : [],
    ),
  };
}
