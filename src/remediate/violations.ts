import type { AccessModel } from "../access/access-model.ts";
import type { Principal } from "../domain/access.ts";
import type { Assessment, Finding } from "../domain/assessment.ts";
import { dutyHoldings, holdingsBy } from "../conflicts/duty.ts";
import type { BoundDuty, Conflict } from "../conflicts/conflict.ts";
import type { JudgedConflict } from "../conflicts/judge.ts";

/** One person and one conflict: what a plan has to end. */
export type ViolationToEnd = {
  readonly findingId: string;
  readonly conflict: Conflict;
  readonly principal: Principal;
  /** All accounts that are certainly the person's: what is given up, each of them gives up. */
  readonly accounts: readonly Principal[];
  /** The duties that any of the accounts holds; those of all but `atMost` sides have to go. */
  readonly held: readonly BoundDuty[];
};

/** The violations of an assessment, grouped by person, those of packs before those declared. What is only possible is none. */
export function violationsToEnd(
  { findings }: Assessment,
  judged: readonly JudgedConflict[],
  model: AccessModel,
): ReadonlyMap<string, readonly ViolationToEnd[]> {
  const findingIds = new Map(findings.filter(isToEnd).map((finding) => [keyOf(finding), finding.id]));
  const violations = judged.flatMap(({ conflict, holders, joint }) => {
    const whom = [
      ...holders.map(({ principal }) => ({ of: { principal }, principal, accounts: accountsWith(principal, model) })),
      ...joint.flatMap(({ person }) =>
        person.principals.slice(0, 1).map((principal) => ({ of: { person }, principal, accounts: person.principals })),
      ),
    ];
    return whom.flatMap(({ of, principal, accounts }): readonly ViolationToEnd[] => {
      const findingId = findingIds.get(keyOf({ conflict: conflict.id, principal: null, ...of }));
      if (findingId === undefined) return [];
      const held = conflict.duties.filter((duty) =>
        accounts.some(({ id }) => dutyHoldings(duty, holdingsBy(id, model)).length > 0),
      );
      return [{ findingId, conflict, principal, accounts, held }];
    });
  });
  const byPerson = Map.groupBy(violations, ({ accounts: [first], principal }) => (first ?? principal).id);
  return new Map([...byPerson].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isToEnd({ rule, status, person }: Finding): boolean {
  if (status !== "open") return false;
  return rule === "dual-holder" || (rule === "second-account" && person?.certainty === "certain");
}

function keyOf({ conflict, principal, person }: Pick<Finding, "conflict" | "principal" | "person">): string {
  return JSON.stringify([conflict, principal?.id, person?.id]);
}

/** The account, with any others that are certainly the same person's, in the order of their ids. */
function accountsWith(principal: Principal, { principals, persons }: AccessModel): readonly Principal[] {
  const number = principals.numberOf(principal.id);
  const groups = number === undefined ? [] : persons.groupsWith(number);
  const person = groups.find(({ kind }) => kind === "certain");
  return person?.accounts.map((account) => principals.at(account)) ?? [principal];
}
