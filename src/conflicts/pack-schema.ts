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

const allOfSchema = z.strictObject({ allOf: z.array(selectorSchema).min(2) });

export type AllOf = z.infer<typeof allOfSchema>;

/** One thing that holding the duty means, or several that mean it together only. */
const heldBySchema = z.union([...selectorSchema.options, allOfSchema]);

export const bindingsSchema = z.record(id, z.array(heldBySchema));

/** What a duty does to a process; by these kinds combinations are told that no conflict names. */
export const dutyKinds = ["authorization", "custody", "recording", "verification", "design"] as const;

export type DutyKind = (typeof dutyKinds)[number];

const dutySchema = z.strictObject({
  title: text,
  kind: z.enum(dutyKinds),
  heldBy: z.array(heldBySchema).default([]),
});

/** Properties of accounts by which a conflict can be limited to some people. */
export const scopeAttributes = ["department", "userType", "companyName"] as const;

export type ScopeAttribute = (typeof scopeAttributes)[number];

const oneOrMore = z.union([text, z.array(text).min(1)]);

const scopeSchema = z.strictObject({
  department: oneOrMore.exactOptional(),
  userType: oneOrMore.exactOptional(),
  companyName: oneOrMore.exactOptional(),
});

const conflictSchema = z.strictObject({
  id,
  title: text,
  /** Each a side of its own. */
  duties: z.array(id).min(1).exactOptional(),
  /** A side is held by whoever holds any of its duties. */
  sides: z.array(z.array(id).min(1)).min(2).exactOptional(),
  atMost: z.int().min(1).exactOptional(),
  /** So many people, and no fewer, must be needed to hold all the duties together. */
  people: z.int().min(2).exactOptional(),
  /** Whoever holds the one duty is reported. */
  critical: z.literal(true).exactOptional(),
  when: scopeSchema.exactOptional(),
  severity: z.enum(severities),
  scenario: text.exactOptional(),
  controls: z.array(text).default([]),
  revoke: id.exactOptional(),
  minimumHolders: z.record(id, z.int().min(0)).default({}),
});

export type ConflictDocument = z.infer<typeof conflictSchema>;

const personSchema = z.union([
  z.array(id),
  z.strictObject({
    holds: z.array(id),
    department: text.exactOptional(),
    userType: text.exactOptional(),
    companyName: text.exactOptional(),
  }),
]);

/** People with the duties they hold, and every conflict that must then be violated, with the people it must name. */
const exampleSchema = z.strictObject({
  name: text,
  given: z.record(text, personSchema),
  expect: z.record(id, z.array(text).min(1)),
});

export type Example = z.infer<typeof exampleSchema>;

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
  examples: z.array(exampleSchema).default([]),
  bindings: bindingsSchema.default({}),
});

export type PackDocument = z.infer<typeof packSchema>;
