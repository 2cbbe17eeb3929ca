import { z } from "zod";
import { memberships } from "../domain/access.ts";
import { outcomeKinds } from "../domain/assessment.ts";
import { type Crowd, type Overlap, type OverlapDirection, type OverlapHolder, standings } from "../domain/overlap.ts";
import { accessPoint, count, list, moment, objectRef, person, principal } from "./access-contract.ts";
import { run, side } from "./assessment-contract.ts";
import { action, cannotFix } from "./plan-contract.ts";

const unknown = list(z.string()).meta({
  description: "Why there may be more; only where it is empty is nobody nobody.",
});

const crowd = z
  .strictObject({ count, examples: list(principal) })
  .meta({ id: "Crowd", title: "People counted, and some of them" }) satisfies z.ZodType<Crowd>;

const holder = z
  .strictObject({
    principal: principal.nullable(),
    person: person.exactOptional(),
    exposure: z.enum(memberships),
    sides: list(side),
    since: moment.nullable().meta({ description: "When the later side began; null where that is not known." }),
    healing: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("ends"), side: z.string(), at: moment }),
        z.strictObject({ kind: z.enum(["lasts", "unknown"]) }),
      ])
      .meta({ description: "The side whose last path ends by itself first, and when." }),
    standing: z.enum(standings).nullable(),
    revoke: list(action),
    cannotRevoke: list(cannotFix),
  })
  .meta({ id: "OverlapHolder", title: "Somebody who holds both ends, or will" }) satisfies z.ZodType<OverlapHolder>;

const direction = z
  .strictObject({
    asked: objectRef,
    gives: z.string(),
    held: accessPoint,
    declared: z.boolean().nullable(),
    declaredAt: z.string().nullable(),
    approvals: count.nullable(),
    kept: crowd,
    evading: crowd,
    openRequests: list(
      z.strictObject({
        principal,
        accessPackage: objectRef,
        state: z.string(),
        requestedAt: z.string().nullable(),
      }),
    ),
    unknown,
  })
  .meta({
    id: "OverlapDirection",
    title: "Holders of `held` are, or would be, ineligible for the package `asked`",
  }) satisfies z.ZodType<OverlapDirection>;

const administrator = z.strictObject({
  principal,
  holds: z.string(),
  hops: list(z.string()),
  membership: z.enum(["active", "eligible"]),
});

export const overlapContract = z
  .strictObject({
    schemaVersion: z.literal("1.0"),
    run,
    ends: z.tuple([accessPoint, accessPoint]).readonly(),
    outcome: z.enum(outcomeKinds),
    reason: z.string().exactOptional(),
    holders: list(holder),
    unknown,
    simulation: z.strictObject({ before: count, after: count }),
    directions: list(direction),
    requests: z
      .strictObject({
        lacking: z.tuple([crowd, crowd]).readonly(),
        neither: crowd,
        bothAtOnce: list(z.strictObject({ accessPackage: objectRef, people: crowd })),
        outsiders: list(z.string()),
        unknown,
      })
      .meta({ title: "Who could come to hold both by asking: potential" }),
    administration: z
      .strictObject({ administrators: list(administrator), unknown })
      .meta({ title: "Who holds one end and could give themselves the other: potential" }),
    crossCheck: z.string().nullable(),
  })
  .meta({ title: "sodscan overlap" }) satisfies z.ZodType<Overlap>;
