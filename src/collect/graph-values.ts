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
  .transform((value) => value ?? null)
  .pipe(z.json());

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
