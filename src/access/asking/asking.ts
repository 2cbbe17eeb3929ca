import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel } from "../access-model.ts";
import type { Persons } from "../persons/persons.ts";
import type { Accounts } from "./accounts.ts";
import { type ApprovalPath, type Related, relatedBy, stagesOf } from "./approval-paths.ts";
import { type Audiences, audiencesOf } from "./audiences.ts";
import { type Managers, managersOf } from "./managers.ts";
import { sponsorsOf } from "./sponsors.ts";
import { type SubjectSets, subjectSetsOf } from "./subject-sets.ts";
import { type Unmanaged, unmanagedOf } from "./unmanaged.ts";

/** Who can ask for what, and who is asked to agree. */
export type Asking = {
  readonly accounts: Accounts;
  readonly persons: Persons;
  readonly managers: Managers;
  readonly sets: SubjectSets;
  readonly related: Related;
  readonly unmanaged: Unmanaged;
  /** Of any policy, be it one that gives and takes by a rule. */
  readonly audienceOf: Audiences["of"];
  /** Of every policy that people ask by: one that gives and takes by a rule is left out. */
  readonly paths: readonly ApprovalPath[];
};

export function askingOf(snapshot: Snapshot, model: AccessModel): Asking {
  const { principals, persons } = model;
  const sets = subjectSetsOf(snapshot, model);
  const { accounts } = sets;
  const audiences = audiencesOf(snapshot, sets);
  const managers = managersOf(snapshot, principals);
  const related = relatedBy(managers, sponsorsOf(snapshot, sets), {
    one: accounts.one,
    isGuest: (principal) => principals.typeOf(principal) === "guest",
  });
  const paths: ApprovalPath[] = [];
  for (const policy of snapshot.rows("policies")) {
    if (!policy.isAutomatic) paths.push({ policy, audience: audiences.of(policy), stages: stagesOf(policy, sets) });
  }
  const unmanaged = unmanagedOf(accounts, managers, principals);
  return { accounts, persons, managers, sets, related, unmanaged, audienceOf: audiences.of, paths };
}
