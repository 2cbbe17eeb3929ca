import { posix } from "node:path";
import type { Call, GraphRequest, Hook } from "../graph/graph-request.ts";
import type { Delivery } from "../http/delivery.ts";
import { identityOf } from "./addresses.ts";
import { draw } from "./draw.ts";
import type { Effect, Scene } from "./effect.ts";
import { effectOf } from "./effect-of.ts";
import type { Fault, FaultPlan } from "./fault-plan.ts";
import { PageMemory } from "./page-memory.ts";
import { expiredToken, TokenLifetime } from "./token-lifetime.ts";

/** Is told of each fault played, and how the answer is to be delivered where not whole. */
export type Journal = (fault: string, delivery?: Delivery) => void;

/** One coming of a request. */
type Visit = {
  readonly place: "single" | "batch";
  readonly identity: string;
  /** How often the very same request has come, this time included. */
  readonly nth: number;
  /** How often it was struck by faults that are not for ever. */
  readonly tally: { struck: number };
};

/**
 * Plays a plan. Whether a fault strikes depends on the seed, the request and how often that very request came, and on
 * nothing else: runs repeat whatever their concurrency.
 */
export class FaultPlayer {
  readonly #plan: FaultPlan;
  readonly #now: () => Date;
  readonly #pages = new PageMemory();
  readonly #tallies = new Map<string, { came: number; struck: number }>();
  readonly #lifetime: TokenLifetime;
  readonly #faults: readonly { readonly fault: Fault; readonly effect: Effect }[];

  constructor(plan: FaultPlan, now: () => Date) {
    this.#plan = plan;
    this.#now = now;
    this.#lifetime = new TokenLifetime(plan.expireTokensAfter ?? Number.POSITIVE_INFINITY);
    this.#faults = plan.faults.map((fault) => ({ fault, effect: effectOf(fault) }));
  }

  /** The hook for one request over the wire; what passes it after that request itself are the items of its `$batch`. */
  hookFor(journal: Journal): Hook {
    let place: Visit["place"] = "single";
    return (request, next) => {
      if (place === "single" && this.#lifetime.isOver(request, this.#now())) {
        journal("expiredToken");
        throw expiredToken();
      }
      const visit = this.#visit(request, place);
      place = "batch";
      return this.#play(visit, next, journal)(request);
    };
  }

  #visit(request: GraphRequest, place: Visit["place"]): Visit {
    const identity = identityOf(request);
    const tally = this.#tallies.get(identity) ?? { came: 0, struck: 0 };
    tally.came += 1;
    this.#tallies.set(identity, tally);
    return { place, identity, nth: tally.came, tally };
  }

  /** The call with every fault around it that strikes, the plan's first outermost. */
  #play(visit: Visit, next: Call, journal: Journal): Call {
    const remembered: Call = (request) => {
      const response = next(request);
      this.#pages.remember(response, this.#now().getTime());
      return response;
    };
    return this.#faults.reduceRight<Call>((inner, { fault, effect }, nth) => {
      const play: Scene["play"] = (delivery) => {
        if (!fault.forever) visit.tally.struck += 1;
        journal(fault.fault, delivery);
      };
      return (request) =>
        this.#strikes(fault, nth, request, visit)
          ? effect(request, inner, { now: this.#now(), pages: this.#pages, play })
          : inner(request);
    }, remembered);
  }

  #strikes(fault: Fault, nth: number, request: GraphRequest, { place, identity, nth: coming, tally }: Visit): boolean {
    if (!isFor(fault, request, place) || (!fault.forever && tally.struck >= this.#plan.maxPerUrl)) return false;
    return draw(this.#plan.seed, nth, identity, coming) < fault.rate;
  }
}

function isFor({ paths, methods, within }: Fault, { method, path }: GraphRequest, place: Visit["place"]): boolean {
  const below = path.replace(/^\/v1\.0(?=\/)/u, "");
  return (
    (within === "both" || within === place) &&
    (methods === undefined || methods.some((name) => name === method)) &&
    paths.some((pattern) => posix.matchesGlob(below, pattern))
  );
}
