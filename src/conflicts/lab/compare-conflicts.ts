import { sidesOf } from "../pack-problems.ts";
import type { ConflictDocument, PackDocument } from "../pack-schema.ts";
import type { Problem, YamlDocument } from "../yaml-document.ts";

/** Conflicts over the same sides that do not say the same of them. */
export function contradictions({ value: { conflicts = [] }, at }: YamlDocument<PackDocument>): readonly Problem[] {
  return conflicts.flatMap((conflict, index) =>
    conflicts.slice(0, index).flatMap((earlier) => {
      if (!isSame(conflict, earlier)) return [];
      const differing = (["severity", "revoke"] as const).filter((key) => conflict[key] !== earlier[key]);
      const how = differing.map((key) => `${key} ${conflict[key] ?? "none"} against ${earlier[key] ?? "none"}`);
      const what = differing.length === 0 ? "says what" : "contradicts";
      const rest = differing.length === 0 ? " says already" : `: ${how.join(", ")}`;
      return [{ at: at(["conflicts", index, "id"]), message: `${conflict.id} ${what} ${earlier.id}${rest}` }];
    }),
  );
}

/** Conflicts of which every violation is one of another conflict, too. */
export function subsumptions({ value: { conflicts = [] }, at }: YamlDocument<PackDocument>): readonly Problem[] {
  return conflicts.flatMap((conflict, index) =>
    conflicts
      .filter((wider) => wider !== conflict && !isSame(conflict, wider) && isWithin(conflict, wider))
      .map((wider) => ({
        at: at(["conflicts", index, "id"]),
        message: `${conflict.id} is subsumed by ${wider.id}: whoever violates it violates that, too`,
      })),
  );
}

/** The same sides, limit and people. */
function isSame(one: ConflictDocument, other: ConflictDocument): boolean {
  return one.people === other.people && isWithin(one, other) && isWithin(other, one);
}

/** More than so many sides of the one are more than so many sides of the wider one. */
function isWithin(one: ConflictDocument, wider: ConflictDocument): boolean {
  if (wider.when !== undefined && JSON.stringify(wider.when) !== JSON.stringify(one.when)) return false;
  if (one.people !== wider.people) return false;
  const within = sidesOf(one).map((side) =>
    sidesOf(wider).findIndex((other) => side.every((duty) => other.includes(duty))),
  );
  if (within.includes(-1) || new Set(within).size !== within.length) return false;
  if (one.people !== undefined) return within.length === sidesOf(wider).length;
  return limitOf(wider) <= limitOf(one);
}

function limitOf({ atMost, critical }: ConflictDocument): number {
  return critical === true ? 0 : (atMost ?? 1);
}
