import type { Entity } from "../odata/entity.ts";
import { annotated, groupEntity, userEntity } from "../graph/directory-entities.ts";
import { assignmentEntity } from "../graph/governance-entities.ts";
import { additionalAccessPath, twoPackages } from "../graph/governance-resources.ts";
import { governanceRoot } from "../graph/governance-root.ts";
import { type ComputedCollection, known, type Reading } from "../graph/resource.ts";
import { computedList } from "./computed-list.ts";
import type { GeneratedAssignments } from "./generated-assignments.ts";
import type { GeneratedDirectory } from "./generated-directory.ts";
import type { Population } from "./population.ts";
import { type Progression, progression } from "./progression.ts";

/** The collections that are too long to walk through, by the templates of their paths. */
export function computedCollections(
  directory: GeneratedDirectory,
  assignments: GeneratedAssignments,
): ReadonlyMap<string, ComputedCollection> {
  const { users, groups } = directory.population.generation;
  const user = (number: number, reading: Reading): Entity => userEntity(directory.user(number), reading);
  const group = (number: number): Entity => groupEntity(directory.group(number));
  const assignment = (number: number, reading: Reading): Entity =>
    assignmentEntity(assignments.assignment(number), reading);

  return new Map<string, ComputedCollection>([
    ["/users", (reading) => computedList(upTo(users), (number) => user(number, reading), directory.narrowUsers)],
    ["/groups", () => computedList(upTo(groups), group, directory.narrowGroups)],
    [
      "/groups/{id}/members",
      (reading, [id]) =>
        computedList(membersOf(groupNumber(id, directory), directory.population), (number) =>
          annotated(number < users ? user(number, reading) : group(number - users)),
        ),
    ],
    [
      `${governanceRoot}/assignments`,
      (reading) =>
        computedList(upTo(assignments.ids.count), (number) => assignment(number, reading), assignments.narrow),
    ],
    [
      `${governanceRoot}/${additionalAccessPath}`,
      (reading, ids) => {
        const [wanted, other] = twoPackages(reading, ids);
        return computedList(assignments.ofBoth(wanted.id, other.id), (number) => ({
          ...assignment(number, reading),
          annotation: "#microsoft.graph.accessPackageAssignment",
        }));
      },
    ],
  ]);
}

function groupNumber(id: string | undefined, { groups, groupIds }: GeneratedDirectory): number {
  return groupIds.number(known(groups, id, "directory").id) ?? 0;
}

/** Direct members of a group: users by their numbers, groups by theirs and as many more as there are users. */
function membersOf(group: number, population: Population): readonly Progression[] {
  const { start, ...rest } = population.groupsIn(group);
  return [...population.usersIn(group), { start: start + population.generation.users, ...rest }];
}

function upTo(count: number): readonly Progression[] {
  return [progression(0, 1, count)];
}
