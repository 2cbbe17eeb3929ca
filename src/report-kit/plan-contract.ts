import { z } from "zod";
import { actionKinds } from "../domain/plan.ts";
import type { CannotFix, GraphRequest, Plan, PlanAction, Staffing, ViolationCount } from "../domain/plan.ts";
import { accessPoint, count, digest, list, moment, objectRef, principal } from "./access-contract.ts";

const request = z
  .strictObject({ method: z.enum(["GET", "POST", "DELETE"]), url: z.string(), body: z.unknown() })
  .meta({ id: "GraphRequest", title: "A call of Microsoft Graph" }) satisfies z.ZodType<GraphRequest>;

export const action = z
  .strictObject({
    id: z.string(),
    wave: count,
    dependsOn: list(z.string()),
    kind: z.enum(actionKinds),
    principal,
    accessPoint,
    request,
    precondition: z.string(),
    postcondition: z.string(),
    rollback: z.strictObject({
      request: request.nullable(),
      validUntil: z.string().min(1).meta({ description: "Until when it can be undone, in words." }),
    }),
    ends: list(z.string()),
    dutyDropped: z.string(),
    dutyKept: z.string(),
    why: z.string(),
    alternative: z.string().nullable(),
    collateral: list(objectRef),
  })
  .meta({ id: "PlanAction", title: "One revocation" }) satisfies z.ZodType<PlanAction>;

export const cannotFix = z
  .strictObject({
    finding: z.string(),
    principal: principal.nullable(),
    conflict: z.string(),
    reason: z.string(),
    whoCan: z.string(),
  })
  .meta({
    id: "CannotFix",
    title: "A violation that no revocation here ends, and who can",
  }) satisfies z.ZodType<CannotFix>;

const staffing = z
  .strictObject({ pack: z.string().nullable(), duty: z.string(), minimum: count, before: count, after: count })
  .meta({ id: "Staffing", title: "How many hold a duty, before and after" }) satisfies z.ZodType<Staffing>;

const violations = z
  .strictObject({ total: count, byConflict: z.record(z.string(), count) })
  .meta({ id: "ViolationCount", title: "Dual holders left, by conflict" }) satisfies z.ZodType<ViolationCount>;

export const planContract = z
  .strictObject({
    schemaVersion: z.literal("1.0"),
    planId: z.string(),
    tenantId: z.string(),
    tenantName: z.string(),
    snapshotDigest: digest,
    rulesDigest: digest,
    createdAt: moment,
    expiresAt: moment,
    objective: z.strictObject({
      violations: count,
      actions: count,
      cost: z.number(),
      optimal: z.boolean(),
      lowerBound: z.number(),
    }),
    actions: list(action),
    cannotFix: list(cannotFix),
    staffing: list(staffing),
    simulation: z.strictObject({
      before: violations,
      after: violations,
      perWave: list(z.strictObject({ wave: count, violations: count })),
    }),
    declarations: list(z.strictObject({ from: objectRef, to: objectRef, request })),
  })
  .meta({ title: "sodscan plan" }) satisfies z.ZodType<Plan>;
