import type { ConflictFact } from "./conflict-facts.ts";
import type { AccessPoint, Membership, ObjectRef, Principal } from "../../domain/access.ts";
import type { Side } from "../../domain/assessment.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Severity } from "../../domain/severity.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";

/** Somebody who holds as much of a conflict as allowed, and could give themselves what is left, by these hops. */
export type SelfGrantFact = {
  readonly principal: Principal;
  readonly conflict: Pick<ConflictFact, "source" | "id" | "title">;
  /** What is held. */
  readonly sides: readonly Side[];
  readonly gained: readonly { readonly title: string; readonly hops: readonly string[] }[];
  /** `eligible` where something has to be activated first. */
  readonly membership: "active" | "eligible";
  readonly evidence: readonly EvidenceRef[];
};

/** `examined` counts the administrators for each conflict. */
export type SelfGrantFacts = {
  readonly administrators: number;
  readonly examined: number;
  readonly selfGrants: readonly SelfGrantFact[];
  readonly unknown: readonly string[];
};

/** Owners of groups that packages put their holders in; `completes` are the conflicts that ownership alone would complete. */
export type OwnedGroupFacts = {
  readonly governed: readonly AccessPoint[];
  readonly owned: readonly {
    readonly group: ObjectRef;
    readonly principal: Principal;
    readonly membership: "active" | "eligible";
    readonly completes: readonly string[];
    readonly evidence: EvidenceRef;
  }[];
  readonly unknown: readonly string[];
};

/** Applications with permissions of Microsoft Graph, which hold for the whole tenant, and their owners. */
export type PermittedApplicationFacts = {
  readonly applications: readonly {
    readonly principal: Principal;
    readonly application: Omit<SourcedRow<"servicePrincipals">, "evidence">;
    readonly permissions: readonly {
      readonly pointId: string;
      readonly name: string;
      readonly evidence: EvidenceRef;
    }[];
    readonly owners: readonly { readonly principal: Principal; readonly evidence: EvidenceRef }[];
  }[];
  readonly unknown: readonly string[];
};

/** Owners who, together with what an application of theirs holds, hold too much of a conflict. */
export type OwnedAgentFacts = {
  /** Pairs of an owner and an application. */
  readonly owned: number;
  /** Those, for each conflict. */
  readonly examined: number;
  /** Why there may be more. */
  readonly unknown: readonly string[];
  readonly found: readonly {
    readonly owner: Principal;
    readonly agent: Principal;
    readonly conflict: string;
    readonly title: string;
    readonly severity: Severity;
    readonly exposure: Membership;
    /** Each path begins with the account it is held by. */
    readonly sides: readonly Side[];
    readonly evidence: EvidenceRef;
  }[];
};

/** Groups whose members hold a duty of a conflict, once for each duty. `unknown` says why there may be more. */
export type DutyGroupFacts = {
  readonly groups: readonly {
    readonly group: ObjectRef;
    readonly conflict: string;
    readonly duty: string;
    /** The groups in which it stands, and by which it gives the duty; none where it gives it itself. */
    readonly nestedIn: readonly ObjectRef[];
  }[];
  readonly unknown: readonly string[];
};

/** A group that gives a duty of a conflict, and that no package grants. */
export type LegacyPathFact = {
  readonly group: ObjectRef;
  /** The duties it gives, with the packages that give the same. */
  readonly duties: readonly { readonly title: string; readonly packages: readonly ObjectRef[] }[];
  /** How many hold them by it and by no package; `possible` counts those of whom it cannot be told, too. */
  readonly members: { readonly certain: number; readonly possible: number };
  readonly example: Principal | null;
  /** Packages on the other side of a conflict, and whether they refuse the group's members; null where it cannot be told. */
  readonly opposite: readonly { readonly accessPackage: ObjectRef; readonly refuses: boolean | null }[];
  /** Why its members are not all known; null where they are. */
  readonly blind: string | null;
};

export type LegacyPathFacts = { readonly paths: readonly LegacyPathFact[]; readonly unknown: readonly string[] };
