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
