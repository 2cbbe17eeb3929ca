import { judgeTenant } from "../../../../src/assess/judge-tenant.ts";
import type { Pack } from "../../../../src/conflicts/packs.ts";
import { openSnapshot } from "../../../../src/snapshot/reader.ts";
import type { ConflictPoints } from "../world-files.ts";
import { conflictsIn, type Contender } from "./contender.ts";

/** The snapshot as `assess` judges it for conflicts: with every way in which each side is held, and where that was read. */
export const answer: Contender = async (files) => {
  const snapshot = await openSnapshot(files.snapshot);
  const { judged } = judgeTenant(snapshot, [packOf(conflictsIn(files))], new Date("2026-11-24T00:00:00Z"));
  const open = judged.find(({ outcome }) => outcome !== "violated" && outcome !== "satisfied");
  if (open !== undefined) throw new Error(`${open.conflict.id} is ${open.outcome}: ${open.reason}`);
  return judged.flatMap(({ conflict, holders }) =>
    holders.map(({ principal }) => [Number(conflict.id), principal.id] as const),
  );
};

function packOf(conflicts: ConflictPoints): Pack {
  const points = [...new Set(conflicts.flat())];
  return {
    name: "bench",
    title: "Bench",
    sources: [],
    examples: [],
    duties: points.map((id) => ({
      id,
      title: id,
      kind: null,
      heldBy: [{ selector: { group: { id, membership: "transitive" } }, at: "" }],
    })),
    conflicts: conflicts.map((duties, at) => ({
      id: String(at),
      title: "",
      duties,
      sides: duties.map((duty) => [duty]),
      atMost: 1,
      people: null,
      sameEntity: false,
      when: null,
      sameEntity: false,
      severity: "high",
      scenario: null,
      controls: [],
      revoke: null,
      minimumHolders: {},
    })),
  };
}
