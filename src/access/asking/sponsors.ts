import type { Snapshot } from "../../snapshot/snapshot.ts";
import { nobody, type People, unite, unknownPeople } from "./people.ts";
import type { SubjectSets } from "./subject-sets.ts";

type SponsorKind = "internalSponsors" | "externalSponsors";

/** The sponsors of a connected organization. */
export type Sponsors = (kind: SponsorKind, organizationId: string) => People;

export function sponsorsOf(snapshot: Snapshot, sets: SubjectSets): Sponsors {
  const kinds = {
    internalSponsors: peopleBy(snapshot, "internalSponsors", sets),
    externalSponsors: peopleBy(snapshot, "externalSponsors", sets),
  };
  return (kind, organizationId) =>
    snapshot.wasRead(kind, organizationId)
      ? (kinds[kind].get(organizationId) ?? nobody)
      : unknownPeople(`the ${kind} of connected organization ${organizationId} were not read`);
}

function peopleBy(snapshot: Snapshot, section: SponsorKind, sets: SubjectSets): ReadonlyMap<string, People> {
  const rows = Map.groupBy(snapshot.rows(section), ({ connectedOrganizationId }) => connectedOrganizationId);
  return new Map(
    Array.from(rows, ([organization, sponsors]) => [
      organization,
      unite(
        sponsors.map(({ sponsorId, sponsorType, sponsorName }) => {
          const type = sponsorType.toLowerCase();
          if (type === "user" || type === "group") return sets.subject(type, sponsorId).people;
          return unknownPeople(`sponsor "${sponsorName}" is a ${sponsorType}`);
        }),
      ),
    ]),
  );
}
