import { z } from "zod";
import { memberships } from "../domain/access.ts";
import { outcomeKinds } from "../domain/assessment.ts";
import type {
  AssessedConflict,
  Assessment,
  Coverage,
  Declaration,
  Finding,
  FindingWaiver,
  RuleOutcome,
  Run,
} from "../domain/assessment.ts";
import { sectionNames, sectionStatuses } from "../domain/sections.ts";
import { severities } from "../domain/severity.ts";
import {
  accessPoint,
  count,
  digest,
  evidenceRef,
  holding,
  list,
  moment,
  objectRef,
  person,
  principal,
} from "./access-contract.ts";

export const run = z
  .strictObject({
    id: z.string(),
    tenantId: z.string(),
    tenantName: z.string(),
    startedAt: moment,
    finishedAt: moment,
    asOf: moment,
    toolVersion: z.string(),
    snapshotDigest: digest,
    rulesDigest: digest,
    identity: z.strictObject({
      kind: z.enum(["application", "delegated", "unknown"]),
      appId: z.string().nullable(),
      objectId: z.string().nullable(),
      permissions: list(z.string()),
    }),
  })
  .meta({ id: "Run", title: "What was read, when, by whom, and judged as of when" }) satisfies z.ZodType<Run>;

const confirmation = z
  .strictObject({ reads: count, moved: count, reason: z.string().exactOptional() })
  .meta({ id: "Confirmation", title: "What came of reading again, at the end, what findings rest on" });

const coverage = z
  .strictObject({
    section: z.enum(sectionNames),
    status: z.enum(sectionStatuses),
    read: count,
    expected: count.nullable(),
    duplicates: count,
    pages: count,
    startedAt: moment,
    finishedAt: moment,
    reason: z.string().exactOptional(),
    missingPermission: z.string().exactOptional(),
    contradicted: z
      .literal(true)
      .exactOptional()
      .describe("What was read, and read again, is not what the tenant counts itself or lists elsewhere."),
    confirmation: confirmation.exactOptional(),
    costs: list(z.string()),
  })
  .meta({ id: "Coverage", title: "How far a section was read, and the rules it costs" }) satisfies z.ZodType<Coverage>;

const duty = z
  .strictObject({ id: z.string(), title: z.string(), accessPoints: list(accessPoint) })
  .meta({ id: "Duty", title: "Access points of which holding any one is holding the duty" });

const declaration = z
  .strictObject({ from: z.string(), to: z.string(), kind: z.enum(["accessPackage", "group"]) })
  .meta({
    id: "Declaration",
    title: "Holders of `to` are ineligible for the package `from`",
  }) satisfies z.ZodType<Declaration>;

const conflict = z
  .strictObject({
    id: z.string(),
    source: z.enum(["pack", "declared"]),
    pack: z.string().nullable(),
    title: z.string(),
    severity: z.enum(severities),
    atMost: count,
    people: count.exactOptional(),
    when: z
      .strictObject({
        department: list(z.string()).exactOptional(),
        userType: list(z.string()).exactOptional(),
        companyName: list(z.string()).exactOptional(),
      })
      .readonly()
      .exactOptional(),
    duties: list(duty),
    sides: list(list(z.string())).exactOptional(),
    declarations: list(declaration),
    outcome: z.enum(outcomeKinds),
    holders: count,
    jointHolders: count.exactOptional(),
    reason: z.string().exactOptional(),
  })
  .meta({
    id: "Conflict",
    title: "Sides of which one person may hold at most `atMost`",
  }) satisfies z.ZodType<AssessedConflict>;

const outcome = z
  .strictObject({
    rule: z.string(),
    code: z.string(),
    title: z.string(),
    severity: z.enum(severities),
    outcome: z.enum(outcomeKinds),
    examined: count,
    violations: count,
    reason: z.string().exactOptional(),
  })
  .meta({ id: "RuleOutcome", title: "What a rule came to, with its population" }) satisfies z.ZodType<RuleOutcome>;

export const side = z
  .strictObject({ duty: z.string(), title: z.string(), holdings: list(holding) })
  .meta({ id: "Side", title: "A duty held, and every way in which it is" });

const findingWaiver = z
  .strictObject({
    id: z.string(),
    owner: z.string(),
    approver: z.string(),
    reason: z.string(),
    expires: z.string(),
    control: z
      .strictObject({ id: z.string(), title: z.string(), lastPerformed: z.string(), evidence: z.string() })
      .exactOptional(),
  })
  .meta({ id: "FindingWaiver", title: "Who answers for a finding, and until when" }) satisfies z.ZodType<FindingWaiver>;

const finding = z
  .strictObject({
    id: z.string(),
    rule: z.string(),
    code: z.string(),
    severity: z.enum(severities),
    arithmetic: z.string(),
    status: z.enum(["open", "waived", "mitigated"]),
    waiver: findingWaiver.exactOptional(),
    exposure: z.enum(memberships),
    principal: principal.nullable(),
    person: person.exactOptional(),
    subject: objectRef.exactOptional(),
    conflict: z.string().exactOptional(),
    alsoDeclared: list(z.string()).exactOptional(),
    sides: list(side).exactOptional(),
    message: z.string(),
    remedy: z.string(),
    evidence: list(evidenceRef),
    movedDuringCollection: z.literal(true).exactOptional(),
  })
  .meta({ id: "Finding", title: "One violation of one rule" }) satisfies z.ZodType<Finding>;

export const assessmentContract = z
  .strictObject({
    schemaVersion: z.literal("1.0"),
    run,
    coverage: list(coverage),
    conflicts: list(conflict),
    outcomes: list(outcome),
    findings: list(finding),
  })
  .meta({ title: "sodscan assessment" }) satisfies z.ZodType<Assessment>;
