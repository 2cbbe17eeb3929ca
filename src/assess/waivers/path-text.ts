import type { Holding } from "../../domain/access.ts";
import type { Finding } from "../../domain/assessment.ts";

/** A way of holding as a waiver names it: its hops by name, joined by " > ". */
export function pathText({ path }: Pick<Holding, "path">): string {
  return path.map(({ name }) => name).join(" > ");
}

/** The same with ids for names, which survive a renaming. */
export function pathIds({ path }: Pick<Holding, "path">): string {
  return path.map(({ id }) => id).join(" > ");
}

/** The ways of holding of a finding that are not among those accepted, by name. */
export function pathsBeyond({ sides = [] }: Pick<Finding, "sides">, accepted: readonly string[]): readonly string[] {
  const known = new Set(accepted);
  const holdings = sides.flatMap((side) => side.holdings);
  const beyond = holdings.filter((holding) => !known.has(pathText(holding)) && !known.has(pathIds(holding)));
  return [...new Set(beyond.map(pathText))].sort();
}
