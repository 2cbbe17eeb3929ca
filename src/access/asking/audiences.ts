import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccountClass, Accounts } from "./accounts.ts";
import { includes, isNobody, nobody, type People, unite, unknownPeople } from "./people.ts";
import type { Named, SubjectSets } from "./subject-sets.ts";

/** Whom a policy can give a package to. */
export type Audience = {
  /** Every enabled account of these sorts. */
  readonly classes: ReadonlySet<AccountClass>;
  /** Others, and those of whom it cannot be told. */
  readonly people: People;
  /** Connected organizations whose people may ask, be they in the directory already or not; `anyone` is the rest of the world. */
  readonly outside: ReadonlySet<string>;
};

export const anyone = "anyone";

export const noAudience: Audience = { classes: new Set(), people: nobody, outside: new Set() };

export type Audiences = {
  readonly accounts: Accounts;
  readonly of: (policy: Row<"policies">) => Audience;
};

/**
 * Reads `allowedTargetScope` with `specificAllowedTargets`
 * (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentpolicy). People from outside need a catalog that is
 * externally visible. Which guest belongs to which organization cannot be told from the directory.
 */
export function audiencesOf(snapshot: Snapshot, sets: SubjectSets): Audiences {
  const organizations: string[] = [];
  for (const { id, state } of snapshot.columns("connectedOrganizations", ["id", "state"])) {
    if (state?.toLowerCase() !== "proposed") organizations.push(id);
  }
  const isVisible = visibilityOf(snapshot);
  const { unsorted } = sets.accounts;
  const unknown = unsorted.length === 0 ? [] : [`whether ${unsorted.length} of the users are members or guests`];
  const people = (...classes: readonly AccountClass[]): Audience => ({
    ...wholeClasses(...classes),
    people: unknownPeople(...unknown),
  });
  return {
    accounts: sets.accounts,
    of: (policy) => {
      const scope = policy.allowedTargetScope;
      switch (scope?.toLowerCase()) {
        case "notspecified":
          return noAudience;
        case "allmemberusers":
          return people("member");
        case "alldirectoryusers":
          return people("member", "guest");
        case "alldirectoryserviceprincipals":
          return wholeClasses("application");
        case "specificdirectoryusers":
        case "specificdirectoryserviceprincipals":
          return inside(sets.named(policy.specificAllowedTargets));
        case "specificconnectedorganizationusers":
          return fromOutside(sets.named(policy.specificAllowedTargets), isVisible(policy.accessPackageId));
        case "allconfiguredconnectedorganizationusers":
          return fromOutside({ people: nobody, organizations }, isVisible(policy.accessPackageId));
        case "allexternalusers":
          return fromOutside(
            { people: nobody, organizations: [...organizations, anyone] },
            isVisible(policy.accessPackageId),
          );
        default:
          return { ...noAudience, people: unknownPeople(`whom the scope ${scope ?? "that Graph did not give"} means`) };
      }
    },
  };
}

/** Whether a principal that can act belongs to the audience. */
export function belongs(audience: Audience, principal: number, accounts: Accounts): "yes" | "no" | "maybe" {
  const { classes, people, outside } = audience;
  const account = accounts.classOf(principal);
  if (account !== null && classes.has(account)) return "yes";
  if (includes(people.certain, principal)) return "yes";
  if (people.unknown.length > 0 || includes(people.possible, principal)) return "maybe";
  return account === "guest" && outside.size > 0 ? "maybe" : "no";
}

function wholeClasses(...classes: readonly AccountClass[]): Audience {
  return { ...noAudience, classes: new Set(classes) };
}

function inside({ people, relations }: Named): Audience {
  if (relations.length === 0) return { ...noAudience, people };
  return { ...noAudience, people: unite([people, unknownPeople("targets that depend on who asks")]) };
}

function fromOutside(
  { people, organizations }: Pick<Named, "people" | "organizations">,
  isVisible: boolean | null,
): Audience {
  if (isVisible === false) return noAudience;
  if (isVisible === null) {
    return { ...noAudience, people: unknownPeople("whether the catalog is visible to people from outside") };
  }
  return { ...noAudience, people, outside: new Set(organizations) };
}

/** Whether the catalog of a package is visible from outside; null where Graph did not say. */
function visibilityOf(snapshot: Snapshot): (packageId: string | null) => boolean | null {
  const catalogs = new Map<string, boolean | null>();
  for (const { id, isExternallyVisible } of snapshot.columns("catalogs", ["id", "isExternallyVisible"]))
    catalogs.set(id, isExternallyVisible);
  const catalogOf = new Map<string, string | null>();
  for (const { id, catalogId } of snapshot.columns("accessPackages", ["id", "catalogId"])) catalogOf.set(id, catalogId);
  return (packageId) => catalogs.get(catalogOf.get(packageId ?? "") ?? "") ?? null;
}

/** Nobody is in it, and that is known. */
export function isEmptyAudience({ classes, people, outside }: Audience): boolean {
  return classes.size === 0 && outside.size === 0 && isNobody(people);
}
