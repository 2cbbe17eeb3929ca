import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type InterceptedResponse, startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { now, readPermissions, scanEmulated, testFolder, testIo } from "./scan-emulated.ts";
import { rowsIn } from "./small-tenant.ts";

const draft = aTenant("many groups", { now });
const setOf = (name: string) =>
  ({ "@odata.type": "#microsoft.graph.groupMembers", groupId: draft.id("group", name) }) as const;

/** Three hundred groups: twelve matter, each for a reason of its own, and four are nested in those. */
const tenant = manyGroups();
const named = {
  declared: "g0",
  granted: "g1",
  grantedToOwn: "g2",
  requests: "g3",
  requestsForOthers: "g4",
  approves: "g5",
  approvesInstead: "g6",
  escalatedTo: "g7",
  reviews: "g8",
  hasAppRole: "g9",
  canHaveRoles: "g10",
  inPack: "g11",
} as const;

function manyGroups(): Tenant {
  const members: Record<string, readonly string[]> = {
    g0: ["ann", "g20"],
    g1: ["g0", "bob"],
    g5: ["g22"],
    g11: ["ann", "g23"],
    g20: ["g21", "bob"],
    g21: ["cleo", "g20"],
    g23: ["cleo"],
    g50: ["g0", "g51"],
    g51: ["ann"],
  };
  for (const user of ["ann", "bob", "cleo"]) draft.user(user);
  for (let number = 0; number < 300; number += 1) {
    const name = `g${number}`;
    draft.group(name, { members: members[name] ?? [], roleAssignable: number === 10, owners: ["bob"] });
  }
  const stage = {
    durationBeforeAutomaticDenial: "P14D",
    isApproverJustificationRequired: true,
    isEscalationEnabled: true,
    durationBeforeEscalation: "P7D",
    primaryApprovers: [setOf("g5")],
    fallbackPrimaryApprovers: [setOf("g6")],
    escalationApprovers: [setOf("g7")],
    fallbackEscalationApprovers: [],
  };
  const asked = { isApprovalRequiredForAdd: true, isApprovalRequiredForUpdate: false };
  draft
    .app("erp", { roles: ["Pay"] })
    .appRole("g9", "erp", "Pay")
    .accessPackage("P", { grants: [{ group: "g1" }, { group: "g2", as: "Owner" }] })
    .incompatibleGroup("P", "g0")
    .policy("policy", {
      accessPackage: "P",
      specificAllowedTargets: [setOf("g3")],
      requestorSettings: {
        enableTargetsToSelfAddAccess: true,
        enableTargetsToSelfUpdateAccess: false,
        enableTargetsToSelfRemoveAccess: false,
        allowCustomAssignmentSchedule: false,
        enableOnBehalfRequestorsToAddAccess: true,
        enableOnBehalfRequestorsToUpdateAccess: false,
        enableOnBehalfRequestorsToRemoveAccess: false,
        onBehalfRequestors: [setOf("g4")],
      },
      requestApprovalSettings: { ...asked, isRequestorJustificationRequired: false, stages: [stage] },
      reviewSettings: {
        isEnabled: true,
        expirationBehavior: "keepAccess",
        isRecommendationEnabled: false,
        isReviewerJustificationRequired: false,
        isSelfReview: false,
        schedule: {
          startDateTime: now.toISOString(),
          expiration: { type: "noExpiration", duration: null, endDateTime: null },
          recurrence: {
            pattern: { type: "weekly", interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: ["monday"] },
            range: { type: "noEnd", numberOfOccurrences: 0, startDate: "2026-11-23" },
          },
        },
        primaryReviewers: [setOf("g8")],
        fallbackReviewers: [],
      },
    })
    .assign("cleo", "P");
  return draft.build();
}

/** The groups of these names and those in them, by going down until nothing is new. */
function closure(names: readonly string[]): Set<string> {
  const ids = new Set(names.map((name) => tenant.groups.find(({ displayName }) => displayName === name)!.id));
  for (const id of ids) {
    const { members } = tenant.groups.find((group) => group.id === id)!;
    for (const member of members) if (tenant.groups.some((group) => group.id === member)) ids.add(member);
  }
  return ids;
}

const idOf = (name: string) => tenant.groups.find(({ displayName }) => displayName === name)!.id;

function packFile(folder: string, first: object = { group: { name: "g11" } }): string {
  const duty = (heldBy: object) => ({ title: "duty", kind: "recording", heldBy: [heldBy] });
  const duties = { one: duty(first), other: duty({ accessPackage: { name: "P" } }) };
  const conflict = { id: "X-1", title: "Both", duties: ["one", "other"], severity: "high" };
  const file = join(folder, "pack.yaml");
  writeFileSync(file, JSON.stringify({ pack: "mine", duties, conflicts: [conflict] }));
  return file;
}

type Interfere = (path: string, times: number) => InterceptedResponse | undefined;

/** A scan, and of which groups it asked for members, owners and counts, each as often as it asked. */
async function scanned(args: readonly string[], interfere: Interfere = () => undefined, folder = testFolder()) {
  const asked: string[] = [];
  const result = await scanEmulated(tenant, folder, {
    args: ["--formats", "json", ...args],
    intercept: ({ path }) => {
      asked.push(path);
      return interfere(path, asked.filter((other) => other === path).length);
    },
  });
  const of = (relation: string) =>
    asked.flatMap((path) => (path.startsWith("/v1.0/groups/") && path.endsWith(relation) ? [path.split("/")[3]!] : []));
  return { ...result, members: of("/members"), owners: of("/owners"), counts: of("/microsoft.graph.user") };
}

/** What findings rest on is asked for again at the end. */
const distinct = (ids: readonly string[]) => [...new Set(ids)].sort();

const conflictIn = ({ conflicts }: Assessment, id: string) => conflicts.find((conflict) => conflict.id === id);
const membersIn = ({ coverage }: Assessment) => coverage.find(({ section }) => section === "groupMembers");

describe("of three hundred groups", () => {
  it("members and owners are read of the twelve that matter and what is nested in them, and of no other", async () => {
    const { assessment, members, owners, counts } = await scanned(["--rules", packFile(testFolder())]);
    const wanted = closure(Object.values(named));

    expect(wanted.size).toBe(16);
    expect(distinct(members)).toEqual([...wanted].sort());
    expect(distinct(owners)).toEqual([...wanted].sort());
    expect(counts.toSorted()).toEqual(["g0", "g1", "g5", "g11"].map(idOf).sort());
    expect(membersIn(assessment)?.status).toBe("complete");
  });

  it.each([
    ["a pack by id", { group: { id: idOf("g51") } }],
    ["a pack by name", { group: { name: "g51" } }],
  ])("one more is read where it is named by %s", async (_, selector) => {
    const { assessment, members } = await scanned(["--rules", packFile(testFolder(), selector)]);
    expect(members).toContain(idOf("g51"));
    expect(members).not.toContain(idOf("g50"));
    expect(conflictIn(assessment, "X-1")?.outcome).toBe("satisfied");
  });

  it("all are read with --all-groups", async () => {
    const { members, owners } = await scanned(["--all-groups"]);
    const all = tenant.groups.map(({ id }) => id).sort();
    expect(distinct(members)).toEqual(all);
    expect(distinct(owners)).toEqual(all);
  });

  it("all are read with --all-groups, without waiting for what names some of them", async () => {
    const asked = new Set<string>();
    const { assessment } = await scanned(["--all-groups"], (path) => {
      asked.add(path);
      if (!path.endsWith("/assignmentPolicies") || [...asked].some((other) => other.endsWith("/members")))
        return undefined;
      return { status: 503, body: { error: { code: "Busy", message: "Not before a group was asked." } } };
    });
    expect(assessment.coverage.find(({ section }) => section === "policyList")?.status).toBe("complete");
    expect(membersIn(assessment)?.status).toBe("complete");
  });

  it.each(["assignmentPolicies", "incompatibleGroups", "appRoleAssignedTo"])(
    "all are read, and none of it fails, where %s are refused: any might matter",
    async (refused) => {
      const { assessment, members } = await scanned([], (path) =>
        path.endsWith(refused) ? { status: 403, body: { error: { code: "Denied", message: "No." } } } : undefined,
      );
      expect(new Set(members)).toEqual(new Set(tenant.groups.map(({ id }) => id)));
      expect(membersIn(assessment)?.status).toBe("complete");
    },
  );
});

describe("a group that may be joined by activation", () => {
  /** Ann, in the group within a group that is eligible for one that is eligible for the group of the pack. */
  const eligible = (() => {
    const builder = aTenant("eligible groups", { now }).user("ann").user("bob").user("cleo");
    builder.group("g11", { members: ["bob"] }).group("own", { members: ["cleo"] });
    builder
      .group("outer", { members: ["inner"] })
      .group("inner", { members: ["ann"] })
      .group("between", { members: [] });
    builder
      .privilegedGroup("between", "g11", { held: "eligible" })
      .privilegedGroup("outer", "between", { held: "eligible" });
    return builder
      .app("erp", { roles: ["Pay"] })
      .accessPackage("P")
      .assign("ann", "P")
      .build();
  })();

  it("counts the members of the groups that may join it, however deep, which are read for that", async () => {
    const asked: string[] = [];
    const { assessment } = await scanEmulated(eligible, testFolder(), {
      args: ["--formats", "json", "--rules", packFile(testFolder())],
      intercept: ({ path }) => void asked.push(path),
    });
    const names = eligible.groups.flatMap(({ id, displayName }) =>
      asked.includes(`/v1.0/groups/${id}/members`) ? [displayName] : [],
    );
    expect(names.toSorted()).toEqual(["between", "g11", "inner", "outer"]);
    expect(conflictIn(assessment, "X-1")).toMatchObject({ outcome: "violated" });
    expect(conflictIn(assessment, "X-1")?.reason).toBeUndefined();
    expect(assessment.coverage.find(({ section }) => section === "groupMembers")?.status).toBe("complete");
  });

  it("is inconclusive, and said to be, where nobody may be asked who is eligible", async () => {
    const { assessment } = await scanEmulated(eligible, testFolder(), {
      args: ["--formats", "json", "--rules", packFile(testFolder())],
      intercept: ({ path }) =>
        path.includes("/eligibilityScheduleInstances")
          ? { status: 403, body: { error: { code: "Denied", message: "No." } } }
          : undefined,
    });
    expect(conflictIn(assessment, "X-1")).toMatchObject({ outcome: "inconclusive" });
    expect(membersIn(assessment)?.status).toBe("complete");
  });
});

describe("a pack that nobody knew of when the tenant was read", () => {
  const judgedAfter = async (collectArgs: readonly string[]) => {
    const [folder, out] = [testFolder(), testFolder()];
    const emulator = await startEmulator({ tenant, now: () => now });
    onTestFinished(() => emulator.close());
    const token = mintToken({ roles: readPermissions, tenantId: tenant.organization.id });
    const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", folder];
    expect(await run(["collect", ...target, ...collectArgs], testIo({ SODSCAN_ACCESS_TOKEN: token }))).toBe(0);

    const snapshot = join(folder, "data", "snapshot.sqlite");
    const rules = ["--rules", packFile(folder), "--formats", "json"];
    await run(["assess", "--snapshot", snapshot, "--out", out, ...rules], testIo());
    const assessment = JSON.parse(readFileSync(join(out, "data", "assessment.json"), "utf8")) as Assessment;
    return conflictIn(assessment, "X-1");
  };

  it("is not judged over a group whose members were not read, and says what to do", async () => {
    expect(await judgedAfter([])).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining('the members of "g11" were not read: collect with --all-groups') as string,
    });
  });

  it("is judged where all were read, or where the rules were known", async () => {
    for (const args of [["--all-groups"], ["--rules", packFile(testFolder())]]) {
      const conflict = await judgedAfter(args);
      expect(conflict?.outcome).toBe("violated");
      expect(conflict?.reason).toBeUndefined();
    }
  });
});

describe("what was walked, against the tenant's own count", () => {
  const path = (name: string, relation: string) => `/v1.0/groups/${idOf(name)}/${relation}`;
  const counted = "transitiveMembers/microsoft.graph.user";

  it("is read again where a membership went missing, and is whole then", async () => {
    const folder = testFolder();
    const { assessment, members } = await scanned(
      [],
      (asked, times) =>
        asked === path("g21", "members") && times === 1
          ? { status: 200, body: { "@odata.count": 0, value: [] } }
          : undefined,
      folder,
    );
    expect(membersIn(assessment)?.status).toBe("complete");
    expect(members.filter((id) => id === idOf("g21")).length).toBeGreaterThan(1);
    const calm = testFolder();
    await scanned([], undefined, calm);
    const [one, other] = [folder, calm].map((at) => rowsIn(join(at, "data", "snapshot.sqlite")));
    expect((await one)?.["groupMembers"]).toEqual((await other)?.["groupMembers"]);
  });

  it("fails, naming the group, where it stays wrong, and clears nothing that rests on groups", async () => {
    const { assessment } = await scanned([], (asked) =>
      asked === path("g0", counted) ? { status: 200, body: { "@odata.count": 4, value: [] } } : undefined,
    );
    expect(membersIn(assessment)).toMatchObject({ status: "failed" });
    expect(membersIn(assessment)?.reason).toContain(`counts 4 users in the group "g0" (${idOf("g0")})`);
    expect(assessment.outcomes.find(({ rule }) => rule === "out-of-band-holder")?.outcome).toBe("inconclusive");
  });

  it("is left at that where the tenant does not count", async () => {
    const { assessment } = await scanned([], (asked) =>
      asked.endsWith(counted) ? { status: 400, body: { error: { code: "Unsupported", message: "No." } } } : undefined,
    );
    expect(membersIn(assessment)?.status).toBe("complete");
  });
});
