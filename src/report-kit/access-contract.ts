import { z } from "zod";
import { accessPointKinds, memberships, principalTypes } from "../domain/access.ts";
import type { AccessPoint, Holding, ObjectRef, Principal } from "../domain/access.ts";
import { certainties, linkKeys, type Person } from "../domain/person.ts";

/** A list that is read and never written, as every list of the domain is. */
export const list = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> => z.array(item).readonly();

export const moment = z.iso.datetime({ offset: true }).meta({ description: "A moment, ISO 8601 with its zone." });

export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, "Invalid digest: expected sha256: and 64 hex digits")
  .meta({ description: "As `sha256sum` prints it, after `sha256:`." });

export const evidenceRef = z.string().meta({
  description: "The key of a raw response in the snapshot and a JSON Pointer into its body.",
});

export const count = z.int().min(0);

export const objectRef = z
  .strictObject({ kind: z.string(), id: z.string(), name: z.string() })
  .meta({ id: "ObjectRef", title: "Anything in a tenant that can be named" }) satisfies z.ZodType<ObjectRef>;

export const accessPoint = z
  .strictObject({ kind: z.enum(accessPointKinds), id: z.string(), name: z.string() })
  .meta({ id: "AccessPoint", title: "Something that can be held" }) satisfies z.ZodType<AccessPoint>;

export const principal = z
  .strictObject({
    id: z.string(),
    type: z.enum(principalTypes),
    userPrincipalName: z.string().nullable(),
    displayName: z.string(),
    enabled: z.boolean().nullable(),
  })
  .meta({ id: "Principal", title: "An account that can hold access" }) satisfies z.ZodType<Principal>;

export const holding = z
  .strictObject({
    accessPoint,
    membership: z.enum(memberships),
    path: list(objectRef),
    from: moment.nullable(),
    until: moment.nullable(),
    evidence: list(evidenceRef),
  })
  .meta({ id: "Holding", title: "One way in which a principal holds an access point" }) satisfies z.ZodType<Holding>;

const personLink = z
  .strictObject({
    a: z.string(),
    b: z.string(),
    key: z.enum(linkKeys),
    value: z.string(),
    evidence: list(evidenceRef),
  })
  .meta({ id: "PersonLink", title: "Two accounts, by their ids, and what says that they are one person's" });

export const person = z
  .strictObject({
    id: z.string(),
    certainty: z.enum(certainties),
    principals: list(principal),
    links: list(personLink),
  })
  .meta({ id: "Person", title: "One human with two or more accounts, and what says so" }) satisfies z.ZodType<Person>;
