import type { AccessModel } from "../../access/access-model.ts";
import type { ApprovalPath, Requestor, Stage } from "../../access/asking/approval-paths.ts";
import type { Asking } from "../../access/asking/asking.ts";
import { anyone, isEmptyAudience } from "../../access/asking/audiences.ts";
import { deadEndsOf } from "../../access/asking/dead-ends.ts";
import { flawsOf } from "../../access/asking/flaws.ts";
import { onBehalfOf } from "../../access/asking/on-behalf.ts";
import { peersOf } from "../../access/asking/peers.ts";
import { solenessOf } from "../../access/asking/sole-approvers.ts";
import { unbackedStagesOf } from "../../access/asking/unbacked-stages.ts";
import type { Principal } from "../../domain/access.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { ApprovalFact } from "../../rule-kit/facts/approval-facts.ts";
import type { FactSources } from "./sources.ts";

/** At most this many are named. */
const examplesShown = 3;

/** What a path's people are called by. */
type Naming = {
  readonly principal: (number: number) => Principal;
  readonly organization: (id: string) => string;
};

export function approvalFacts({ snapshot, model, asking }: FactSources): readonly ApprovalFact[] {
  const organizations = organizationNames(snapshot);
  const naming: Naming = {
    principal: model.principals.at,
    organization: (id) => (id === anyone ? "anybody from outside" : `people of ${organizations.get(id) ?? id}`),
  };
  const known = asking();
  return known.paths
    .filter(({ audience }) => !isEmptyAudience(audience))
    .map((path) => approvalFact(path, known, model, naming));
}

function approvalFact(path: ApprovalPath, asking: Asking, model: AccessModel, naming: Naming): ApprovalFact {
  const { id, displayName, accessPackageId, accessPackageName, evidence } = path.policy;
  const stages = path.stages ?? [];
  return {
    policy: { kind: "policy", id, name: displayName },
    accessPackage: { kind: "accessPackage", id: accessPackageId ?? "", name: accessPackageName },
    evidence,
    stages: path.stages?.length ?? null,
    flawed: () => flawsOf(stages),
    sole: () => soleOf(path, stages, asking, naming),
    peers: () =>
      peersOf(path, stages, asking, model).map(({ approvers, peers, close, own, possiblyOwn, possible, unknown }) => ({
        approvers: Array.from(approvers, naming.principal),
        peers: Array.from(peers, naming.principal),
        close: Array.from(close, naming.principal),
        own: Array.from(own, naming.principal),
        mayBeOwn: possiblyOwn.length > 0,
        possible: possible.length,
        unknown,
      })),
    deadEnds: () => deadEnds(path, stages, asking, naming),
    unbacked: () => unbacked(path, stages, asking, naming),
    onBehalf: () => onBehalf(path, stages, asking, naming),
  };
}

function soleOf(path: ApprovalPath, stages: readonly Stage[], asking: Asking, naming: Naming) {
  const { sole, crowded, unclear } = solenessOf(path, stages, asking);
  return {
    approvers: sole.map(({ approver, requestors, example }) => ({
      principal: naming.principal(approver),
      requestors: typeof requestors === "string" ? requestors : requestors.length,
      example: nameOf(example, naming),
    })),
    crowded: crowded.map((place) => place + 1),
    unclear,
  };
}

function deadEnds(path: ApprovalPath, stages: readonly Stage[], asking: Asking, naming: Naming) {
  const { found, unclear } = deadEndsOf(path, stages, asking);
  return {
    found: found.map(({ stage, only, requestors, organizations }) => ({
      stage: stage + 1,
      only: only === null ? null : naming.principal(only),
      requestors: typeof requestors === "string" ? requestors : requestors.length,
      examples: typeof requestors === "string" ? [] : namesOf(requestors, naming),
      organizations: organizations.map(naming.organization),
    })),
    unclear,
  };
}

function unbacked(path: ApprovalPath, stages: readonly Stage[], asking: Asking, naming: Naming) {
  const { found, ...rest } = unbackedStagesOf(path, stages, asking);
  return {
    ...rest,
    found: found.map(({ stage, requestors, outsiders }) => ({
      stage: stage + 1,
      requestors: requestors.length,
      examples: namesOf(requestors, naming),
      outsiders,
    })),
  };
}

function onBehalf(path: ApprovalPath, stages: readonly Stage[], asking: Asking, naming: Naming) {
  const found = onBehalfOf(path, stages, asking);
  if (found === undefined) return "unknown";
  return found?.map(({ people, ...rest }) => ({ ...rest, people: Array.from(people, naming.principal) })) ?? null;
}

function namesOf(people: Uint32Array, { principal }: Naming): readonly string[] {
  return Array.from(people.subarray(0, examplesShown), (number) => principal(number).displayName);
}

function nameOf(requestor: Requestor, { principal, organization }: Naming): string {
  return requestor.kind === "person" ? principal(requestor.principal).displayName : organization(requestor.id);
}

function organizationNames(snapshot: Snapshot): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { id, displayName } of snapshot.columns("connectedOrganizations", ["id", "displayName"]))
    names.set(id, displayName);
  return names;
}
