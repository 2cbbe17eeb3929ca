import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { ScanError } from "../../scan-error.ts";

/** Which requests a fault is for, and how often it strikes. */
const aim = {
  /** The part of the requests it strikes: 1 is each. */
  rate: z.number().min(0).max(1).default(1),
  /** Patterns of paths below `/v1.0`, such as `/users` or `/groups/*\/members`; `**` stands for anything. */
  paths: z.array(z.string().startsWith("/")).min(1).default(["/**"]),
  methods: z.array(z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"])).optional(),
  /** Requests of their own, items of a `$batch`, or both. */
  within: z.enum(["single", "batch", "both"]).default("both"),
  /** Strikes the same URL again and again, whatever `maxPerUrl` says. */
  forever: z.boolean().default(false),
};

const always = { ...aim, forever: z.boolean().default(true) };
const alone = { ...aim, within: z.literal("single").default("single") };

const faultSchema = z.discriminatedUnion("fault", [
  /** 429. `retryAfter` is in seconds, which Graph also sends as a decimal; as a date it is one second away. */
  z.strictObject({
    fault: z.literal("throttled"),
    retryAfter: z.union([z.number().min(0), z.enum(["date", "none"])]).default(1),
    ...aim,
  }),
  z.strictObject({ fault: z.literal("unavailable"), status: z.literal([500, 502, 503, 504]).default(503), ...aim }),
  z.strictObject({ fault: z.literal("forbidden"), ...always }),
  /** The connection is reset before anything is answered, after the headers, or halfway through the body. */
  z.strictObject({ fault: z.literal("reset"), at: z.enum(["start", "headers", "body"]).default("start"), ...alone }),
  /** Half of the body, under headers that call it whole. */
  z.strictObject({ fault: z.literal("truncated"), ...alone }),
  /** A proxy's page instead of an answer, with status 200. */
  z.strictObject({ fault: z.literal("html"), ...alone }),
  /** The second half of the body comes later. */
  z.strictObject({ fault: z.literal("slow"), milliseconds: z.int().min(1).max(30_000).default(1_000), ...alone }),
  /** A next link is refused once it is older than so many requests or milliseconds. */
  z.strictObject({
    fault: z.literal("expiredPage"),
    status: z.literal([400, 410]).default(400),
    afterRequests: z.int().min(0).optional(),
    afterMilliseconds: z.int().min(0).optional(),
    ...aim,
  }),
  /** A page begins with the last item of the one before, as when something was inserted meanwhile. */
  z.strictObject({ fault: z.literal("repeatedItem"), ...aim }),
  /** A page lacks its first item, as when something was removed meanwhile and it moved to the page before. */
  z.strictObject({ fault: z.literal("movedItem"), ...aim }),
  z.strictObject({ fault: z.literal("foreignLink"), origin: z.url().default("http://evil.example"), ...aim }),
  /** A page's next link leads to itself. */
  z.strictObject({ fault: z.literal("repeatedLink"), ...aim }),
  /** `$expand` shows so many children and does not say that there are more. */
  z.strictObject({ fault: z.literal("cappedExpand"), children: z.int().min(0).default(20), ...always }),
]);

const planSchema = z.strictObject({
  /** Other seeds strike other requests. */
  seed: z.int().default(1),
  /** How often all faults that are not for ever strike one URL, taken together: whoever tries once more gets through. */
  maxPerUrl: z.int().min(0).default(3),
  /** Seconds after which a bearer is refused, from when it was first seen. Another bearer is another token. */
  expireTokensAfter: z.number().min(0).optional(),
  faults: z.array(faultSchema).default([]),
});

/** A plan as it is written; what is left out has its usual value. */
export type FaultPlanInput = z.input<typeof planSchema>;

export type FaultPlan = z.output<typeof planSchema>;

export type Fault = FaultPlan["faults"][number];

/** Throws `config/unreadable` with the path of what is wrong, such as `faults[2].rate`. */
export function faultPlanOf(plan: unknown, file = "fault plan"): FaultPlan {
  const parsed = planSchema.safeParse(plan);
  if (parsed.success) return parsed.data;

  const [issue] = parsed.error.issues;
  const path = z.core.toDotPath(issue?.path ?? []);
  throw new ScanError(
    "config/unreadable",
    `${file}: ${path === "" ? "" : `${path}: `}${issue?.message ?? "unreadable"}`,
  );
}

/** Reads the text of a plan's file, YAML or JSON. Throws `config/unreadable` with the place of what is wrong. */
export function parseFaultPlan(text: string, file: string): FaultPlan {
  try {
    return faultPlanOf(parse(text) ?? {}, file);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new ScanError("config/unreadable", `${file}: ${cause.message}`, { cause });
  }
}
