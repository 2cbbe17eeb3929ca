import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { now, serve } from "./emulated-graph.ts";

const tenant = contosoBank({ now });
const audits = "/auditLogs/directoryAudits";
const { directoryAudits } = tenant;

describe("directory audits", () => {
  it("come newest first, page after page, at most 999 to the page", async () => {
    const { all, get } = await serve({ tenant });
    const dates = (await all(`${audits}?$top=150`)).map(({ activityDateTime }) => String(activityDateTime));

    expect(dates).toHaveLength(directoryAudits.length);
    expect(dates).toEqual(dates.toSorted().reverse());
    expect((await get(audits)).body.value).toHaveLength(100);
    expect((await get(`${audits}?$top=999`)).body.value).toHaveLength(directoryAudits.length);
    expect((await get(`${audits}?$top=1000`)).status).toBe(400);
  });

  it("are found by category, time, activity and who did it", async () => {
    const { all } = await serve({ tenant });
    const at = "2026-11-10T00:00:00Z";
    const found = async (filter: string) =>
      (await all(`${audits}?$filter=${encodeURIComponent(filter)}`)).map(({ id }) => id);
    const expected = (matches: (audit: (typeof directoryAudits)[number]) => boolean) =>
      directoryAudits.filter(matches).map(({ id }) => id);
    const [someone] = directoryAudits.flatMap(({ initiatedBy }) => initiatedBy.user?.id ?? []);

    for (const [filter, matches] of [
      [
        `category eq 'GroupManagement' and activityDateTime ge ${at}`,
        ({ category, activityDateTime }) => category === "GroupManagement" && activityDateTime >= at,
      ],
      [
        `activityDateTime le ${at} and activityDisplayName eq 'Add member to group'`,
        ({ activityDateTime, activityDisplayName }) =>
          activityDateTime <= at && activityDisplayName === "Add member to group",
      ],
      [`initiatedBy/user/id eq '${someone}'`, ({ initiatedBy }) => initiatedBy.user?.id === someone],
    ] as const satisfies readonly (readonly [string, Parameters<typeof expected>[0]])[]) {
      expect(expected(matches)).not.toEqual([]);
      expect(await found(filter)).toEqual(expected(matches));
    }
  });

  it("take AuditLog.Read.All", async () => {
    const { get } = await serve({ tenant });

    expect((await get(audits, { token: mintToken({ roles: ["AuditLog.Read.All"] }) })).status).toBe(200);
    expect((await get(audits, { token: mintToken({ roles: ["Directory.Read.All"] }) })).status).toBe(403);
  });
});
