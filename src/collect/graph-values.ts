import { z } from "zod";

/** Graph leaves a property out, or sends null, where it has no value. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

/** Some payloads quote their booleans (`"true"`). */
const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")]);

export const optionalFlag = flag.nullish().transform((value) => value ?? null);

export const requiredFlag = flag.nullish().transform((value) => value ?? false);

export const optionalJson = z
  .json()
  .nullish()
  .transform((value) => value ?? null);

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
  .transform((value) => value?.replace(/^#?microsoft\.graph\./u, "") ?? "unknown");

/** `expirationPattern` (https://learn.microsoft.com/graph/api/resources/expirationpattern). */
export const expiration = z
  .object({
    type: z
      .string()
      .nullish()
      .transform((value) => value ?? "notSpecified"),
    duration: optionalText,
    endDateTime: optionalText,
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
