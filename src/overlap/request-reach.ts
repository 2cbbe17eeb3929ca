import { difference, intersection } from "../access/asking/people.ts";
import { oneEach } from "../access/persons/one-account.ts";
import { union } from "../access/sorted-numbers.ts";
import { outsidersOf } from "../assess/facts/requestable-pair-facts.ts";
import { barred } from "../conflicts/bars.ts";
import { pairReaches } from "../conflicts/requestable.ts";
import type { RequestReach } from "../domain/overlap.ts";
import { audienceSections, crowdOf, declarationSections, gapsIn, type JudgedPair, type PairEnd } from "./pair.ts";

/** Who could come to hold both by asking, person by person, as policies, audiences and declarations stand today. */
export function requestReachOf(pair: JudgedPair): RequestReach {
  const { snapshot, model, ends, requests, packageRef, judged } = pair;
  const [a, b] = ends;
  const reaches = pairReaches(pair.bound, pair);
  const [lackA, lackB] = [lackingOf(a, b, pair), lackingOf(b, a, pair)];
  const both = a.packages.filter((id) => b.packages.includes(id));
  const organizations = new Set(reaches.flatMap((reach) => reach.organizations));
  return {
    lacking: [crowdOf(lackA.people, model), crowdOf(lackB.people, model)],
    neither: crowdOf(union(reaches.map(({ neither }) => neither)), model),
    bothAtOnce: both.map((id) => ({ accessPackage: packageRef(id), people: crowdOf(requests(id).people, model) })),
    outsiders: [...organizations].map(outsidersOf(snapshot)),
    unknown: [
      ...new Set([
        ...gapsIn(snapshot, [...audienceSections, "resourceRoleScopes", ...declarationSections]),
        ...(judged.reason === undefined ? [] : [judged.reason]),
        ...reaches.flatMap(({ unclear }) => unclear),
        ...lackA.unknown,
        ...lackB.unknown,
        ...both.flatMap((id) => requests(id).unknown),
      ]),
    ],
  };
}

type Lacking = { readonly people: Uint32Array; readonly unknown: readonly string[] };

/** Persons who hold the other end, lack this one, and may ask for a package that gives it by an account that nothing bars. */
function lackingOf(wanted: PairEnd, held: PairEnd, { model, requests, declarations }: JudgedPair): Lacking {
  const holding = oneEach(model.holders(held.point), model.persons);
  const found = wanted.packages.map((id) => {
    const bars = declarations.filter(({ from }) => from === id);
    const groups = bars.filter(({ kind }) => kind === "group").flatMap(({ to }) => model.groups.below(to));
    const blind = model.groupBlindSpots.among(groups);
    const { people, unknown } = requests(id);
    const asking = blind === null ? difference(people, barred(bars, model)) : new Uint32Array();
    return {
      people: intersection(holding, oneEach(asking, model.persons)),
      unknown: [...(blind === null ? [] : [blind]), ...(holding.length > 0 ? unknown : [])],
    };
  });
  return {
    people: difference(union(found.map(({ people }) => people)), oneEach(model.holders(wanted.point), model.persons)),
    unknown: found.flatMap(({ unknown }) => unknown),
  };
}
