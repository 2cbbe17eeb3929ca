import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import { crawlEmulated, crawlFrom } from "./crawl-emulated.ts";
import { now, testFolder, testIo } from "./scan-emulated.ts";
import { smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const sliceFrom = 100;

/** Crawls in slices; `refuse` sees the reads of slices. */
async function crawlSliced(intercept: EmulatorOptions["intercept"], served = tenant) {
  const asked: string[] = [];
  const { rows } = await crawlEmulated(
    {
      tenant: served,
      intercept: (request) => {
        const query = decodeURIComponent(request.query);
        if (request.path.endsWith("/users")) asked.push(query);
        return intercept?.({ ...request, query });
      },
    },
    testFolder(),
    { sliceFrom },
  );
  const chains = (of: string) => asked.filter((query) => query.includes(of) && !/startswith|top=1&/u.test(query));
  return { rows, users: chains("accountEnabled").length, managers: chains("manager").length, asked };
}

const inOneChain = async (served = tenant) => (await crawlEmulated({ tenant: served }, testFolder())).rows;

describe("lists of users in slices", () => {
  it("hold what one chain of pages holds, without that chain", async () => {
    const { rows, users, managers, asked } = await crawlSliced(undefined);
    expect(rows).toEqual(await inOneChain());
    expect([users, managers]).toEqual([0, 0]);
    expect(asked.filter((query) => query.includes("startswith")).length).toBeGreaterThan(80);
  });

  it("are read as one where a user is in no slice", async () => {
    const [odd, ...others] = tenant.users;
    const served = { ...tenant, users: [{ ...odd!, userPrincipalName: `%${odd!.userPrincipalName}` }, ...others] };
    const { rows, users, managers } = await crawlSliced(undefined, served);
    expect(rows).toEqual(await inOneChain(served));
    expect([users, managers]).toEqual([1, 0]);
  });

  it("are read as one where Graph refuses the filter", async () => {
    const refusal = { status: 400, body: { error: { code: "Request_UnsupportedQuery", message: "No." } } };
    const { rows, users, managers } = await crawlSliced(({ query }) =>
      query.includes("startswith") ? refusal : undefined,
    );
    expect(rows).toEqual(await inOneChain());
    expect(users).toBeGreaterThan(0);
    expect(managers).toBeGreaterThan(0);
  });

  it("go on where they were interrupted, and serve a later run like any list", async () => {
    const expected = await inOneChain();
    for (const stopAfter of [5, 30, 60]) {
      const folder = testFolder();
      const interrupt = new AbortController();
      let slices = 0;
      const emulator = await startEmulator({
        tenant,
        now: () => now,
        intercept: ({ query }) => {
          if (query.includes("startswith")) slices += 1;
          if (slices === stopAfter) interrupt.abort(new Error("enough"));
          return undefined;
        },
      });
      const crawl = (io: ReturnType<typeof testIo>, path: string, settings: object) =>
        crawlFrom(emulator.url, tenant.organization.id, path, io, { sliceFrom, ...settings });
      await expect(crawl({ ...testIo(), interrupted: interrupt.signal }, folder, {})).rejects.toThrow("enough");
      const before = slices;
      expect(await crawl(testIo(), folder, { resume: true })).toEqual(expected);
      expect(slices - before).toBeLessThan(slices);

      const sliced = slices;
      const later = testFolder();
      expect(await crawl(testIo(), later, { since: join(folder, "snapshot.sqlite") })).toEqual(expected);
      expect(slices - sliced).toBeLessThan(50);
      await emulator.close();
    }
  });
});
