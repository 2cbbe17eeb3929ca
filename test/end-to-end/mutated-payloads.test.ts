import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectedSections, collectors, isCollected } from "../../src/collect/collectors/index.ts";
import { parentSections, type SectionName, sectionNames } from "../../src/domain/sections.ts";
import { startEmulator } from "../../src/emulator/start-emulator.ts";
import { ScanError } from "../../src/scan-error.ts";
import { parentIdOf } from "../../src/snapshot/parent-id.ts";
import { naturalKeys } from "../../src/snapshot/sections.ts";
import { crawlFrom } from "./crawl-emulated.ts";
import { startProxy } from "./mutating-proxy.ts";
import { type Mutation, mutation, recounting, shortening } from "./mutations.ts";
import { now, testFolder } from "./scan-emulated.ts";
import { type Rows, smallTenant } from "./small-tenant.ts";

/** Mutations of the answers to some of the addresses, each of the first answer only or of every one. */
type Meddled = { readonly address: number; readonly once: boolean; readonly mutations: readonly Mutation[] };

const meddled: fc.Arbitrary<Meddled> = fc.record({
  address: fc.nat(10_000),
  once: fc.boolean(),
  mutations: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(mutation) },
    { weight: 1, arbitrary: fc.tuple(mutation, mutation) },
  ),
});

const tenant = smallTenant();

describe("the crawl of a tenant whose answers are other than they should be", () => {
  it("ends with a snapshot in which nothing is complete that lost anything", async () => {
    const folder = testFolder();
    const emulator = await startEmulator({ tenant, now: () => now });
    const addresses = new Set<string>();
    const calm = await crawled(emulator.url, folder, (address) => {
      addresses.add(address);
      return [];
    });
    if (calm instanceof ScanError) throw calm;
    const sections = sectionsByAddress(calm);
    const targets = [...addresses].filter((address) => sections.has(bare(address))).sort();
    expect(new Set(targets.map((address) => sections.get(bare(address))))).toEqual(
      new Set(collectedSections.filter((section) => section !== "groupTransitiveMembers")),
    );
    const tally = { complete: 0, lost: 0 };

    await fc.assert(
      fc.asyncProperty(fc.array(meddled, { minLength: 1, maxLength: 4 }), async (all) => {
        const struck = all.map((one) => ({ ...one, address: targets[one.address % targets.length]! }));
        const spent = new Set<object>();
        const faulty = await crawled(emulator.url, folder, (address) =>
          struck
            .filter((one) => one.address === address && !(one.once && spent.has(one)))
            .flatMap((one) => {
              spent.add(one);
              return one.mutations;
            }),
        );
        if (faulty instanceof ScanError) return;
        for (const section of sectionNames) {
          const own = struck.filter(({ address }) => sections.get(bare(address)) === section);
          expectNothingLost(
            section,
            faulty,
            calm,
            own.flatMap(({ mutations }) => mutations),
          );
          tally[faulty[section].status === "complete" ? "complete" : "lost"] += 1;
        }
      }),
      { seed: 20_261_123, numRuns: 100, endOnFailure: true },
    );
    await emulator.close();
    expect(tally.lost).toBeGreaterThan(100);
    expect(tally.complete).toBeGreaterThan(500);
  }, 300_000);
});

/** What a crawl left, or the error that says why it left nothing. */
async function crawled(
  origin: string,
  folder: string,
  meddling: (address: string) => readonly Mutation[],
): Promise<Rows | ScanError> {
  const proxy = await startProxy(origin, meddling);
  try {
    return await crawlFrom(proxy.url, tenant.organization.id, folder);
  } catch (error) {
    if (error instanceof ScanError) return error;
    throw error;
  } finally {
    await proxy.close();
  }
}

/**
 * A complete section has the calm run's rows, but for the properties of as many as were struck. What cannot be told from a
 * smaller tenant is left out: a list made shorter that carries no count of its own, or one whose count was changed with it.
 */
function expectNothingLost(section: SectionName, faulty: Rows, calm: Rows, mutations: readonly Mutation[]): void {
  const { status, rows } = faulty[section];
  const said = JSON.stringify(mutations);
  if (status !== "complete") return expect(["failed", "skipped"], said).toContain(status);
  if (isCollected(section) && collectors[section].neverEmpty === true)
    expect(rows, `${section} ${said}`).not.toEqual([]);
  if (isUndetectable(calm[section].expected, mutations)) return;

  const keyOf = (row: Readonly<Record<string, unknown>>) => naturalKeys[section].map((name) => row[name]).join(" ");
  expect(rows.map(keyOf), `${section} ${said}`).toEqual(calm[section].rows.map(keyOf));
  const other = rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(calm[section].rows[index]));
  const most = mutations.filter(({ how }) => /^(property|item with)/u.test(how)).length;
  expect(other.length, `${section} ${said}`).toBeLessThanOrEqual(most);
}

function isUndetectable(expected: number | null, mutations: readonly Mutation[]): boolean {
  const isShort = mutations.some(({ how }) => shortening.has(how));
  return isShort && (expected === null || mutations.some(({ how }) => recounting.has(how)));
}

/** Which section each address belongs to, by the collectors' own paths for the parents there are. */
function sectionsByAddress(calm: Rows): ReadonlyMap<string, SectionName> {
  const found = new Map<string, SectionName>();
  for (const section of collectedSections) {
    const parent = parentSections[section];
    const parents =
      parent === undefined
        ? [""]
        : calm[parent].rows.map((row) => parentIdOf(naturalKeys[parent].map((name) => String(row[name]))));
    const { parents: chosen, together, path } = collectors[section];
    if (together !== undefined) found.set(bare(`/v1.0${together("")}`), section);
    const rows: Parameters<NonNullable<typeof chosen>>[0] = (of) => calm[of].rows as never;
    for (const id of chosen?.(rows) ?? parents) found.set(bare(`/v1.0${path(id)}`), section);
  }
  return found;
}

/** An address without what tells its pages apart. */
function bare(address: string): string {
  const { pathname, searchParams } = new URL(address, "http://graph.invalid");
  for (const name of ["$skiptoken", "$skip", "$count"]) searchParams.delete(name);
  searchParams.sort();
  return `${pathname}?${searchParams.toString()}`;
}
