import { callerOf } from "../graph/caller.ts";
import type { GraphRequest, Hook } from "../graph/graph-request.ts";
import {
  type Charge,
  chargesOf,
  limitsOf,
  type Meter,
  meters,
  type ThrottleLimits,
  type ThrottleOption,
} from "./limits.ts";
import { TokenBucket } from "./token-bucket.ts";
import { tooManyRequests } from "./too-many-requests.ts";

type Metered = { readonly meter: Meter; readonly bucket: TokenBucket };
type Draw = Metered & { readonly amount: number };

/**
 * Holds each application to its limits by the clock, and tells it what it uses and when to come back
 * (https://learn.microsoft.com/graph/throttling). The items of a `$batch` count one by one, and a refused request counts
 * as well.
 */
export function throttle(option: ThrottleOption, tenantId: string, now: () => Date): Hook {
  const limits = limitsOf(option);
  const bucketsByApp = new Map<string, readonly Metered[]>();

  return (request, next) => {
    const charges = chargesOf(request);
    if (charges.length === 0) return next(request);

    const at = now().getTime();
    const appId = appOf(request);
    const buckets = bucketsByApp.get(appId) ?? fullBuckets(limits, at);
    bucketsByApp.set(appId, buckets);

    const draws = drawsOn(buckets, charges);
    const short = draws.find(({ bucket, amount }) => bucket.secondsUntil(amount, at) > 0);
    if (short !== undefined) throw refused(short, `${appId}/${tenantId}`, at);

    const use = useOf(draws, at);
    const { headers, ...response } = next(request);
    return { ...response, headers: { ...headers, ...use } };
  };
}

function appOf({ headers }: GraphRequest): string {
  const authorization = headers["authorization"];
  const { appId } = callerOf(typeof authorization === "string" ? authorization : undefined);
  return appId ?? "00000000-0000-0000-0000-000000000000";
}

function fullBuckets(limits: ThrottleLimits, at: number): readonly Metered[] {
  return meters.flatMap((meter) => {
    const amount = limits[meter.limit];
    return amount === null ? [] : [{ meter, bucket: new TokenBucket({ amount, seconds: meter.seconds }, at) }];
  });
}

function drawsOn(buckets: readonly Metered[], charges: readonly Charge[]): readonly Draw[] {
  return charges.flatMap(({ limit, amount }) =>
    buckets.filter(({ meter }) => meter.limit === limit).map((metered) => ({ ...metered, amount })),
  );
}

function refused({ meter, amount, bucket }: Draw, who: string, at: number): Error {
  const seconds = bucket.secondsUntil(amount, at);
  return tooManyRequests({
    "Retry-After": `${seconds}`,
    "x-ms-throttle-scope": `Tenant_Application/${meter.limit === "writes" ? "Write" : "ReadWrite"}/${who}`,
    "x-ms-throttle-information": meter.exceeded,
    ...percentage(bucket.take(amount, at)),
  });
}

/** Takes what is to be taken, and says so in headers. */
function useOf(draws: readonly Draw[], at: number): Readonly<Record<string, string>> {
  const units = draws.find(({ meter }) => meter.limit === "resourceUnits");
  const shares = draws.map(({ bucket, amount }) => bucket.take(amount, at));
  return {
    ...(units === undefined ? {} : { "x-ms-resource-unit": `${units.amount}` }),
    ...percentage(Math.max(0, ...shares)),
  };
}

/** Graph tells from four fifths of a limit on, and never more than 1.8. */
function percentage(share: number): Readonly<Record<string, string>> {
  return share > 0.8 ? { "x-ms-throttle-limit-percentage": Math.min(share, 1.8).toFixed(2) } : {};
}
