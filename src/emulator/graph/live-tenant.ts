import { randomUUID } from "node:crypto";
import type { Tenant } from "../tenant.ts";
import { indexTenant, type TenantIndex } from "../tenant/tenant-index.ts";
import type { Reading } from "./resource.ts";

export type Change = (tenant: Tenant, now: Date) => Tenant;

export type LiveOptions = {
  readonly now: () => Date;
  /** Milliseconds that entitlement management takes over a request. */
  readonly settleAfter: number;
  /** How a tenant is read; by its lists where not said. */
  readonly index?: (tenant: Tenant) => Omit<Reading, "now">;
};

/** Seven days, for directory objects: https://learn.microsoft.com/graph/delta-query-overview. */
const bookmarkLife = 7 * 86_400_000;

/**
 * A tenant that changes: at once, or some time after it was asked to, as entitlement management does. As each state of it is
 * a value of its own, what has changed since a bookmark is what differs.
 */
export class LiveTenant {
  readonly #options: LiveOptions;
  /** Bookmarks of another run, whose states are gone, must not be taken for ones of this. */
  readonly #run = randomUUID();
  readonly #bookmarks = new Map<string, { readonly index: TenantIndex; readonly until: number }>();
  #index: Omit<Reading, "now">;
  #bookmarked = 0;
  #pending: readonly { readonly due: number; readonly change: Change }[] = [];

  constructor(tenant: Tenant, options: LiveOptions) {
    this.#options = options;
    this.#index = this.#indexed(tenant);
  }

  /** The tenant now, with everything done that has become due. */
  read(): Reading {
    const now = this.#options.now();
    const due = this.#pending.filter((pending) => pending.due <= now.getTime());
    this.#pending = this.#pending.filter((pending) => pending.due > now.getTime());
    for (const { change } of due) this.change(change);
    return { ...this.#index, now };
  }

  change(change: Change): void {
    this.#index = this.#indexed(change(this.#index.tenant, this.#options.now()));
  }

  changeLater(change: Change): void {
    this.#pending = [...this.#pending, { due: this.#options.now().getTime() + this.#options.settleAfter, change }];
  }

  /** Keeps the tenant as it is now, for seven days. */
  bookmark(): string {
    const { now, ...index } = this.read();
    for (const [name, { until }] of this.#bookmarks) if (until <= now.getTime()) this.#bookmarks.delete(name);

    this.#bookmarked += 1;
    const bookmark = `${this.#run}.${this.#bookmarked}`;
    this.#bookmarks.set(bookmark, { index, until: now.getTime() + bookmarkLife });
    return bookmark;
  }

  /** The tenant as it was; null where the bookmark is unknown or too old. */
  recall(bookmark: string): TenantIndex | null {
    const kept = this.#bookmarks.get(bookmark);
    return kept !== undefined && this.#options.now().getTime() < kept.until ? kept.index : null;
  }

  #indexed(tenant: Tenant): Omit<Reading, "now"> {
    const { index = indexTenant } = this.#options;
    return index(tenant);
  }
}
