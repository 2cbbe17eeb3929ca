import { difference, intersection } from "../access/asking/people.ts";
import { oneEach } from "../access/persons/one-account.ts";
import { declarationHistoryFacts } from "../assess/facts/declaration-history-facts.ts";
import { barred } from "../conflicts/bars.ts";
import { declaredConflictId } from "../conflicts/declared.ts";
import type { OverlapDirection, OverlapRequest } from "../domain/overlap.ts";
import type { DeclarationHistoryFact } from "../rule-kit/facts/conflict-facts.ts";
import { audienceSections, crowdOf, declarationSections, gapsIn, type JudgedPair, type PairEnd } from "./pair.ts";

/** For each end, every package that gives it and not the other, against the other: a group itself refuses nobody. */
export function directionsOf(pair: JudgedPair): readonly OverlapDirection[] {
  const [a, b] = pair.ends;
  const histories = declarationHistoryFacts(pair);
  return [[a, b] as const, [b, a] as const].flatMap(([given, held]) =>
    given.packages
      .filter((id) => !held.packages.includes(id))
      .map((id) => directionOf(id, given, held, pair, histories)),
  );
}

function directionOf(
  asked: string,
  given: PairEnd,
  held: PairEnd,
  pair: JudgedPair,
  histories: ReadonlyMap<string, DeclarationHistoryFact>,
): OverlapDirection {
  const { snapshot, model, judged, declarations, requests } = pair;
  const unread = gapsIn(snapshot, declarationSections);
  const edge = declarations.find(({ from, to }) => from === asked && to === held.point.id);
  const others = declarations.filter((each) => each.from === asked && each !== edge);
  const { people, unknown, approvals } = requests(asked);
  const [holding, lacking] = [model.holders(held.point), model.holders(given.point)];
  const free = difference(people, barred(others, model));
  const evading = difference(
    intersection(oneEach(holding, model.persons), oneEach(difference(free, holding), model.persons)),
    oneEach(lacking, model.persons),
  );
  return {
    asked: pair.packageRef(asked),
    gives: given.point.id,
    held: { kind: held.point.kind, id: held.point.id, name: held.point.name },
    declared: unread.length > 0 && edge === undefined ? null : edge !== undefined,
    declaredAt: edge === undefined ? null : declaredAt(asked, histories.get(declaredConflictId(edge))),
    approvals,
    kept: crowdOf(difference(intersection(free, holding), lacking), model),
    evading: crowdOf(evading, model),
    openRequests: openRequestsFor(asked, held, pair),
    unknown: [
      ...new Set([
        ...gapsIn(snapshot, [...declarationSections, ...audienceSections, "assignmentRequests"]),
        ...(judged.reason === undefined ? [] : [judged.reason]),
        ...unknown,
        ...model.packages.requests.unclear.flatMap(({ packageId, why }) =>
          packageId === null || packageId === asked ? [why] : [],
        ),
      ]),
    ],
  };
}

/** Null where the audit trail does not tell, or can be read in two ways. */
function declaredAt(asked: string, history: DeclarationHistoryFact | undefined): string | null {
  const told = new Set(
    history?.readings.map((reading) => reading.get(asked)?.findLast(({ kind }) => kind === "declared")?.at ?? null),
  );
  const [only = null] = told;
  return told.size === 1 ? only : null;
}

function openRequestsFor(
  asked: string,
  { point }: PairEnd,
  { model, packageRef }: JudgedPair,
): readonly OverlapRequest[] {
  return model.packages.requests.all
    .filter(({ packageId, principalId }) => packageId === asked && model.holdings(principalId, point).length > 0)
    .flatMap(({ row, principalId }) => {
      const number = model.principals.numberOf(principalId);
      if (number === undefined) return [];
      const { state, createdDateTime: requestedAt } = row;
      return [
        { principal: model.principals.at(number), accessPackage: packageRef(asked), state: state ?? "", requestedAt },
      ];
    });
}
