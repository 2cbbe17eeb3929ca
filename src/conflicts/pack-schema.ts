import { z } from "zod";
import { severities } from "../domain/severity.ts";

const id = z.string().regex(/^[\w.-]+$/u, "letters, digits, '.', '_' and '-' only");
const text = z.string().min(1);

const byNameOrId = z.union([z.strictObject({ id: text }), z.strictObject({ name: text })]);

const accessPackage = z.union([
  z.strictObject({ id: text }),
  z.strictObject({ name: text, catalog: text.exactOptional() }),
]);

const reach = { membership: z.enum(["transitive", "direct"]).default("transitive") };
const group = z.union([z.strictObject({ id: text, ...reach }), z.strictObject({ name: text, ...reach })]);

/** What a `heldBy` entry names; which one thing in the tenant that is, is found when it is bound. */
export const selectorSchema = z.union([
  z.strictObject({ accessPackage }),
  z.strictObject({ group }),
  z.strictObject({ appRole: z.strictObject({ app: text, role: text }) }),
  z.strictObject({ directoryRole: z.union([byNameOrId, z.strictObject({ templateId: text })]) }),
  z.strictObject({ site: z.strictObject({ url: text, role: text }) }),
]);

export type Selector = z.infer<typeof selectorSchema>;

export const bindingsSchema = z.record(id, z.array(selectorSchema));

const dutySchema = z.strictObject({
  title: text,
  kind: z.enum(["authorization", "custody", "recording", "verification", "design"]),
  heldBy: z.array(selectorSchema).default([]),
});

const conflictSchema = z.strictObject({
  id,
  title: text,
  duties: z.array(id).min(2),
  atMost: z.int().min(1).default(1),
  severity: z.enum(severities),
  scenario: text.exactOptional(),
  controls: z.array(text).default([]),
  revoke: id.exactOptional(),
  minimumHolders: z.record(id, z.int().min(0)).default({}),
});

/**
 * A rule pack as it stands in YAML (design.md section 5). A file without `duties` and `conflicts` only adds bindings to the
 * pack of its name.
 */
export const packSchema = z.strictObject({
  pack: id,
  version: text.exactOptional(),
  title: text.exactOptional(),
  sources: z.array(text).default([]),
  duties: z.record(id, dutySchema).exactOptional(),
  conflicts: z.array(conflictSchema).exactOptional(),
  bindings: bindingsSchema.default({}),
});

export type PackDocument = z.infer<typeof packSchema>;
