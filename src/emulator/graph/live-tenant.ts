import type { Tenant } from "../tenant.ts";
import { indexTenant, type TenantIndex } from "../tenant/tenant-index.ts";
import type { Reading } from "./resource.ts";

export type Change = (tenant: Tenant, now: Date) => Tenant;

export type LiveOptions = {
  readonly now: () => Date;
  /** Milliseconds that entitlement management takes over a request. */
  readonly settleAfter: number;
};

/** A tenant that changes: at once, or some time after it was asked to, as entitlement management does. */
export class LiveTenant {
  readonly #options: LiveOptions;
  #index: TenantIndex;
  #pending: readonly { readonly due: number; readonly change: Change }[] = [];

  constructor(tenant: Tenant, options: LiveOptions) {
    this.#options = options;
    this.#index = indexTenant(tenant);
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
    this.#index = indexTenant(change(this.#index.tenant, this.#options.now()));
  }

  changeLater(change: Change): void {
    this.#pending = [...this.#pending, { due: this.#options.now().getTime() + this.#options.settleAfter, change }];
  }
}
