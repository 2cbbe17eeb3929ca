import type { AccessModel } from "../../access/access-model.ts";
import type { BoundDuty } from "../../conflicts/conflict.ts";
import { dutyHolders, dutyHoldings } from "../../conflicts/duty.ts";
import { scratchFor } from "../../conflicts/kernel/match.ts";
import type { Holding, Principal } from "../../domain/access.ts";
import { compareSeverity } from "../../domain/severity.ts";
import type { GuestDutyFacts } from "../../rule-kit/facts/holder-facts.ts";
import { openConflicts } from "../../rule-kit/open-conflicts.ts";
import { unreadDeclarations } from "./conflict-facts.ts";
import type { FactSources } from "./sources.ts";

type Held = { readonly principal: Principal; readonly duty: string; readonly holding: Holding };

/** Guests by what they actively have of duties that matter: one for a guest and access point, whatever conflicts it stands in. */
export function guestDutyFacts({ snapshot, judged, model }: FactSources): GuestDutyFacts {
  const scratch = scratchFor(model.principals.size);
  const grave = judged.filter(
    ({ conflict, outcome }) => outcome !== "not-applicable" && compareSeverity(conflict.severity, "high") >= 0,
  );
  const { isListed } = model.principals;
  const unsorted = new Set<string>();
  const held: Held[] = [];
  let examined = 0;
  for (const duty of grave.flatMap(({ conflict }) => conflict.duties)) {
    for (const number of dutyHolders(duty, model.holders, scratch)) {
      const principal = model.principals.at(number);
      const points = principal.type === "guest" ? heldBy(principal, duty, model) : [];
      examined += Math.max(1, points.length);
      if (principal.type === "unknown" || (principal.type !== "servicePrincipal" && !isListed(number)))
        unsorted.add(principal.displayName);
      held.push(...points);
    }
  }
  const byPoint = Map.groupBy(held, ({ principal, holding: { accessPoint } }) =>
    JSON.stringify([principal.id, accessPoint.kind, accessPoint.id]),
  );
  return {
    held: [...byPoint.values()].flatMap((same) =>
      same.slice(0, 1).map(({ principal, holding: { accessPoint } }) => ({
        principal,
        accessPoint,
        duties: [...new Set(same.map(({ duty }) => duty))].sort(),
        evidence: same.flatMap(({ holding }) => holding.evidence),
      })),
    ),
    examined,
    unknown: [
      ...unreadDeclarations(snapshot),
      ...openConflicts(
        grave.map(({ conflict: { source, id, title }, doubt }) => ({
          source,
          id,
          title,
          ...(doubt === undefined ? {} : { doubt }),
        })),
      ),
      ...Array.from(unsorted, (name) => `whether ${name}, who holds such a duty, is a guest was not read`),
    ],
  };
}

function heldBy(principal: Principal, duty: BoundDuty, model: AccessModel): readonly Held[] {
  const active = dutyHoldings(duty, (point) =>
    model.holdings(principal.id, point).filter(({ membership }) => membership === "active"),
  );
  return active.map((holding) => ({ principal, duty: duty.title, holding }));
}
