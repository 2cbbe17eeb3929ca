import { z } from "zod";
import { GraphFailure } from "../graph/graph-failure.ts";
import { query } from "../graph/query.ts";
import { type TrackedSection, trackedSections } from "../snapshot/changes.ts";
import { rowSchemas } from "../snapshot/sections.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Collector } from "./collector.ts";
import { oneByOne } from "./one-by-one.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";
import type { Survey } from "./survey.ts";

export type ChangesContext = ReadContext & { readonly survey: Survey };

export function isTracked(section: SectionName): section is TrackedSection {
  return trackedSections.some((tracked) => tracked === section);
}

/**
 * Brings what was copied of a section up to date: reads the changes, then each changed object. Where Graph no longer tells
 * them, or the tenant counts otherwise, everything copied of it goes, and it is to be read from the start: gives false.
 */
export async function readChanges(
  section: TrackedSection,
  collector: Collector,
  context: ChangesContext,
): Promise<boolean> {
  const { tracking, tally } = context.writer;
  if (tracking.changes(section) === undefined) return false;
  try {
    await followChanges(section, context);
    const ids = tracking.changed(section);
    await readSection(oneByOne(collector), ids, context);
    tracking.endSingles(section, ids);
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    forget(section, context);
    if (failure.kind === "denied" || failure.kind === "unauthenticated") throw failure;
    return false;
  }
  const counted = context.survey[section];
  if (counted === null || counted === tally(section).rows) {
    tracking.settle(section, counted);
    return true;
  }
  forget(section, context);
  return false;
}

/** Notes where the changes from now on will be told, before the section is read; without it a later run reads all again. */
export async function bookmark(section: TrackedSection, { graph, writer }: ReadContext): Promise<void> {
  if (writer.tracking.hasBookmark(section)) return;
  const related = section === "groups" ? ["members"] : [];
  const select = [...Object.keys(rowSchemas[section].shape), ...related];
  try {
    const { json, url, requestId } = await graph.get(`${query(`/${section}/delta`, { select })}&$deltatoken=latest`);
    const { "@odata.deltaLink": link = null } = page.parse(json);
    const path = graph.nextPath({ json: { value: [], "@odata.nextLink": link }, url, requestId });
    if (path !== null) writer.tracking.setBookmark(section, path);
  } catch (failure) {
    if (!(failure instanceof GraphFailure || failure instanceof z.ZodError)) throw failure;
  }
}

const entry = z.object({ id: z.string().min(1), "@removed": z.unknown().optional() });

const page = z.object({ value: z.array(entry), "@odata.deltaLink": z.string().nullish() });

async function followChanges(section: TrackedSection, { graph, writer, signal }: ReadContext): Promise<void> {
  const seen = new Set<string>();
  for (;;) {
    signal.throwIfAborted();
    const { next: path = null, done = true } = writer.tracking.changes(section) ?? {};
    if (done || path === null) return;
    if (seen.has(path))
      throw new GraphFailure("repeated-link", "Graph's changes lead back to a page already read", { url: path });
    seen.add(path);

    const response = await graph.get(path);
    const told = page.safeParse(response.json);
    if (!told.success) throw new GraphFailure("malformed", "Graph answered with changes that are none", response);
    const next = graph.nextPath(response);
    const link = told.data["@odata.deltaLink"] ?? null;
    const bookmarked =
      link === null ? null : graph.nextPath({ ...response, json: { value: [], "@odata.nextLink": link } });
    const [removed, changed] = [true, false].map((gone) =>
      told.data.value.filter((one) => (one["@removed"] !== undefined) === gone).map(({ id }) => id),
    );
    const { url, requestedAt, receivedAt, requestId, status, bytes: body } = response;
    const changes = { changed: changed ?? [], removed: removed ?? [], next, bookmark: bookmarked };
    writer.tracking.saveChanges({ url, requestedAt, receivedAt, requestId, status, body }, section, changes);
  }
}

/** Members are told by group with their names, so that they cannot stand without the changes of any section. */
function forget(section: TrackedSection, { writer }: ReadContext): void {
  for (const stale of [section, "groupMembers"] as const) writer.tracking.keepOnly(stale, []);
}
