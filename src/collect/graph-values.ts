import { z } from "zod";

/** Graph leaves a property out, or sends null, where it has no value. A default costs a fifth of a transform. */
export const optionalText = z.string().nullable().default(null);

/** Ways in which Graph says that there was no such moment: no text, `null` in quotes, or a day in the year 1. */
const noTime = /^(?:null|0001-.*)?$/u;

export const optionalTime = optionalText.transform((value) => (value === null || noTime.test(value) ? null : value));

/** Some payloads quote their booleans (`"true"`). */
export const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(?:true|false)$/iu)
    .transform((value) => value.toLowerCase() === "true"),
]);

export const optionalFlag = flag.nullish().transform((value) => value ?? null);

export const requiredFlag = flag.nullish().transform((value) => value ?? false);

/** Levels of nesting that a value may have: several times what Graph documents, and far from what overflows the stack. */
const deepest = 64;

function isShallow(value: unknown, levels = deepest): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

export const optionalJson = z
  .unknown()
  .optional()
  .refine((value) => isShallow(value), `nested deeper than ${deepest} levels`)
  .transform((value) => typesAlike(value ?? null))
  .pipe(z.json());

/** Every `@odata.type` without the `#` that Graph gives it here and leaves out there. */
function typesAlike(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typesAlike);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === "@odata.type" && typeof inner === "string"
        ? [name, inner.replace(/^#/u, "")]
        : [name, typesAlike(inner)],
    ),
  );
}

/** Texts of a collection; Graph sends null for some empty ones. */
export const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

/** A display name; Graph sends null for some objects. */
export const name = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

/** `#microsoft.graph.user` with or without its `#`, as `user`. */
export const typeName = z
  .string()
  .nullish()
  .transform((value) => value?.replace(/^#?microsoft\.graph\./iu, "") ?? "unknown");

/** `expirationPattern` (https://learn.microsoft.com/graph/api/resources/expirationpattern). */
export const expiration = z
  .object({
    type: z
      .string()
      .nullish()
      .transform((value) => value ?? "notSpecified"),
    duration: optionalText,
    endDateTime: optionalTime,
  })
  .nullish()
  .transform((value) => value ?? null);

/** Who did something in an access review; null where nobody did, which Graph says with an id of zeros. */
export const reviewActor = z
  .object({ id: optionalText })
  .nullish()
  .transform((value) => (value?.id === "00000000-0000-0000-0000-000000000000" ? null : (value?.id ?? null)));

/** `customExtensionCalloutInstance` (https://learn.microsoft.com/graph/api/resources/customextensioncalloutinstance). */
export const calloutInstances = z
  .array(z.object({ id: optionalText, customExtensionId: optionalText, status: optionalText, detail: optionalText }))
  .nullish()
  .transform((value) => value ?? []);

/**
 * Where Graph cuts expanded collections off without a word (microsoft-graph-docs-contrib issue 2851): one that has as many
 * items may lack others.
 */
export const expandLimit = 20;

/** An expanded collection; null where it is not there, or has so many items that it may lack others. */
export function whole<Item>(items: readonly Item[] | null | undefined): Item[] | null {
  return items === null || items === undefined || items.length >= expandLimit ? null : [...items];
}

/**
 * An item in which a property may stand under its name in beta, as in v1.0's own documentation
 * (https://learn.microsoft.com/graph/api/accesspackageassignmentrequest-get).
 */
export function withBetaNames<Item extends z.ZodType>(names: Readonly<Record<string, string>>, item: Item) {
  return z.preprocess((raw) => {
    if (typeof raw !== "object" || raw === null) return raw;
    const renamed = Object.entries(raw).flatMap(([name, value]) => {
      const ours = names[name];
      return ours === undefined ? [] : [[ours, value] as const];
    });
    return { ...Object.fromEntries(renamed), ...raw };
  }, item);
}
