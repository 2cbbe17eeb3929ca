import { describeGap } from "../../conflicts/judge.ts";
import type { Person } from "../../domain/person.ts";
import type { PersonFacts } from "../../rule-kit/facts/person-facts.ts";
import type { FactSources } from "./sources.ts";

export function personFacts({ model: { persons, principals } }: FactSources): PersonFacts {
  const told = (principalId: string, certainty: Person["certainty"]): readonly Person[] => {
    const account = principals.numberOf(principalId);
    const groups = account === undefined ? [] : persons.groupsWith(account);
    return groups.filter(({ kind }) => kind === certainty).map(persons.personOf);
  };
  return {
    count: persons.groups.filter(({ kind }) => kind !== "refused").length,
    personOf: (principalId) => told(principalId, "certain")[0],
    possiblePersonsOf: (principalId) => told(principalId, "possible"),
    unknown: [
      ...persons.gaps.map((gap) => `second accounts could not all be looked for: ${describeGap(gap)}`),
      ...persons.strangers,
    ],
  };
}
