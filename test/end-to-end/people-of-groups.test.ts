import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type InterceptedResponse, startEmulator } from "../../src/emulator/start-emulator.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { addMember, removeMember } from "../../src/emulator/tenant-changes.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { collectEmulated, now, readPermissions, scanEmulated, testFolder, testIo } from "./scan-emulated.ts";
import { rowsIn } from "./small-tenant.ts";

/** Rules that go by who is in an audience, or approves, sponsors or reviews. */
const byPeople = [
  "on-behalf-approver",
  "one-person-approval",
  "peer-approval",
  "approval-dead-end",
  "invalid-approver",
  "opposed-approver",
  "requestable-conflict",
  "uncontrolled-audience",
  "self-review",
  "absent-reviewer",
];

type World = {
  readonly users: readonly string[];
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Whom the policies of two incompatible packages name. */
  readonly policies: readonly {
    readonly audience: readonly string[];
    readonly approvers: readonly string[];
    readonly onBehalf?: readonly string[];
    readonly reviewers?: readonly string[];
  }[];
  readonly sponsors?: readonly string[];
  /** Excluded from the first package. */
  readonly excluded?: readonly string[];
};

function tenantOf({ users, members, policies, sponsors = [], excluded = [] }: World): Tenant {
  const draft = aTenant("people", { now })
    .app("erp", { roles: ["Pay"] })
    .accessPackage("P0")
    .accessPackage("P1");
  for (const user of users) draft.user(user);
  for (const [name, inIt] of Object.entries(members)) draft.group(name, { members: inIt });
  const sets = (groups: readonly string[] = []) =>
    groups.map(
      (name) => ({ "@odata.type": "#microsoft.graph.groupMembers", groupId: draft.id("group", name) }) as const,
    );
  for (const [index, { audience, approvers, onBehalf = [], reviewers = [] }] of policies.entries()) {
    const stage = {
      durationBeforeAutomaticDenial: "P14D",
      isApproverJustificationRequired: true,
      isEscalationEnabled: false,
      durationBeforeEscalation: "P7D",
      primaryApprovers: sets(approvers),
      fallbackPrimaryApprovers: [],
      escalationApprovers: [],
      fallbackEscalationApprovers: [],
    };
    draft.policy("policy", {
      accessPackage: `P${index}`,
      allowedTargetScope: "specificDirectoryUsers",
      specificAllowedTargets: sets(audience),
      requestorSettings: {
        enableTargetsToSelfAddAccess: true,
        enableTargetsToSelfUpdateAccess: false,
        enableTargetsToSelfRemoveAccess: false,
        allowCustomAssignmentSchedule: false,
        enableOnBehalfRequestorsToAddAccess: onBehalf.length > 0,
        enableOnBehalfRequestorsToUpdateAccess: false,
        enableOnBehalfRequestorsToRemoveAccess: false,
        onBehalfRequestors: sets(onBehalf),
      },
      requestApprovalSettings: {
        isApprovalRequiredForAdd: true,
        isApprovalRequiredForUpdate: false,
        isRequestorJustificationRequired: false,
        stages: [stage],
      },
      reviewSettings: reviewers.length === 0 ? null : reviewedBy(sets(reviewers)),
    });
    draft.assign(users[index]!, `P${index}`);
  }
  for (const group of excluded) draft.incompatibleGroup("P0", group);
  draft.connectedOrganization("partner", { internalSponsors: sponsors });
  return draft.incompatible("P0", "P1").incompatible("P1", "P0").build();
}

const reviewedBy = (
  primaryReviewers: readonly { "@odata.type": "#microsoft.graph.groupMembers"; groupId: string }[],
) => ({
  isEnabled: true,
  expirationBehavior: "keepAccess" as const,
  isRecommendationEnabled: false,
  isReviewerJustificationRequired: false,
  isSelfReview: false,
  schedule: {
    startDateTime: now.toISOString(),
    expiration: { type: "noExpiration" as const, duration: null, endDateTime: null },
    recurrence: {
      pattern: { type: "weekly" as const, interval: 1, month: 0, dayOfMonth: 0, daysOfWeek: ["monday"] },
      range: { type: "noEnd" as const, numberOfOccurrences: 0, startDate: "2026-11-23" },
    },
  },
  primaryReviewers,
  fallbackReviewers: [],
});

const users = Array.from({ length: 30 }, (_, number) => `u${number}`);
const teams = Array.from({ length: 12 }, (_, number) => `team${number}`);
const voids = Array.from({ length: 4 }, (_, number) => `void${number}`);
const areas = Array.from({ length: 3 }, (_, number) => `area${number}`);

/**
 * Twelve teams of two in three areas, the areas in two groups that policies name; groups in a group, and nobody in them; a
 * small group, and one that matters besides.
 */
const world: World = {
  users,
  members: {
    everybody: [...areas, "u0"],
    approvers: ["area0", "area1", "u29"],
    ...Object.fromEntries(areas.map((area, nth) => [area, teams.slice(nth * 4, nth * 4 + 4)])),
    ...Object.fromEntries(teams.map((team, nth) => [team, [`u${nth * 2}`, `u${nth * 2 + 1}`]])),
    deserted: voids,
    ...Object.fromEntries(voids.map((name) => [name, []])),
    small: ["inner", "other", "u27"],
    inner: ["u28"],
    other: ["u28"],
    side: sides(),
    ...Object.fromEntries(sides().map((name, nth) => [name, [`u${nth}`]])),
  },
  policies: [
    { audience: ["everybody"], approvers: ["approvers"], onBehalf: ["small"] },
    { audience: ["side", "deserted"], approvers: ["small"] },
  ],
  sponsors: ["everybody"],
  excluded: ["side"],
};

function sides(): readonly string[] {
  return Array.from({ length: 8 }, (_, number) => `within side ${number}`);
}

const tenant = tenantOf(world);
const idOf = (name: string) => tenant.groups.find(({ displayName }) => displayName === name)!.id;

type Asked = { readonly path: string; readonly query: string };

const refused: InterceptedResponse = { status: 403, body: { error: { code: "Denied", message: "No." } } };

/** A scan with every rule, and what it asked for, each as often as it asked. */
async function scanned(
  of: Tenant,
  args: readonly string[] = [],
  interfere: (asked: Asked, times: number) => InterceptedResponse | undefined = () => undefined,
) {
  const folder = testFolder();
  const config = join(folder, "sodscan.yaml");
  writeFileSync(config, "extended: all\n");
  const all: Asked[] = [];
  const result = await scanEmulated(of, folder, {
    args: ["--formats", "json", "--config", config, ...args],
    intercept: ({ path, query }) => {
      all.push({ path, query });
      return interfere({ path, query }, all.filter((other) => other.path === path && isList(other)).length);
    },
  });
  const groupsAsked = (isOne: (asked: Asked) => boolean): readonly string[] => {
    const ids = new Set(all.filter(isOne).map(({ path }) => path.split("/")[3]));
    return of.groups.filter(({ id }) => ids.has(id)).map(({ displayName }) => displayName);
  };
  return {
    ...result,
    folder,
    members: groupsAsked(({ path }) => path.startsWith("/v1.0/groups/") && path.endsWith("/members")),
    owners: groupsAsked(({ path }) => path.startsWith("/v1.0/groups/") && path.endsWith("/owners")),
    lists: groupsAsked(isList),
    calls: all.filter(({ path }) => path.startsWith("/v1.0/groups/")).length,
  };
}

const isList = ({ path, query }: Asked) => path.endsWith("/microsoft.graph.user") && query.includes("top=999");

const outcomesOf = ({ outcomes }: Assessment) =>
  Object.fromEntries(
    outcomes.filter(({ rule }) => byPeople.includes(rule)).map(({ rule, outcome }) => [rule, outcome]),
  );

const findingsOf = ({ findings }: Assessment, rules = byPeople) =>
  findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, principal, subject, message }) => JSON.stringify([rule, principal, subject, message]))
    .toSorted();

const endingOf = ({ coverage }: Assessment) => coverage.find(({ section }) => section === "groupTransitiveMembers");

describe("groups of which only people are asked for", () => {
  it("are read as the tenant lists their users where that is cheaper, and judged as if all were walked", async () => {
    const [some, all] = [await scanned(tenant), await scanned(tenant, ["--all-groups"])];
    expect(some.lists).toEqual(["everybody", "approvers", "deserted"]);
    expect(some.members.toSorted()).toEqual(
      ["everybody", "approvers", "deserted", "small", "inner", "other", "side", ...sides()].toSorted(),
    );
    expect(some.owners.toSorted()).toEqual(some.members.toSorted());
    expect(some.calls).toBeLessThan(all.calls / 1.5);
    expect(endingOf(some.assessment)).toMatchObject({ status: "complete", read: 24 + 17, expected: 24 + 17 });

    expect(all.lists).toEqual([]);
    expect(endingOf(all.assessment)).toMatchObject({ status: "complete", read: 0 });
    expect(outcomesOf(some.assessment)).toEqual(outcomesOf(all.assessment));
    expect(Object.values(outcomesOf(some.assessment))).toContain("satisfied");
    expect(findingsOf(some.assessment).join()).toContain('group \\"deserted\\", in which nobody is who could ask');
    expect(findingsOf(some.assessment)).toEqual(findingsOf(all.assessment));
  });

  it("are walked where that costs no more, and where a way through them is owed", async () => {
    const { members, lists } = await scanned(tenant);
    for (const name of ["small", "inner", "other", "side", ...sides()]) expect(members).toContain(name);
    for (const name of ["small", "side"]) expect(lists).not.toContain(name);
  });

  it("are walked where something else was walked through them already, which leaves little", async () => {
    const { lists, members } = await scanned(tenantOf({ ...world, excluded: [...areas, "side"] }));
    expect(lists).toEqual(["deserted"]);
    for (const team of teams) expect(members).toContain(team);
  });

  it("are walked where the tenant does not count", async () => {
    const uncounted = { status: 400, body: { error: { code: "Unsupported", message: "No." } } };
    const { lists, assessment } = await scanned(tenant, [], ({ path }) =>
      path.includes("/transitiveMembers/") ? uncounted : undefined,
    );
    expect(lists).toEqual([]);
    const all = await scanned(tenant, ["--all-groups"]);
    expect(findingsOf(assessment)).toEqual(findingsOf(all.assessment));
  });

  it("leave a pack that names them later inconclusive: who is nested in them was not read group by group", async () => {
    const [folder, out] = [testFolder(), testFolder()];
    const collected = await collectEmulated(tenant, folder);
    const duty = (heldBy: object) => ({ title: "duty", kind: "recording", heldBy: [heldBy] });
    const duties = { one: duty({ group: { name: "everybody" } }), other: duty({ group: { name: "small" } }) };
    const conflict = { id: "X-1", title: "Both", duties: ["one", "other"], severity: "high" };
    const pack = join(folder, "pack.yaml");
    writeFileSync(pack, JSON.stringify({ pack: "mine", duties, conflicts: [conflict] }));
    await run(["assess", "--snapshot", collected.path, "--out", out, "--rules", pack, "--formats", "json"], testIo());
    const { conflicts } = JSON.parse(readFileSync(join(out, "data", "assessment.json"), "utf8")) as Assessment;
    expect(conflicts.find(({ id }) => id === "X-1")).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringMatching(/the members of ("area\d"(, )?){3} were not read/u) as string,
    });
  });
});

describe("the tenant's list of the users below a group", () => {
  /** What rules say that go by people, of which the two on reviews need no such list. */
  const after = async (interfere: (asked: Asked, times: number) => InterceptedResponse | undefined) => {
    const calm = outcomesOf((await scanned(tenant)).assessment);
    const { assessment } = await scanned(tenant, [], interfere);
    const outcomes = outcomesOf(assessment);
    const changed = Object.keys(calm).filter((rule) => calm[rule] !== outcomes[rule]);
    return { ending: endingOf(assessment), calm, outcomes, changed };
  };
  const everybody = ({ path }: Asked) => path.includes(idOf("everybody"));
  const brokenOff = { status: 200, body: '{"value":[{"id":' };
  const short = { status: 200, body: { "@odata.count": 24, value: [{ id: "a", displayName: "A" }] } };
  const nobody = { status: 200, body: { "@odata.count": 0, value: [] } };

  it.each([
    ["refused", refused, "denied", /Denied/u],
    ["broken off", brokenOff, "failed", /./u],
    ["not what the tenant counts", short, "failed", /the tenant counts 24 and gave 1/u],
    ["without those who are members themselves", nobody, "failed", /lists fewer users in the group "everybody"/u],
  ] as const)("leaves what goes by it inconclusive where it is %s", async (_, answer, status, reason) => {
    const { ending, calm, outcomes } = await after((asked) => (isList(asked) && everybody(asked) ? answer : undefined));
    expect(ending).toMatchObject({ status, reason: expect.stringMatching(reason) as string });
    const satisfied = Object.keys(outcomes).filter((rule) => outcomes[rule] === "satisfied");
    expect(["self-review", "absent-reviewer"]).toEqual(expect.arrayContaining(satisfied));
    expect(Object.values(calm)).toContain("satisfied");
  });

  it("is read again where it was short once, and is whole then", async () => {
    const { ending, changed } = await after((asked, times) =>
      isList(asked) && everybody(asked) && times === 1 ? nobody : undefined,
    );
    expect(ending).toMatchObject({ status: "complete", read: 24 + 17 });
    expect(changed).toEqual([]);
  });
});

describe("collecting since a snapshot for which every group was walked", () => {
  it("gives the rows of a full run, and lists and walks what that does", async () => {
    const emulator = await startEmulator({ tenant, now: () => now });
    onTestFinished(() => emulator.close());
    const folder = testFolder();
    const collect = async (name: string, ...args: readonly string[]) => {
      const token = mintToken({ roles: readPermissions, tenantId: tenant.organization.id });
      const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", join(folder, name)];
      expect(await run(["collect", ...target, ...args], testIo({ SODSCAN_ACCESS_TOKEN: token }))).toBe(0);
      return join(folder, name, "data", "snapshot.sqlite");
    };
    const earlier = await collect("earlier", "--all-groups");
    const [added, removed] = [tenant.users[26]!.id, tenant.users[0]!.id];
    emulator.change(addMember(idOf("team0"), added));
    emulator.change(removeMember(idOf("team0"), removed));
    const [full, since] = [await collect("full"), await collect("since", "--since", earlier)];
    const rows = await rowsIn(since);
    expect(rows).toEqual(await rowsIn(full));
    expect(rows.groupTransitiveMembers.rows).toContainEqual(expect.objectContaining({ memberId: added }));
    expect(rows.groupMembers.rows).not.toContainEqual(expect.objectContaining({ groupId: idOf("team0") }));
  });
});

const groupNames = ["g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9"] as const;
const userNames = ["u0", "u1", "u2", "u3", "u4", "u5"] as const;
const group = fc.constantFrom(...groupNames);
const named = fc.constantFrom(...groupNames.slice(0, 4));
const some = fc.uniqueArray(named, { minLength: 1, maxLength: 2 });
const policy = fc.record({
  audience: some,
  approvers: some,
  onBehalf: fc.uniqueArray(named, { maxLength: 1 }),
  reviewers: fc.uniqueArray(named, { maxLength: 1 }),
});

const randomWorld: fc.Arbitrary<World> = fc.record({
  users: fc.constant(userNames),
  members: fc
    .uniqueArray(fc.tuple(group, fc.oneof({ weight: 2, arbitrary: group }, fc.constantFrom(...userNames))), {
      minLength: 16,
      maxLength: 36,
      selector: (pair) => pair.join(" "),
    })
    .map((pairs) =>
      Object.fromEntries(
        groupNames.map((name) => [
          name,
          pairs.filter(([of, member]) => of === name && member !== name).map(([, member]) => member),
        ]),
      ),
    ),
  policies: fc.tuple(policy, policy),
  sponsors: fc.uniqueArray(named, { maxLength: 1 }),
  excluded: fc.uniqueArray(named, { maxLength: 1 }),
});

it("judges random tenants as if every group had been walked, or not at all", { timeout: 120_000 }, async () => {
  let lists = 0;
  await fc.assert(
    fc.asyncProperty(randomWorld, async (random) => {
      const of = tenantOf(random);
      const read = await scanned(of);
      const all = await scanned(of, ["--all-groups"]);
      lists += read.lists.length;
      const expected = outcomesOf(all.assessment);
      for (const [rule, outcome] of Object.entries(outcomesOf(read.assessment))) {
        expect([expected[rule], "inconclusive"], rule).toContain(outcome);
        const [found, there] = [findingsOf(read.assessment, [rule]), findingsOf(all.assessment, [rule])];
        if (outcome === "inconclusive") expect(there).toEqual(expect.arrayContaining(found));
        else expect(found).toEqual(there);
      }
    }),
    { numRuns: 25 },
  );
  expect(lists).toBeGreaterThan(10);
});
