import type { SectionCoverage, SectionName, SectionStatus } from "../domain/sections.ts";
import type { Clock } from "../graph/clock.ts";
import type { FailureKind, GraphFailure } from "../graph/graph-failure.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";
import { isGranted } from "./permissions.ts";

/** What came of a section, and of what kind the failure was that ended it. */
export type Ending = {
  readonly status: SectionStatus;
  readonly reason?: string;
  readonly missingPermission?: string;
  readonly contradicted?: true;
  readonly failure?: FailureKind;
};

/** What the snapshot says of a section that ended so. */
export function coverageOf(
  section: SectionName,
  how: Omit<Ending, "failure">,
  { writer, clock }: { readonly writer: SnapshotWriter; readonly clock: Clock },
): SectionCoverage {
  const { rows, given, pages, expected, startedAt, finishedAt } = writer.tally(section);
  const now = clock.now().toISOString();
  return {
    section,
    ...how,
    read: rows,
    expected,
    duplicates: given - rows,
    pages,
    startedAt: startedAt ?? now,
    finishedAt: finishedAt ?? now,
  };
}

/** How a section ends with a failure, and which permission or licence would mend it. */
export function endingOf(
  failure: GraphFailure,
  collector: Pick<Collector, "permissions" | "licence">,
  permissions: readonly string[],
): Ending {
  const { kind, summary } = failure;
  const { licence } = collector;
  if (kind === "unlicensed") {
    return { status: "denied", reason: `the tenant lacks ${licence ?? "a licence for it"}: ${summary}`, failure: kind };
  }
  if (kind === "contradicted") return { status: "failed", reason: summary, contradicted: true, failure: kind };
  if (kind !== "denied") return { status: "failed", reason: summary, failure: kind };

  const missing = collector.permissions.filter((permission) => !isGranted(permission, permissions));
  if (missing.length > 0) {
    return { status: "denied", reason: summary, missingPermission: missing.join(", "), failure: kind };
  }
  const perhaps = licence === undefined ? "" : `; perhaps the tenant lacks ${licence}`;
  const reason = `${summary}, although the token has ${collector.permissions.join(", ")}${perhaps}`;
  return { status: "denied", reason, failure: kind };
}
