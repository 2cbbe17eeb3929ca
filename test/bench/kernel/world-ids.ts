import { guidsOf, type Size } from "./world.ts";

/** GUIDs of the people and access points of a world, by their numbers. */
export type WorldIds = { readonly people: (person: number) => string; readonly points: (point: number) => string };

/** Access points are numbered behind all people, so that no two things have one GUID. */
const firstPoint = 2 ** 27;

export function idsOf(size: Size): WorldIds {
  const people = guidsOf(Array.from({ length: size.people }, (_, person) => person));
  const points = guidsOf(Array.from({ length: size.accessPoints }, (_, point) => firstPoint + point));
  return { people: (person) => people[person]!, points: (point) => points[point]! };
}

/** The number from which the GUID of a person was made. */
export function personIn(guid: string): number {
  return Number.parseInt(guid.slice(-8), 16);
}
