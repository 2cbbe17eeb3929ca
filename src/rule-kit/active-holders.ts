import type { Membership } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";

/** The sides that are held actively, by their active holdings alone. */
export function activeSides(sides: readonly Side[]): readonly Side[] {
  return sides
    .map((side) => ({ ...side, holdings: side.holdings.filter(({ membership }) => membership === "active") }))
    .filter(({ holdings }) => holdings.length > 0);
}

/** Those who hold too much by what they hold actively, and that alone: what is eligible or still to come is left out. */
export function activeHolders<Holder extends { readonly sides: readonly Side[]; readonly exposure: Membership }>({
  holders,
}: {
  readonly holders: readonly Holder[];
}): readonly Holder[] {
  return holders
    .filter(({ exposure }) => exposure === "active")
    .map((holder) => ({ ...holder, sides: activeSides(holder.sides) }));
}
