import type { EvidenceRef } from "../domain/evidence.ts";
import { type Confirmation, parentSections, type SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { EvidenceSource } from "../snapshot/evidence-source.ts";
import type { Reread } from "../snapshot/second-reading.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";
import { collectors, isCollected } from "./collectors/index.ts";
import { oneByOne } from "./one-by-one.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";

/**
 * The reads that evidence came from, each once: all that is kept of what may be very many findings, so that nothing of their
 * judgement need be held while they are read again. What is read once only is not among them.
 */
export function readsBehind(evidence: Iterable<EvidenceRef>, writer: SnapshotWriter): readonly Reread[] {
  const sourceOf = writer.sources();
  const values = new Map<SectionName, Set<string>>();
  for (const ref of evidence) {
    const source = sourceOf(ref);
    const value = source === undefined ? null : askedBy(source);
    if (source === undefined || value === null) continue;
    const ofSection = values.get(source.section) ?? new Set();
    values.set(source.section, ofSection.add(value));
  }
  return [...values].map(([section, each]) => ({ section, by: keyOf(section), values: [...each].sort() }));
}

function keyOf(section: SectionName): Reread["by"] {
  return parentSections[section] === undefined ? "id" : "parent";
}

/** The parent or the id by which it is asked for again; null where it is not. */
function askedBy({ section, parentId, id }: EvidenceSource): string | null {
  if (keyOf(section) === "parent") return parentId;
  return isCollected(section) && collectors[section].itemPath !== undefined ? id : null;
}

/**
 * Reads again what findings rest on, because a crawl is no transaction: a person may have lost one side before the other was
 * read. The later state replaces the earlier, and what moved is recorded. What a failure keeps from being read again stands
 * as it was.
 */
export async function confirm(
  rereads: readonly Reread[],
  context: ReadContext,
): Promise<ReadonlyMap<SectionName, Confirmation>> {
  const confirmations = new Map<SectionName, Confirmation>();
  for (const reread of rereads) confirmations.set(reread.section, await confirmSection(reread, context));
  return confirmations;
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
