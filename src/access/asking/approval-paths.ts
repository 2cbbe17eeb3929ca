import type { Row, SourcedRow } from "../../snapshot/sections.ts";
import { isNobody, nobody, type People, perhaps, unite, unknownPeople } from "./people.ts";
import { anyone, type Audience } from "./audiences.ts";
import type { Managers } from "./managers.ts";
import type { Sponsors } from "./sponsors.ts";
import { type Named, type ManagerRelation, type Relation, type SubjectSets, together } from "./subject-sets.ts";

/** Someone who asks: a principal, or anybody of a connected organization (or of `anyone`). */
export type Requestor =
  | { readonly kind: "person"; readonly principal: number }
  | { readonly kind: "organization"; readonly id: string };

/** A stage of approval: whoever it asks first and after a while, each with those who stand in where nobody is found. */
export type Stage = {
  readonly primary: Named;
  readonly fallback: Named;
  /** Null where Graph did not say whether anyone is asked after a while. */
  readonly escalates: boolean | null;
  readonly escalation: Named;
  readonly fallbackEscalation: Named;
};

/** How a policy has requests approved. */
export type ApprovalPath = {
  readonly policy: SourcedRow<"policies">;
  readonly audience: Audience;
  /** Null where Graph did not say whether or by whom; empty where nobody needs to agree. */
  readonly stages: readonly Stage[] | null;
};

/** Finds who is meant by whoever asks. */
export type Related = (relation: Relation, requestor: Requestor) => People;

export function stagesOf(
  { requestApprovalSettings }: Row<"policies">,
  { named }: SubjectSets,
): readonly Stage[] | null {
  const isRequired = requestApprovalSettings?.isApprovalRequiredForAdd ?? null;
  if (isRequired === false) return [];
  if (isRequired === null || requestApprovalSettings === null) return null;
  return (
    requestApprovalSettings.stages?.map((stage) => ({
      primary: named(stage.primaryApprovers),
      fallback: named(stage.fallbackPrimaryApprovers),
      escalates: stage.isEscalationEnabled,
      escalation: named(stage.isEscalationEnabled === false ? [] : stage.escalationApprovers),
      fallbackEscalation: named(stage.isEscalationEnabled === false ? [] : stage.fallbackEscalationApprovers),
    })) ?? null
  );
}

/**
 * Who is asked in a stage about a request of this requestor, be it the requestor, who may not answer. Fallback approvers are
 * asked where no manager or sponsor is found, alternate ones where nobody has answered
 * (https://learn.microsoft.com/entra/id-governance/entitlement-management-access-package-approval-policy).
 */
export function approversOf(stage: Stage, requestor: Requestor, related: Related): People {
  const first = asked(stage.primary, stage.fallback, requestor, related);
  const later = asked(stage.escalation, stage.fallbackEscalation, requestor, related);
  return unite([first, stage.escalates === true ? later : perhaps(later)]);
}

/** Who is asked in a stage whoever asks. */
export function alwaysAsked({ primary, escalation, escalates }: Stage): People {
  return unite([primary.people, escalates === true ? escalation.people : perhaps(escalation.people)]);
}

/** Everybody whom a stage can come to ask, but for those it finds by who asks. */
export function namedIn({ primary, fallback, escalation, fallbackEscalation }: Stage): Named {
  return together([primary, fallback, escalation, fallbackEscalation]);
}

export function relatedBy(managers: Managers, sponsors: Sponsors, { one, isGuest }: Known): Related {
  return (relation, requestor) => {
    if (relation.kind !== "manager") {
      if (requestor.kind === "organization") {
        return requestor.id === anyone ? nobody : sponsors(relation.kind, requestor.id);
      }
      if (!isGuest(requestor.principal)) return nobody;
      return unknownPeople("which connected organization a guest belongs to cannot be told from the directory");
    }
    if (requestor.kind === "organization") return nobody;
    return unite(
      levelsOf(relation).map((level) => {
        const manager = managers.of(requestor.principal, level);
        if (manager === null) return nobody;
        return manager === "unknown" ? unknownPeople("not every manager was read") : one(manager);
      }),
    );
  };
}

/** The levels of managers that a relation counts. */
export function levelsOf({ level, upTo }: ManagerRelation): readonly number[] {
  return upTo ? Array.from({ length: level }, (_, below) => below + 1) : [level];
}

type Known = {
  readonly one: (principal: number) => People;
  readonly isGuest: (principal: number) => boolean;
};

function asked(named: Named, fallback: Named, requestor: Requestor, related: Related): People {
  const found = named.relations.map((relation) => related(relation, requestor));
  const standIn = (): People =>
    unite([fallback.people, ...fallback.relations.map((relation) => related(relation, requestor))]);
  if (found.some(isNobody)) return unite([named.people, ...found, standIn()]);
  const isSure = found.every(({ certain, unknown }) => certain.length > 0 && unknown.length === 0);
  return unite([named.people, ...found, ...(found.length === 0 || isSure ? [] : [perhaps(standIn())])]);
}
