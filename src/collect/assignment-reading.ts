import { z } from "zod";
import { GraphFailure } from "../graph/graph-failure.ts";
import { countIn } from "../graph/paging.ts";
import { query } from "../graph/query.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import { entitlementManagement } from "./entitlement-management.ts";
import type { Reading } from "./reading.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";

/**
 * Package by package, and held against what the tenant says otherwise: how many assignments it has in all, and who has both
 * packages of a declaration. What does not agree is read once more; where the sum still differs it throws.
 */
export const assignmentReading: Reading = {
  after: () => ["additionalAccess"],
  read: async (collector, _, context) => {
    const { writer } = context;
    const packages = writer.parents("accessPackages");
    const before = await countedIn(context);
    await readSection(collector, packages, context);
    const sums = await sumTrouble(before, context);
    const again = sums === null ? [...unheardOf(writer)] : packages;
    if (again.length === 0) return;

    for (const packageId of again) writer.restart(collector.section, packageId);
    await readSection(collector, again, context);
    const trouble = sums === null ? null : await sumTrouble(await countedIn(context), context);
    if (trouble !== null) throw new GraphFailure("contradicted", trouble, { url: everyAssignment });
  },
};

const everyAssignment = `${entitlementManagement}/assignments`;

/** The tenant may change meanwhile: what was read must lie between its counts before and after. */
async function sumTrouble(before: number | null, context: ReadContext): Promise<string | null> {
  const after = (await countedIn(context)) ?? (await listedIn(context));
  if (after === null) return null;
  const { rows } = context.writer.tally("assignments");
  const [least, most] = [Math.min(before ?? after, after), Math.max(before ?? after, after)];
  if (rows >= least && rows <= most) return null;
  return `the tenant has ${after} assignments in all and its packages gave ${rows}: some packages may be hidden from the identity`;
}

/** The tenant's own count, which it does not document; null where it gives none. */
async function countedIn({ graph }: ReadContext): Promise<number | null> {
  return softly(async () => countIn(await graph.get(query(everyAssignment, { select: ["id"], top: 1, count: true }))));
}

const list = z.object({ value: z.array(z.object({ id: z.string() })) });

/** How many the tenant lists in all, one after another, each once; null where it does not. */
async function listedIn({ graph, signal }: ReadContext): Promise<number | null> {
  return softly(async () => {
    const ids = new Set<string>();
    for await (const { json } of graph.pages(query(everyAssignment, { select: ["id"] }))) {
      signal.throwIfAborted();
      for (const { id } of list.parse(json).value) ids.add(id);
    }
    return ids.size;
  });
}

/** A check that the tenant does not allow is none: what was read stands as it is. */
async function softly(ask: () => Promise<number | null>): Promise<number | null> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof GraphFailure || failure instanceof z.ZodError) return null;
    throw failure;
  }
}

/** Packages with assignments that the tenant told of by the way and that were not read. */
function unheardOf({ rows, isThere }: SnapshotWriter): ReadonlySet<string> {
  const unheard = new Set<string>();
  for (const { accessPackageId, assignmentId } of rows("additionalAccess"))
    if (!isThere("assignments", assignmentId)) unheard.add(accessPackageId);
  return unheard;
}
