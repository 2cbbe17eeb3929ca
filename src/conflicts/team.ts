import type { AccessModel } from "../access/access-model.ts";
import { everyPossibleAccount, oneEach } from "../access/persons/one-account.ts";
import type { Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import type { SectionCoverage } from "../domain/sections.ts";
import { type Conflict, dutiesBySide } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { dutyHolders } from "./duty.ts";
import type { Scratch } from "./kernel/match.ts";
import { matchConflict } from "./matching.ts";
import { sidesBetween } from "./people.ts";

/** Somebody of a team, by one account of theirs, and what all their accounts hold. */
export type TeamMember = { readonly principal: Principal; readonly sides: readonly Side[] };

export type Team = {
  readonly team: readonly TeamMember[];
  /** How many people hold any of the duties. */
  readonly examined: number;
  /** Whether fewer people do than are demanded, where that hangs on what cannot be told. */
  readonly undecided: readonly string[];
};

/** The fewest people, by all accounts of each, who hold every side of a conflict now, where it demands more. */
export function smallTeamOf({ conflict, scope }: BoundConflict, model: AccessModel, scratch: Scratch): Team {
  const { persons, principals } = model;
  const lists = new Map(conflict.duties.map((duty) => [duty.id, dutyHolders(duty, model.holders, scratch)]));
  const holdersOf = (duty: string): Uint32Array => lists.get(duty) ?? new Uint32Array();
  const meant = (account: number) => scope?.(principals.at(account)) ?? "within";
  const certain = (duty: string): Uint32Array =>
    oneEach(
      holdersOf(duty).filter((account) => meant(account) === "within"),
      persons,
    );
  const first = (account: number): number => everyPossibleAccount(Uint32Array.of(account), persons)[0] ?? account;
  const possible = (duty: string): Uint32Array =>
    new Uint32Array(
      new Set(
        holdersOf(duty)
          .filter((account) => meant(account) !== "outside")
          .map(first),
      ),
    ).sort();

  const { team, examined } = matchConflict(conflict, certain, scratch);
  const suspects = team.length > 0 ? team : matchConflict(conflict, possible, scratch).team;
  return {
    team: Array.from(team, (account) => {
      const accounts = persons.accountsOf(account).map(principals.at);
      return { principal: principals.at(account), sides: sidesBetween(accounts, conflict.duties, model) };
    }),
    examined,
    undecided: [
      ...(suspects.length === team.length ? [] : [mayBeEnough(Array.from(suspects, principals.at))]),
      ...(team.length === 0 && isHeldThroughout(conflict, possible) ? persons.gaps.map(unseenAccounts) : []),
    ],
  };
}

function mayBeEnough(suspects: readonly Principal[]): string {
  const names = suspects.map(({ displayName }) => displayName).join(" and ");
  return `whether ${names} are enough to hold every duty cannot be told: of an account it is not known whose it is, or whether the conflict applies to it`;
}

/** Somebody holds each side: fewer people do than accounts, where some of the accounts are one person's. */
function isHeldThroughout(conflict: Conflict, holdersOf: (duty: string) => Uint32Array): boolean {
  return dutiesBySide(conflict).every((side) => side.some(({ id }) => holdersOf(id).length > 0));
}

function unseenAccounts({ section, reason }: SectionCoverage): string {
  return `whether they are fewer people than accounts cannot be told without ${section} (${reason ?? "no reason given"})`;
}
