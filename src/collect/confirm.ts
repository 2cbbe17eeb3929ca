import type { EvidenceRef } from "../domain/evidence.ts";
import { type Confirmation, parentSections, type SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { EvidenceSource, Reread } from "../snapshot/second-reading.ts";
import type { Collector } from "./collector.ts";
import { collectors, isCollected } from "./collectors/index.ts";
import { oneByOne } from "./one-by-one.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";

/**
 * Reads again what the evidence came from, because a crawl is no transaction: a person may have lost one side before the
 * other was read. The later state replaces the earlier, and what moved is recorded. What a failure keeps from being read
 * again stands as it was.
 */
export async function confirm(
  evidence: Iterable<EvidenceRef>,
  context: ReadContext,
): Promise<ReadonlyMap<SectionName, Confirmation>> {
  const confirmations = new Map<SectionName, Confirmation>();
  for (const reread of rereads(evidence, context))
    confirmations.set(reread.section, await confirmSection(reread, context));
  return confirmations;
}

function rereads(evidence: Iterable<EvidenceRef>, { writer }: ReadContext): readonly Reread[] {
  const bySection = Map.groupBy(
    [...new Set(evidence)].map((ref) => writer.sourceOf(ref)).filter((source) => source !== undefined),
    ({ section }) => section,
  );
  return [...bySection].flatMap(([section, sources]) => rereadOf(section, sources) ?? []);
}

function rereadOf(section: SectionName, sources: readonly EvidenceSource[]): Reread | null {
  if (parentSections[section] !== undefined)
    return { section, by: "parent", values: distinct(sources.map(({ parentId }) => parentId)) };
  if (!isCollected(section) || collectors[section].itemPath === undefined) return null;
  return { section, by: "id", values: distinct(sources.flatMap(({ id }) => id ?? [])) };
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

async function confirmSection(reread: Reread, context: ReadContext): Promise<Confirmation> {
  const { section } = reread;
  if (!isCollected(section)) throw new TypeError(`${section} is not read again`);
  const collector: Collector = collectors[section];
  const second = context.writer.readAgain(reread);
  const reads = reread.values.length;
  try {
    await readSection(reread.by === "parent" ? collector : oneByOne(collector), reread.values, context);
    return { reads, moved: second.end() };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return { reads, moved: second.end(), reason: failure.summary };
  }
}
