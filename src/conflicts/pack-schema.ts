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

const accessPackageSchema = z.strictObject({ accessPackage });
const groupSchema = z.strictObject({ group });
const appRoleSchema = z.strictObject({ appRole: z.strictObject({ app: text, role: text }) });
const directoryRoleSchema = z.strictObject({
  directoryRole: z.union([byNameOrId, z.strictObject({ templateId: text })]),
});
const siteSchema = z.strictObject({ site: z.strictObject({ url: text, role: text }) });

/** What a `heldBy` entry names; which one thing in the tenant that is, is found when it is bound. */
const selectorSchema = z.union([accessPackageSchema, groupSchema, appRoleSchema, directoryRoleSchema, siteSchema]);

export type Selector = z.infer<typeof selectorSchema>;

/** Nothing that hides, and no space at an end: what looks the same is the same. */
const entityPattern = String.raw`[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\s\p{C}])?`;

/** The one legal entity for which an entry gives the duty; for every one where it is left out. */
const forEntity = {
  entity: z
    .string("a name; put a number in quotes")
    .regex(new RegExp(`^${entityPattern}$`, "u"), "a name without spaces around it")
    .exactOptional(),
};

const allOfSchema = z.strictObject({ allOf: z.array(selectorSchema).min(2) });

/** One thing that holding the duty means, or several that mean it together only. */
const heldBySchema = z.union([
  accessPackageSchema.extend(forEntity),
  groupSchema.extend(forEntity),
  appRoleSchema.extend(forEntity),
  directoryRoleSchema.extend(forEntity),
  siteSchema.extend(forEntity),
  allOfSchema.extend(forEntity),
]);

export type HeldByEntry = z.infer<typeof heldBySchema>;

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
  /** Only what is held for one legal entity counts together. */
  sameEntity: z.literal(true).exactOptional(),
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

/** A duty, held for every legal entity or, as `duty@entity`, for one. */
const heldDuty = z
  .string()
  .regex(new RegExp(`^[\\w.-]+(?:@${entityPattern})?$`, "u"), 'a duty, or `duty@entity` without spaces around the "@"');

const personSchema = z.union([
  z.array(heldDuty),
  z.strictObject({
    holds: z.array(heldDuty),
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
