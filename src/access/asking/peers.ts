import type { AccessModel } from "../access-model.ts";
import { everyPossibleAccount } from "../persons/one-account.ts";
import { alwaysAsked, type ApprovalPath, type Stage } from "./approval-paths.ts";
import type { Asking } from "./asking.ts";
import { belongs } from "./audiences.ts";
import { includes } from "./people.ts";

/** Of those who are named to approve in a stage, who could ask for the package or holds it, by whatever account of theirs. */
export type StagePeers = {
  /** The named approvers. */
  readonly approvers: Uint32Array;
  /** Those of them who may ask or who hold the package. */
  readonly peers: Uint32Array;
  /** Those of them who hold it, or whom the policy names rather than admits with everybody. */
  readonly close: Uint32Array;
  /** Those whom another account of theirs may ask for: they approve what they ask for themselves. */
  readonly own: Uint32Array;
  /** Those who might be such, too. */
  readonly possiblyOwn: Uint32Array;
  /** Those who might be peers, too. */
  readonly possible: Uint32Array;
  readonly unknown: readonly string[];
};

/** Managers and sponsors are left out: who asks one does not approve for them in turn. */
export function peersOf(
  path: ApprovalPath,
  stages: readonly Stage[],
  asking: Asking,
  model: AccessModel,
): readonly StagePeers[] {
  const { accessPackageId, accessPackageName } = path.policy;
  const holders = accessPackageId === null ? new Uint32Array() : holdersOf(accessPackageId, accessPackageName, model);
  const by = (number: number, is: (account: number) => boolean): boolean => model.persons.accountsOf(number).some(is);
  const isHolder = (number: number): boolean => by(number, (account) => includes(holders, account));
  const asks = (number: number, ...answers: readonly ReturnType<typeof belongs>[]): boolean =>
    by(number, (account) => answers.includes(belongs(path.audience, account, asking.accounts)));
  const { accountsOf } = model.persons;
  const asksBesides = (
    accounts: readonly number[],
    number: number,
    ...answers: readonly ReturnType<typeof belongs>[]
  ) =>
    accounts.some(
      (account) => account !== number && answers.includes(belongs(path.audience, account, asking.accounts)),
    );
  const mayBeOf = (number: number): readonly number[] => [
    ...everyPossibleAccount(Uint32Array.of(number), model.persons),
  ];
  const isMeant = (number: number): boolean => by(number, (account) => includes(path.audience.people.certain, account));
  return stages.map((stage) => {
    const { certain, possible, unknown } = alwaysAsked(stage);
    return {
      approvers: certain,
      peers: certain.filter((number) => isHolder(number) || asks(number, "yes")),
      close: certain.filter((number) => isHolder(number) || isMeant(number)),
      own: certain.filter((number) => asksBesides(accountsOf(number), number, "yes")),
      possiblyOwn: possible.filter((number) => asksBesides(mayBeOf(number), number, "yes", "maybe")),
      possible: possible.filter((number) => isHolder(number) || asks(number, "yes", "maybe")),
      unknown,
    };
  });
}

function holdersOf(id: string, name: string, model: AccessModel): Uint32Array {
  return model.holders({ kind: "accessPackage", id, name, reach: "transitive" });
}
