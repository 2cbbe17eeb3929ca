import { type CollectedSection, collectors } from "../../src/collect/collectors/index.ts";
import { readPart } from "../../src/collect/read-part.ts";
import { parentSections, type SectionName } from "../../src/domain/sections.ts";
import { parentIdOf } from "../../src/snapshot/parent-id.ts";
import type { SnapshotPart } from "../../src/snapshot/saving.ts";
import { naturalKeys } from "../../src/snapshot/sections.ts";
import { type Answer, tinyGraph } from "../graph/tiny-graph.ts";

/** Where a section is read for a parent whose every id is `parent`. */
export function pathOf(section: CollectedSection): string {
  return collectors[section].path(parentOf(section));
}

/** What the collector of a section makes of one answer, through the real client over HTTP. */
export async function partOf(section: CollectedSection, answer: Answer): Promise<SnapshotPart<SectionName>> {
  const { graph } = await tinyGraph([answer]);
  const path = pathOf(section);
  const { json, url, requestId } = await graph.once(path);
  const read = { parentId: parentOf(section), path, isFirst: true, seen: new Set<string>(), tries: 1, restarts: 0 };
  const { property } = collectors[section];
  return readPart(collectors[section], { ...read, property }, { pointer: "", json, url, requestId }, graph);
}

function parentOf(section: SectionName): string {
  const parent = parentSections[section];
  return parent === undefined ? "" : parentIdOf(naturalKeys[parent].map(() => "parent"));
}
