import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import { assess } from "../../src/assess/assess.ts";
import { sectionsOfFact } from "../../src/rule-kit/facts/sections-of-facts.ts";
import type { Period } from "../../src/domain/audit-view.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { parentSections, type SectionName, sectionNames } from "../../src/domain/sections.ts";
import { naturalKeys } from "../../src/snapshot/sections.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { month } from "../builders/audit.ts";
import { packOf } from "../builders/pack.ts";
import { everyRow } from "../builders/random-rows.ts";
import type { Rows } from "../builders/rows.ts";
import { aTenant, now, type TenantBuilder } from "../builders/tenant.ts";
import { added, errored, vanished } from "./compared.ts";
import { withRows } from "../builders/tables.ts";

/** By ids: a name may be anybody's in these tenants. */
const pack = packOf(
  {
    a: [{ accessPackage: { id: "package~0" } }, { group: { id: "group~0", membership: "transitive" } }],
    b: [{ accessPackage: { id: "package~1" } }, { group: { id: "group~1", membership: "transitive" } }],
    c: [{ accessPackage: { id: "package~2" } }],
  },
  { id: "AB", duties: ["a", "b"] },
  { id: "ABC", duties: ["a", "b", "c"], atMost: 2 },
  { id: "AC", duties: ["a", "c"], people: 2 },
);
const settings = {
  parameters: { "unapproved-endpoint": { allow: ["S"] } },
  sensitive: { packages: ["package~2"], catalogs: [] },
};

const judge = (snapshot: Snapshot): Assessment => assess(snapshot, { rules, packs: [pack], settings }, now).assessment;

function tenantOf(rows: Rows): TenantBuilder {
  const tenant = aTenant().audited({ asked: month, seen: month });
  for (const section of sectionNames) for (const row of rows[section]) tenant.row(section, row);
  return tenant;
}

const sections = fc.constantFrom(...sectionNames);

/** But for the tenant's own answer that rows are missing: where it was not asked, nothing contradicts what was read. */
const unreadable = fc.constantFrom(...sectionNames.filter((section) => section !== "additionalAccess"));

function below(section: SectionName): readonly SectionName[] {
  const children = sectionNames.filter((name) => parentSections[name] === section);
  return [...children, ...children.flatMap(below)];
}

/** The tenant as it is read where a section breaks off after so many of its rows: of what was not listed nothing hangs. */
function brokenOff(rows: Rows, section: SectionName, kept: number): TenantBuilder {
  const cut: Record<string, readonly Record<string, unknown>[]> = { ...rows };
  const cutOff = (name: SectionName, left: readonly Record<string, unknown>[]): void => {
    cut[name] = left;
    const ids = new Set(left.flatMap((row) => naturalKeys[name].map((key) => row[key])));
    for (const child of sectionNames.filter((one) => parentSections[one] === name))
      cutOff(
        child,
        (cut[child] ?? []).filter((row) => Object.values(row).some((value) => ids.has(value))),
      );
  };
  cutOff(section, rows[section].slice(0, kept));
  return tenantOf(cut as never).partial(section, ...below(section));
}

/** Properties with values that Microsoft adds to, and from which rules conclude. */
const enums = [
  ["users", "userType"],
  ["groupEligibilities", "accessId"],
  ["resourceRoleScopes", "originSystem"],
  ["assignments", "state"],
  ["policies", "allowedTargetScope"],
  ["policies", "expiration"],
  ["entitlementSettings", "externalUserLifecycleAction"],
  ["customExtensions", "authenticationType"],
  ["accessReviewDecisions", "decision"],
  ["assignmentRequests", "state"],
  ["assignmentRequests", "requestType"],
  ["catalogs", "state"],
  ["catalogs", "catalogType"],
  ["connectedOrganizations", "state"],
  ["groups", "visibility"],
  ["catalogResources", "originSystem"],
  ["auditEvents", "activity"],
  ["auditEvents", "result"],
  ["directoryRoleAssignmentSchedules", "assignmentType"],
] as const satisfies readonly (readonly [SectionName, string])[];

/** The row with a value in the property that nobody has heard of. */
function saying(name: string): (row: object) => object {
  return (row) => ({
    ...row,
    [name]: name === "expiration" ? { type: unheardOf, duration: null, endDateTime: null } : unheardOf,
  });
}

/** Read group by group, of those that matter. */
const perGroup = fc.constantFrom("groupMembers", "groupOwners", "groupEligibilities", "groupAssignmentSchedules");

/** How much of the month the audit log can tell of. */
const views = [
  null,
  { from: "2026-11-10T12:00:00.000Z", to: month.to },
  { from: month.from, to: "2026-11-10T12:00:00.000Z" },
] as const;

/** Rules that find more where the log tells less: that it does, and what its beginning tells of as granted out of nothing. */
const tellingOfLogs = new Set(["audit-trail-gap", "unexplained-assignment"]);

function isWithin(at: string, { from, to }: Period): boolean {
  return Date.parse(at) >= Date.parse(from) && Date.parse(at) <= Date.parse(to);
}

function readsTheLog({ meta }: (typeof rules)[number]): boolean {
  return meta.needs.some((need) => sectionsOfFact(need).includes("auditEvents"));
}

const unheardOf = "unknownFutureValue";

/** Memberships are read in the order of their keys only, which every file keeps. */
function backwards(snapshot: Snapshot): Snapshot {
  const rows: Snapshot["rows"] = (section) =>
    section === "groupMembers" ? snapshot.rows(section) : [...snapshot.rows(section)].reverse();
  return withRows(snapshot, rows);
}

const settingsOfRuns = { numRuns: 50, seed: 3, endOnFailure: true };

describe("all rules together", () => {
  it("have nothing to say against an empty tenant", () => {
    const { outcomes, findings } = judge(aTenant().audited({ asked: month, seen: month }).build());
    expect(findings).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === "errored")).toEqual([]);
  });

  it("never break, whatever is null", () => {
    fc.assert(
      fc.property(everyRow(3), (rows) => {
        expect(errored(judge(tenantOf(rows).build()))).toEqual([]);
      }),
      settingsOfRuns,
    );
  });

  it("find no more than they examine", () => {
    fc.assert(
      fc.property(everyRow(20), (rows) => {
        const { outcomes } = judge(tenantOf(rows).build());
        expect(outcomes.filter(({ examined, violations }) => violations > examined).map(({ rule }) => rule)).toEqual(
          [],
        );
      }),
      settingsOfRuns,
    );
  });

  it("accuse nobody by a section that was not read, and let nothing vanish", () => {
    fc.assert(
      fc.property(everyRow(20), unreadable, (rows, section) => {
        const everything = tenantOf(rows).build();
        const whole = judge(everything);
        const other = judge(
          tenantOf(rows)
            .unread(section, ...below(section))
            .build(),
        );
        expect(
          { errored: errored(other), vanished: vanished(whole, other), added: added(whole, other, everything) },
          section,
        ).toEqual({ errored: [], vanished: [], added: [] });
      }),
      settingsOfRuns,
    );
  });

  it("accuse nobody by a section that broke off, and let nothing vanish", () => {
    fc.assert(
      fc.property(everyRow(20), sections, fc.nat(4), (rows, section, kept) => {
        const everything = tenantOf(rows).build();
        const whole = judge(everything);
        const other = judge(brokenOff(rows, section, kept).build());
        expect(
          { errored: errored(other), vanished: vanished(whole, other), added: added(whole, other, everything) },
          section,
        ).toEqual({ errored: [], vanished: [], added: [] });
      }),
      settingsOfRuns,
    );
  });

  it("let nothing vanish by a group of which nobody asked who is in it, owns it or may", () => {
    fc.assert(
      fc.property(everyRow(20), perGroup, fc.constantFrom("group~0", "group~1", "group~2"), (rows, section, id) => {
        const whole = judge(tenantOf(rows).build());
        const asked = rows[section].filter(({ groupId }) => groupId !== id);
        const other = judge(
          tenantOf({ ...rows, [section]: asked })
            .notAsked(section, id)
            .build(),
        );
        expect({ errored: errored(other), vanished: vanished(whole, other) }, section).toEqual({
          errored: [],
          vanished: [],
        });
      }),
      settingsOfRuns,
    );
  });

  it("accuse nobody by what the audit log does not tell, and take its silence for nothing", () => {
    fc.assert(
      fc.property(everyRow(20), fc.constantFrom(...views), (rows, seen) => {
        const everything = tenantOf(rows).build();
        const whole = judge(everything);
        const auditEvents = rows.auditEvents.filter(({ activityDateTime: at }) => seen !== null && isWithin(at, seen));
        const other = judge(
          tenantOf({ ...rows, auditEvents })
            .audited({ asked: month, seen })
            .build(),
        );
        expect({
          errored: errored(other),
          vanished: vanished(whole, other),
          added: added(whole, other, everything).filter((rule) => !tellingOfLogs.has(rule)),
        }).toEqual({ errored: [], vanished: [], added: [] });
      }),
      settingsOfRuns,
    );
  });

  it.each([
    ["nothing", null],
    ["half of the time", { from: "2026-11-10T12:00:00.000Z", to: month.to }],
  ])("conclude nothing from a silent log that tells of %s", (_, seen) => {
    const tenant = aTenant()
      .users("ann", "bob")
      .accessPackages("package~0", "package~1")
      .group("group~0")
      .grants("package~0", { group: "group~0" })
      .declares("package~0", "package~1")
      .policy("policy", "package~0", {})
      .assign("ann", "package~0", { startDateTime: "2026-11-01T08:00:00Z" })
      .assign("ann", "package~1", { startDateTime: "2026-11-05T08:00:00Z" })
      .audited({ asked: month, seen });
    const { outcomes } = judge(tenant.build());
    const ofTheLog = new Set(rules.filter(readsTheLog).map(({ meta }) => meta.id));
    expect(ofTheLog.size).toBeGreaterThanOrEqual(9);
    expect(
      outcomes.filter(
        ({ rule, outcome }) => ofTheLog.has(rule) && (outcome === "satisfied" || outcome === "not-applicable"),
      ),
    ).toEqual([]);
  });

  it("let nothing vanish where Graph says what sodscan does not know", () => {
    fc.assert(
      fc.property(everyRow(20), fc.constantFrom(...enums), (rows, [section, name]) => {
        const whole = judge(tenantOf(rows).build());
        const other = judge(tenantOf({ ...rows, [section]: rows[section].map(saying(name)) }).build());
        expect({ errored: errored(other), vanished: vanished(whole, other) }, `${section}.${name}`).toEqual({
          errored: [],
          vanished: [],
        });
      }),
      settingsOfRuns,
    );
  });

  it("let nothing vanish by the order of the rows", () => {
    fc.assert(
      fc.property(everyRow(20), (rows) => {
        const snapshot = tenantOf(rows).build();
        const [once, again] = [judge(snapshot), judge(backwards(snapshot))];
        expect({ there: vanished(once, again), here: vanished(again, once) }).toEqual({
          there: [],
          here: [],
        });
      }),
      settingsOfRuns,
    );
  });
});
