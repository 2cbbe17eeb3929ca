import type { AccessPoint } from "../domain/access.ts";
import type { GivenDuty } from "./facts/conflict-facts.ts";

/** By which access points packages together give a duty to whoever has them: none of a way that they give in part. */
export function pointsGiven({ ways }: GivenDuty, packageIds: readonly string[]): readonly AccessPoint[] {
  return ways
    .filter((way) => way.every((point) => packageIds.some((id) => point.packageIds.has(id))))
    .flatMap((way) => way.map(({ accessPoint }) => accessPoint));
}

/** The duties that packages together give, side by side; a side of which they give nothing is left out. */
export function sidesGiven(
  sides: readonly (readonly GivenDuty[])[],
  packageIds: readonly string[],
): readonly (readonly GivenDuty[])[] {
  return sides
    .map((side) => side.filter((duty) => pointsGiven(duty, packageIds).length > 0))
    .filter(({ length }) => length > 0);
}

/** Every package that gives something of the duties. */
export function givingPackages(sides: readonly (readonly GivenDuty[])[]): ReadonlySet<string> {
  return new Set(sides.flat().flatMap(({ ways }) => ways.flat().flatMap(({ packageIds }) => [...packageIds])));
}
