import type { Tenant } from "../tenant.ts";
import type { AccessPackage } from "../tenant/governance.ts";
import { badRequest, GraphFault } from "../odata/graph-fault.ts";
import { bodyOf, type GraphChange, noContent, textAt } from "./change.ts";
import { governanceRoot } from "./governance-root.ts";
import { permissions } from "./permissions.ts";
import { known, type Reading } from "./resource.ts";

type Kind = {
  readonly relation: "incompatibleAccessPackages" | "incompatibleGroups";
  readonly property: "incompatibleAccessPackageIds" | "incompatibleGroupIds";
  /** The collection that a reference must lead to. */
  readonly collection: "accessPackages" | "groups";
};

const kinds: readonly Kind[] = [
  {
    relation: "incompatibleAccessPackages",
    property: "incompatibleAccessPackageIds",
    collection: "accessPackages",
  },
  { relation: "incompatibleGroups", property: "incompatibleGroupIds", collection: "groups" },
];

/** Declaring and withdrawing what a package is incompatible with: one direction at a time, as Graph has it. */
export const incompatibilityChanges: readonly GraphChange[] = kinds.flatMap((kind) => [declare(kind), withdraw(kind)]);

function declare(kind: Kind): GraphChange {
  return {
    method: "POST",
    template: `${governanceRoot}/accessPackages/{id}/${kind.relation}/$ref`,
    permissions: permissions.changeGovernance,
    perform: (live, [id], request) => {
      const reading = live.read();
      const accessPackage = known(reading.accessPackages, id, "governance");
      const other = referenced(textAt(bodyOf(request), "@odata.id"), kind, reading);
      if (other === accessPackage.id) throw badRequest("An access package cannot be incompatible with itself.");
      if (accessPackage[kind.property].includes(other)) throw badRequest(`'${other}' is already in ${kind.relation}.`);

      live.change((tenant) => withIds(tenant, accessPackage, kind, [...accessPackage[kind.property], other]));
      return noContent;
    },
  };
}

function withdraw(kind: Kind): GraphChange {
  return {
    method: "DELETE",
    template: `${governanceRoot}/accessPackages/{id}/${kind.relation}/{other}/$ref`,
    permissions: permissions.changeGovernance,
    perform: (live, [id, other = ""]) => {
      const accessPackage = known(live.read().accessPackages, id, "governance");
      const ids = accessPackage[kind.property];
      if (!ids.includes(other)) {
        throw new GraphFault(404, "ResourceNotFound", `'${other}' is not in ${kind.relation}.`);
      }
      const rest = ids.filter((one) => one !== other);
      live.change((tenant) => withIds(tenant, accessPackage, kind, rest));
      return noContent;
    },
  };
}

/** The id at the end of a reference such as `https://graph.microsoft.com/v1.0/groups/<id>`, whatever its origin. */
function referenced(reference: string, { collection }: Kind, reading: Reading): string {
  const [id = "", parent = ""] = reference.split("/").reverse();
  if (parent.toLowerCase() !== collection.toLowerCase() || reading[collection].get(id) === undefined) {
    throw badRequest(`'@odata.id' does not lead to one of the tenant's ${collection}: ${reference}`);
  }
  return id;
}

function withIds(tenant: Tenant, { id }: AccessPackage, { property }: Kind, ids: readonly string[]): Tenant {
  const accessPackages = tenant.accessPackages.map((accessPackage) =>
    accessPackage.id === id ? { ...accessPackage, [property]: ids } : accessPackage,
  );
  return { ...tenant, accessPackages };
}
