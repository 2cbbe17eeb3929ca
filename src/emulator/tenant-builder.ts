import { buildTenant } from "./builder/build-tenant.ts";
import { generalCatalog } from "./builder/draft-governance.ts";
import type {
  AccessPackageOptions,
  AppOptions,
  AssignOptions,
  CatalogOptions,
  ConnectedOrganizationOptions,
  Draft,
  Drafts,
  ExtensionOptions,
  GroupOptions,
  Keyed,
  Outsider,
  PolicyOptions,
  RequestOptions,
  UserOptions,
} from "./builder/drafts.ts";
import { type Kind, keyWithin, Names } from "./builder/names.ts";
import type { Tenant } from "./tenant.ts";

export type TenantOptions = {
  readonly now: Date;
  /** The organization's name, where it differs from the one ids are derived from. */
  readonly displayName?: string;
  readonly domain?: string;
};

/** Begins a tenant that has nothing but the General catalog. Same words, same tenant, id for id. */
export function aTenant(name: string, options: TenantOptions): TenantBuilder {
  return new TenantBuilder(name, options);
}

/**
 * Is told what a tenant has, in any order: things refer to each other by key, which is the display name unless `key`
 * says otherwise. A key told twice throws at once, a key never told when building.
 */
export class TenantBuilder {
  readonly #names: Names;
  readonly #options: TenantOptions;
  readonly #drafts: Drafts = {
    users: [],
    groups: [],
    apps: [],
    appRoles: [],
    catalogs: [],
    extensions: [],
    accessPackages: [],
    policies: [],
    incompatiblePackages: [],
    incompatibleGroups: [],
    assignments: [],
    requests: [],
    connectedOrganizations: [],
  };

  constructor(name: string, options: TenantOptions) {
    this.#names = new Names(name);
    this.#options = options;
    this.catalog(generalCatalog, { description: "Built-in catalog." });
  }

  user(name: string, options: UserOptions = {}): this {
    this.#drafts.users.push(this.#draft("user", name, options));
    return this;
  }

  group(name: string, options: GroupOptions = {}): this {
    this.#drafts.groups.push(this.#draft("group", name, options));
    return this;
  }

  /** An application's service principal with its app roles, each named by its value. */
  app(name: string, options: AppOptions = {}): this {
    const draft = this.#draft("app", name, options);
    for (const role of draft.roles ?? []) this.#names.take("appRole", keyWithin(draft.key, role));
    this.#drafts.apps.push(draft);
    return this;
  }

  /** Assigns a user, group or app to an app's role; null is access without a role. */
  appRole(principal: string, app: string, role: string | null): this {
    this.#drafts.appRoles.push({ principal, app, role });
    return this;
  }

  catalog(name: string, options: CatalogOptions = {}): this {
    this.#drafts.catalogs.push(this.#draft("catalog", name, options));
    return this;
  }

  customExtension(name: string, options: ExtensionOptions): this {
    this.#drafts.extensions.push(this.#draft("extension", name, options));
    return this;
  }

  accessPackage(name: string, options: AccessPackageOptions = {}): this {
    this.#drafts.accessPackages.push(this.#draft("accessPackage", name, options));
    return this;
  }

  /** A policy's name need only be unique within its package. */
  policy(name: string, options: PolicyOptions): this {
    const key = keyWithin(options.accessPackage, name);
    this.#drafts.policies.push(this.#draft("policy", name, { ...options, key }));
    return this;
  }

  /** Holders of `other` become ineligible for `accessPackage`; not the other way. */
  incompatible(accessPackage: string, other: string): this {
    this.#drafts.incompatiblePackages.push({ accessPackage, other });
    return this;
  }

  /** Members of `group` become ineligible for `accessPackage`. */
  incompatibleGroup(accessPackage: string, group: string): this {
    this.#drafts.incompatibleGroups.push({ accessPackage, group });
    return this;
  }

  /**
   * Assigns a package, and puts the target into what it gives where the assignment is delivered, begun and not ended:
   * all of it where `delivered`, the first thing only where `partiallyDelivered`.
   */
  assign(target: string | Outsider, accessPackage: string, options: AssignOptions = {}): this {
    const { assignments } = this.#drafts;
    const id = this.#names.derive("assignment", JSON.stringify([assignments.length, target, accessPackage]));
    assignments.push({ ...options, id, target, accessPackage });
    return this;
  }

  /** A request that has led to no assignment. */
  request(requestor: string | Outsider, accessPackage: string, options: RequestOptions = {}): this {
    const { requests } = this.#drafts;
    const id = this.#names.derive("request", JSON.stringify([requests.length, requestor, accessPackage]));
    requests.push({ ...options, id, requestor, accessPackage });
    return this;
  }

  connectedOrganization(name: string, options: ConnectedOrganizationOptions = {}): this {
    this.#drafts.connectedOrganizations.push(this.#draft("connectedOrganization", name, options));
    return this;
  }

  /** The id of something told already. */
  id(kind: Kind, key: string): string {
    return this.#names.id(key, kind);
  }

  build(): Tenant {
    const { now, displayName = this.#names.tenant, domain = "example.com" } = this.#options;
    return buildTenant(displayName, this.#drafts, { names: this.#names, domain, now });
  }

  #draft<Options extends Keyed>(kind: Kind, name: string, options: Options): Draft<Options> {
    const key = options.key ?? name;
    return { ...options, id: this.#names.take(kind, key), key, name };
  }
}
