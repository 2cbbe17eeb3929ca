import { describe, expect, it } from "vitest";
import type { CollectIntoOptions } from "../../src/cli/collect-into.ts";
import { type Emulator, type InterceptedResponse, startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { deleteGroup } from "../../src/emulator/tenant-changes.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { crawlFrom } from "./crawl-emulated.ts";
import { now, testFolder, testIo } from "./scan-emulated.ts";
import type { Rows } from "./small-tenant.ts";

const sections = ["groups", "groupMembers", "groupOwners", "groupEligibilities", "groupAssignmentSchedules"] as const;

type GroupRows = Pick<Rows, (typeof sections)[number]>;

const tenant = threePages();
const first = tenant.groups[0]!;

/** Of which their list is three; of twenty groups each is nested in another. */
function threePages(): Tenant {
  const draft = aTenant("three pages", { now })
    .user("ann")
    .user("bob")
    .privilegedGroup("bob", "g7", { held: "eligible" });
  for (let number = 0; number < 2100; number += 1) {
    const nested = number % 100 === 1 && number < 2000 ? [`g${number + 100}`] : [];
    draft.group(`g${number}`, { members: ["ann", ...nested], owners: number % 50 === 0 ? ["bob"] : [] });
  }
  return draft.build();
}

const membersOf = (id: string) => `/v1.0/groups/${id}/members`;
const ownersOf = (id: string) => `/v1.0/groups/${id}/owners`;

/** Answers later pages of groups in the emulator's place. */
type LaterPage = (emulator: Emulator) => InterceptedResponse | undefined;

/**
 * Collects; `asked` counts how often each path was asked for. Where all groups are wanted, later pages are put off until members
 * and owners of the first group have been asked for.
 */
async function crawl(groups: CollectIntoOptions["groups"], laterPage?: LaterPage, read = tenant) {
  const asked = new Map<string, number>();
  const goesOn = () => groups !== "all" || (asked.has(membersOf(first.id)) && asked.has(ownersOf(first.id)));
  const emulator: Emulator = await startEmulator({
    tenant: read,
    now: () => now,
    intercept: ({ path, query }) => {
      asked.set(path, 1 + (asked.get(path) ?? 0));
      if (laterPage === undefined || path !== "/v1.0/groups" || !query.includes("$skiptoken")) return undefined;
      return goesOn() ? laterPage(emulator) : { status: 503, body: {}, headers: { "Retry-After": "0" } };
    },
  });
  try {
    const all = await crawlFrom(emulator.url, read.organization.id, testFolder(), testIo(), { groups });
    const rows = Object.fromEntries(sections.map((section) => [section, all[section]])) as GroupRows;
    return { asked, rows };
  } finally {
    await emulator.close();
  }
}

/** Every group is wanted by name here, and which are is asked once all are listed. */
const afterTheList = () => true;

/** The reason of the list itself has the id of a request. */
const withoutReason = ({ groups, ...rows }: GroupRows) => ({ ...rows, groups: { ...groups, reason: "" } });

describe("all groups, read while they are listed", () => {
  it("are what they are where the list is waited for, each asked for once", async () => {
    const { asked, rows } = await crawl("all", () => undefined);

    expect(rows).toEqual((await crawl(afterTheList)).rows);
    expect(rows.groupMembers.rows.length).toBe(2120);
    expect(new Set(tenant.groups.flatMap(({ id }) => [asked.get(membersOf(id)), asked.get(ownersOf(id))]))).toEqual(
      new Set([1]),
    );
  });

  it("leave nothing of a group that is gone from a list begun anew", async () => {
    let isExpired = false;
    const { rows } = await crawl("all", (emulator) => {
      if (isExpired) return undefined;
      isExpired = true;
      emulator.change(deleteGroup(first.id));
      return { status: 410, body: { error: { code: "Directory_ExpiredPageToken", message: "Begin anew." } } };
    });

    expect(isExpired).toBe(true);
    expect(rows).toEqual((await crawl(afterTheList, undefined, deleteGroup(first.id)(tenant, now))).rows);
  });

  it("are those of the part that was listed where the list breaks", async () => {
    const denied = () => ({ status: 403, body: { error: { code: "Authorization_RequestDenied", message: "no" } } });
    const { rows } = await crawl("all", denied);

    expect(withoutReason(rows)).toEqual(withoutReason((await crawl(afterTheList, denied)).rows));
    expect(rows.groups).toMatchObject({ status: "denied", rows: { length: 999 } });
    expect(rows.groupMembers).toMatchObject({ status: "failed", reason: "read for the part of groups that was read" });
    expect(rows.groupMembers.rows.length).toBeGreaterThan(999);
  });
});
