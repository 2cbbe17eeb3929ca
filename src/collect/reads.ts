import type { SectionName } from "../domain/sections.ts";
import type { Clock } from "../graph/clock.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";

/** One parent's collection on its way: the path of the page wanted next, and what it took to get there. */
export type Read = {
  readonly parentId: string;
  readonly path: string;
  /** The property of the answer that holds the items; null where the answer is the one item. */
  readonly property: string | null;
  /** Whether this is where the collection begins. */
  readonly isFirst: boolean;
  /** Pages already read of it, so that a link leading back is seen. */
  readonly seen: Set<string>;
  readonly tries: number;
  /** Times it was begun anew: after an expired link, or a count that did not agree. */
  readonly restarts: number;
};

/** What is still to be read of a section. Reads put back for later come up when their time has come. */
export type ReadQueue = {
  /** Up to `most` reads that may be asked now; waits for those put back, and is empty when there are none. */
  readonly take: (most: number) => Promise<readonly Read[]>;
  /** Those put back together come up together. */
  readonly putBack: (reads: readonly Read[], delay?: number) => void;
  /** A read is over: nothing is left of its collection, or its object is gone. */
  readonly end: () => void;
  /** Reads that are over, those of an earlier run among them. */
  readonly ended: () => number;
  /** The read of a parent from its start. */
  readonly beginning: (parentId: string, restarts?: number) => Read;
  /** Ask for no counts any more: the tenant refuses to give them here. */
  readonly stopCounting: () => void;
};

/** All reads of a section but those an earlier run has done; half-read ones go on at their next page. */
export function readsToDo<S extends SectionName>(
  collector: Collector<S>,
  parents: readonly string[],
  writer: SnapshotWriter,
  clock: Clock,
): ReadQueue {
  const { section, path, property } = collector;
  const undone = parents.filter((parentId) => writer.read(section, parentId)?.done !== true);
  const fresh = undone.values();
  let ended = parents.length - undone.length;
  const ready: Read[] = [];
  let later: { readonly reads: readonly Read[]; readonly at: number }[] = [];
  let counting = property === "value";

  const beginning = (parentId: string, restarts = 0): Read => {
    const first = counting ? withCount(path(parentId)) : path(parentId);
    return { parentId, path: first, property, isFirst: true, seen: new Set(), tries: 1, restarts };
  };
  const next = (): Read | undefined => {
    const waiting = ready.shift();
    if (waiting !== undefined) return waiting;
    const { value: parentId } = fresh.next();
    if (parentId === undefined) return undefined;
    const link = writer.read(section, parentId)?.next ?? null;
    const first = beginning(parentId);
    return link === null ? first : { ...first, path: link, property: "value", isFirst: false };
  };
  const ripen = (): void => {
    const now = clock.now().getTime();
    ready.push(...later.filter(({ at }) => at <= now).flatMap(({ reads }) => reads));
    later = later.filter(({ at }) => at > now);
  };

  return {
    take: async (most) => {
      for (;;) {
        ripen();
        const taken = Array.from({ length: most }, next).filter((read) => read !== undefined);
        if (taken.length > 0 || later.length === 0) return taken;
        await clock.sleep(Math.max(1, Math.min(...later.map(({ at }) => at)) - clock.now().getTime()));
      }
    },
    putBack: (reads, delay = 0) => {
      if (delay === 0) ready.push(...reads);
      else if (reads.length > 0) later.push({ reads, at: clock.now().getTime() + delay });
    },
    end: () => {
      ended += 1;
    },
    ended: () => ended,
    beginning,
    stopCounting: () => {
      counting = false;
    },
  };
}

/** With the tenant's own count beside the first page (https://learn.microsoft.com/graph/aad-advanced-queries). */
function withCount(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}$count=true`;
}

/** The sections of the directory, where counting is an advanced query that needs `ConsistencyLevel: eventual`. */
const directory: ReadonlySet<SectionName> = new Set([
  "users",
  "signIns",
  "deletedUsers",
  "groups",
  "groupMembers",
  "groupTransitiveMembers",
  "groupOwners",
  "deletedGroups",
  "servicePrincipals",
  "servicePrincipalOwners",
  "appRoleAssignments",
]);

export function isDirectory(section: SectionName): boolean {
  return directory.has(section);
}
