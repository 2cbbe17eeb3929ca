import { batchSize } from "../../../src/graph/batch.ts";
import { type SectionName, sectionNames } from "../../../src/domain/sections.ts";
import type { SnapshotPage } from "../../../src/snapshot/saving.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { createSnapshot, type SnapshotWriter } from "../../../src/snapshot/writer.ts";
import { listOf } from "../../../src/conflicts/kernel/posting-lists.ts";
import type { WorldIds } from "./world-ids.ts";
import type { World } from "./world.ts";

const moment = "2026-11-23T08:00:00.000Z";
const rowsPerPage = 999;
const departments = 40;

type Item = { readonly [property: string]: unknown };

/**
 * The world as a tenant's snapshot, page by page through the writer that `collect` writes with: people are users, access
 * points are groups, and holdings are direct memberships.
 */
export function writeSnapshot(path: string, { size, holders }: World, { people, points }: WorldIds): void {
  const writer = createSnapshot(path, {
    runId: "bench",
    startedAt: moment,
    graphUrl: "https://graph.microsoft.com",
    toolVersion: "0.0.0",
    audit: { source: { kind: "directoryAudits", workspaceId: null }, asked: { from: moment, to: moment } },
  });
  const pages = pagesInto(writer);
  pages.list("users", size.people, (person) => user(people(person), person));
  pages.list("groups", size.accessPoints, (point) => group(points(point), point));
  pages.perParent(
    "groupMembers",
    Array.from({ length: size.accessPoints }, (_, point) => ({
      id: points(point),
      items: listOf(holders, point),
      item: (person: number) => ({
        "@odata.type": "#microsoft.graph.user",
        id: people(person),
        displayName: nameOf(person),
      }),
    })),
    (groupId, item) => ({
      groupId,
      memberId: String(item["id"]),
      memberType: "user",
      memberName: String(item["displayName"]),
    }),
  );
  pages.perParent(
    "groupEligibilities",
    Array.from({ length: size.accessPoints }, (_, point) => ({ id: points(point), items: noItems, item: () => ({}) })),
    () => {
      throw new Error("nobody is eligible");
    },
  );
  finish(writer);
}

const noItems = new Uint32Array();

type Parent = { readonly id: string; readonly items: Uint32Array; readonly item: (number: number) => Item };

function pagesInto(writer: SnapshotWriter) {
  const save = <S extends SectionName>(
    section: S,
    url: string,
    body: unknown,
    parts: SnapshotPage<S>["parts"],
  ): void => {
    const answer = { url, requestedAt: moment, receivedAt: moment, requestId: "request", status: 200 };
    writer.save({ section, ...answer, body: Buffer.from(JSON.stringify(body)), parts });
  };
  return {
    list: <S extends SectionName>(section: S, count: number, row: (number: number) => Row<S>): void => {
      for (let from = 0; from < count; from += rowsPerPage) {
        const length = Math.min(rowsPerPage, count - from);
        const rows = Array.from({ length }, (_, item) => ({ item, row: row(from + item) }));
        const next = from + length < count ? `/${section}?$skiptoken=${from + length}` : null;
        const body = { value: rows.map((one) => one.row) };
        save(section, `/${section}`, body, [{ parentId: "", pointer: "/value", rows, next, expected: null }]);
      }
    },
    /** First pages come in batches, as `collect` asks for them; a parent that has more goes on alone. */
    perParent: <S extends SectionName>(
      section: S,
      parents: readonly Parent[],
      row: (parentId: string, item: Item) => Row<S>,
    ): void => {
      const partOf = (parent: Parent, from: number, pointer: string) => {
        const items = Array.from(parent.items.subarray(from, from + rowsPerPage), parent.item);
        const rows = items.map((item, place) => ({ item: place, row: row(parent.id, item) }));
        const next = from + rowsPerPage < parent.items.length ? `/${parent.id}?$skiptoken=${from}` : null;
        return { body: { value: items }, part: { parentId: parent.id, pointer, rows, next, expected: null } };
      };
      for (let from = 0; from < parents.length; from += batchSize) {
        const batch = parents.slice(from, from + batchSize);
        const answers = batch.map((parent, index) => partOf(parent, 0, `/responses/${index}/body/value`));
        const responses = answers.map(({ body }, index) => ({ id: String(index), status: 200, body }));
        save(
          section,
          "/$batch",
          { responses },
          answers.map(({ part }) => part),
        );
        for (const parent of batch) {
          for (let start = rowsPerPage; start < parent.items.length; start += rowsPerPage) {
            const { body, part } = partOf(parent, start, "/value");
            save(section, `/groups/${parent.id}`, body, [part]);
          }
        }
      }
    },
  };
}

function nameOf(person: number): string {
  return `Person ${person}`;
}

function user(id: string, person: number): Row<"users"> {
  return {
    id,
    displayName: nameOf(person),
    userPrincipalName: `person${person}@contoso.example`,
    mail: `person${person}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
    createdDateTime: "2020-01-01T00:00:00Z",
    department: `Department ${person % departments}`,
    companyName: null,
    jobTitle: null,
    employeeId: `${100_000 + person}`,
    onPremisesSecurityIdentifier: null,
    onPremisesImmutableId: null,
    otherMails: [],
    proxyAddresses: [],
    identities: [],
  };
}

function group(id: string, point: number): Row<"groups"> {
  return {
    id,
    displayName: `Group ${point}`,
    description: null,
    groupTypes: [],
    membershipRule: null,
    mailEnabled: false,
    securityEnabled: true,
    visibility: null,
    onPremisesSyncEnabled: null,
    isAssignableToRole: null,
  };
}

/** Every section was read to its end; those of which nothing was written are empty. */
function finish(writer: SnapshotWriter): void {
  const coverage = sectionNames.map((section) => {
    const { rows, pages } = writer.tally(section);
    const times = { startedAt: moment, finishedAt: moment };
    return { section, status: "complete" as const, read: rows, expected: null, duplicates: 0, pages, ...times };
  });
  const run = { runId: "bench", tenantId: "tenant", tenantName: "Contoso", startedAt: moment, finishedAt: moment };
  const identity = { kind: "application" as const, appId: null, objectId: null, permissions: [] };
  writer.finish({ ...run, toolVersion: "0.0.0", graphUrl: "https://graph.microsoft.com", identity }, coverage);
}
