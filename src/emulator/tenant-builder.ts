import { buildTenant } from "./builder/build-tenant.ts";
import { generalCatalog } from "./builder/draft-governance.ts";
import type { AppOptions, GroupOptions, Keyed, UserOptions } from "./builder/directory-options.ts";
import {
  type AccessPackageOptions,
  type AssignOptions,
  type CatalogOptions,
  type ConnectedOrganizationOptions,
  type Draft,
  type ExtensionOptions,
  noDrafts,
  type Outsider,
  type PolicyOptions,
  type RequestOptions,
} from "./builder/drafts.ts";
import type { Licence } from "./builder/draft-licences.ts";
import { type Kind, keyWithin, Names } from "./builder/names.ts";
import type { DirectoryRoleName, GovernanceRoleName } from "./tenant/role-definitions.ts";
import type { PrivilegeOptions } from "./builder/privilege-drafts.ts";
import type { Tenant } from "./tenant.ts";

export type TenantOptions = {
  readonly now: Date;
  /** The organization's name, where it differs from the one ids are derived from. */
  readonly displayName?: string;
  readonly domain?: string;
  /** P2 where not said. */
  readonly licences?: readonly Licence[];
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
  readonly #drafts = noDrafts();

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
    const { key, roles = [], permissions = [] } = draft;
    for (const role of [...roles, ...permissions]) this.#names.take("appRole", keyWithin(key, role));
    this.#drafts.apps.push(draft);
    return this;
  }

  /** Assigns a user, group or app to an app's role; null is access without a role. */
  appRole(principal: string, app: string, role: string | null): this {
    this.#drafts.appRoles.push({ principal, app, role });
    return this;
  }

  /** Makes a user, group or app an administrator of the whole tenant, or lets them become one. */
  directoryRole(principal: string, role: DirectoryRoleName, options: PrivilegeOptions = {}): this {
    this.#drafts.directoryRoles.push({ ...options, principal, role });
    return this;
  }

  /** Puts the group under Privileged Identity Management, with a member or owner of it: one who is, or may become one. */
  privilegedGroup(
    principal: string,
    group: string,
    { as = "member", ...options }: PrivilegeOptions & { readonly as?: "member" | "owner" } = {},
  ): this {
    this.#drafts.privilegedGroups.push({ ...options, principal, group, as });
    return this;
  }

  /** Delegates a catalog to a user, group or app; null is all catalogs. */
  governanceRole(principal: string, role: GovernanceRoleName, catalog: string | null): this {
    this.#drafts.governanceRoles.push({ principal, role, catalog });
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
    const {
      now,
      displayName = this.#names.tenant,
      domain = "example.com",
      licences = ["AAD_PREMIUM_P2"],
    } = this.#options;
    return buildTenant({ displayName, licences }, this.#drafts, { names: this.#names, domain, now });
  }

  #draft<Options extends Keyed>(kind: Kind, name: string, options: Options): Draft<Options> {
    const key = options.key ?? name;
    return { ...options, id: this.#names.take(kind, key), key, name };
  }
}
