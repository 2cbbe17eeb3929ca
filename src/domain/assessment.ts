import type { AccessPoint, Holding, Membership, ObjectRef, Principal } from "./access.ts";
import type { EvidenceRef } from "./evidence.ts";
import type { SectionCoverage } from "./sections.ts";
import type { Severity } from "./severity.ts";

/** What a rule or a conflict came to. Nothing inconclusive is ever clean. */
export const outcomeKinds = ["satisfied", "violated", "inconclusive", "errored", "not-applicable"] as const;

export type OutcomeKind = (typeof outcomeKinds)[number];

/** The identity that read the tenant, as its token names it. */
export type ScanIdentity = {
  readonly kind: "application" | "delegated" | "unknown";
  readonly appId: string | null;
  readonly objectId: string | null;
  readonly permissions: readonly string[];
};

export type Run = {
  readonly id: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The moment for which holdings and ages were judged. */
  readonly asOf: string;
  readonly toolVersion: string;
  /** `sha256:<hex>` of the snapshot file, as `sha256sum` prints it. */
  readonly snapshotDigest: string;
  /** `sha256:<hex>` over rules, packs, bindings and parameters. */
  readonly rulesDigest: string;
  readonly identity: ScanIdentity;
};

/** A section's coverage and the rules whose answer it costs. */
export type Coverage = SectionCoverage & { readonly costs: readonly string[] };

export type Duty = { readonly id: string; readonly title: string; readonly accessPoints: readonly AccessPoint[] };

/**
 * One directed edge in the tenant, by ids: the package `from` lists `to`, a package or group as `kind` says, so that holders
 * of `to` are ineligible for `from`. The names stand on the conflict's access points.
 */
export type Declaration = {
  readonly from: string;
  readonly to: string;
  readonly kind: "accessPackage" | "group";
};

/** Sides of which one person may hold at most `atMost`, and what judging them came to. */
export type AssessedConflict = {
  readonly id: string;
  readonly source: "pack" | "declared";
  /** The pack it comes from; null for a declaration of the tenant. */
  readonly pack: string | null;
  readonly title: string;
  readonly severity: Severity;
  readonly atMost: number;
  /** How many people it must take to hold all sides together, where the conflict demands several. */
  readonly people?: number;
  /** Properties of accounts, and values in small letters of which one is needed, where it does not apply to everyone. */
  readonly when?: Readonly<Partial<Record<"department" | "userType" | "companyName", readonly string[]>>>;
  readonly duties: readonly Duty[];
  /** Ids of duties of which holding any one is holding the side; where there are none, each duty is a side. */
  readonly sides?: readonly (readonly string[])[];
  readonly declarations: readonly Declaration[];
  readonly outcome: OutcomeKind;
  /**
   * Principals found holding more than `atMost` of the sides, actively or as far as they may activate them; with `people`, the
   * team that is too small.
   */
  readonly holders: number;
  readonly reason?: string;
};

export type RuleOutcome = {
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  readonly outcome: OutcomeKind;
  /** How many things were judged: the population behind the count of violations. */
  readonly examined: number;
  readonly violations: number;
  readonly reason?: string;
};

/** A duty that a finding's principal holds, and every way in which they hold it. */
export type Side = { readonly duty: string; readonly title: string; readonly holdings: readonly Holding[] };

export type FindingStatus = "open" | "waived" | "mitigated";

/** Who answers for a finding, until when, and by which control it is held in check. Days or moments as the waiver gives them. */
export type FindingWaiver = {
  readonly id: string;
  readonly owner: string;
  readonly approver: string;
  readonly reason: string;
  readonly expires: string;
  readonly control?: {
    readonly id: string;
    readonly title: string;
    readonly lastPerformed: string;
    readonly evidence: string;
  };
};

/** One violation of one rule. `id` is a fingerprint of natural keys, the same from run to run. */
export type Finding = {
  readonly id: string;
  readonly rule: string;
  readonly code: string;
  readonly severity: Severity;
  /** How the severity came about: a rule's or conflict's own, and what made it worse or milder. */
  readonly arithmetic: string;
  readonly status: FindingStatus;
  /** The waiver that covers it; only where it is not open. */
  readonly waiver?: FindingWaiver;
  readonly exposure: Membership;
  readonly principal: Principal | null;
  readonly subject?: ObjectRef;
  readonly conflict?: string;
  /** Declared conflicts that catch the same principal over the same access points. */
  readonly alsoDeclared?: readonly string[];
  readonly sides?: readonly Side[];
  readonly message: string;
  readonly remedy: string;
  readonly evidence: readonly EvidenceRef[];
  /** What it rests on was new or had changed when it was read again at the end of the collection. */
  readonly movedDuringCollection?: true;
};

/** Everything one snapshot came to under one set of rules: the contract other programs read. */
export type Assessment = {
  readonly schemaVersion: "1.0";
  readonly run: Run;
  readonly coverage: readonly Coverage[];
  readonly conflicts: readonly AssessedConflict[];
  readonly outcomes: readonly RuleOutcome[];
  readonly findings: readonly Finding[];
};
