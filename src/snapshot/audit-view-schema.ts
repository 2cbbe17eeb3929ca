import { z } from "zod";
import { type AuditRequest, auditSourceKinds, type AuditView } from "../domain/audit-view.ts";

const period = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

export const auditRequest = z.object({
  source: z.object({ kind: z.enum(auditSourceKinds), workspaceId: z.string().nullable() }),
  asked: period,
}) satisfies z.ZodType<AuditRequest>;

export const auditView = auditRequest.extend({
  seen: period.nullable(),
  evidence: z.array(z.string()).default([]),
}) satisfies z.ZodType<AuditView>;
