import type { ScanIdentity } from "../../src/domain/assessment.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { conclusion, counted } from "../../src/report-kit/conclusion.ts";
import { type CellValue, dateCell, outcomeTones, type Sheet, sheet, type Tone } from "../../src/report-kit/sheet.ts";

type Line = { readonly item: string; readonly value: CellValue; readonly tone?: Tone };

/** What this file is, what it concludes, and how to check it without its makers. */
export function coverSheet(assessment: AssessmentSource, plan: Plan): Sheet {
  const { run } = assessment;
  const lines = [
    ...conclusionLines(assessment),
    ...planLines(plan),
    ...runLines(run),
    ...verifyLines(run),
    ...signatures,
  ];

  return sheet<Line>(
    "Cover",
    lines,
    [
      { header: "Item", width: 26, value: ({ item }) => item, tone: () => "label" },
      { header: "Statement", width: 110, value: ({ value }) => value, tone: ({ tone }) => tone },
    ],
    ["Separation of duties: evidence", `${run.tenantName}, as of ${run.asOf}`],
  );
}

function conclusionLines(assessment: AssessmentSource): readonly Line[] {
  const { verdict, answer, details, caveats } = conclusion(assessment);
  const unbound = assessment.conflicts.filter(({ outcome }) => outcome === "not-applicable").length;
  return [
    { item: "Conclusion", value: [answer, ...details].join(" "), tone: outcomeTones[verdict] },
    ...caveats.map((value): Line => ({ item: "Not complete", value, tone: "warning" })),
    ...(unbound > 0
      ? [
          {
            item: "Out of scope",
            value: `${counted(unbound, "conflict")} not judged: nothing is bound to their duties.`,
          },
        ]
      : []),
  ];
}

function planLines({ objective, cannotFix, simulation, expiresAt }: Plan): readonly Line[] {
  const { before, after } = simulation;
  return [
    {
      item: "Plan",
      value: `${counted(objective.actions, "revocation")} bring ${counted(before.total, "violation")} down to ${after.total}, by simulation; ${cannotFix.length} cannot be fixed here.`,
    },
    { item: "Plan expires", value: dateCell(expiresAt) },
  ];
}

function runLines(run: AssessmentSource["run"]): readonly Line[] {
  return [
    { item: "Tenant", value: run.tenantName },
    { item: "Tenant id", value: run.tenantId },
    { item: "Run", value: run.id },
    { item: "Judged as of (UTC)", value: dateCell(run.asOf) },
    { item: "Read from (UTC)", value: dateCell(run.startedAt) },
    { item: "Read until (UTC)", value: dateCell(run.finishedAt) },
    { item: "Tool", value: `sodscan ${run.toolVersion}` },
    { item: "Snapshot digest", value: run.snapshotDigest },
    { item: "Rules digest", value: run.rulesDigest },
    { item: "Read by", value: identityWords(run.identity) },
    { item: "With the permissions", value: run.identity.permissions.join("\n") || "not stated by the token" },
  ];
}

function identityWords({ kind, appId, objectId }: ScanIdentity): string {
  return `${kind === "unknown" ? "an identity of unknown kind" : `${kind} identity`}, app ${appId ?? "unknown"}, object ${objectId ?? "unknown"}`;
}

function verifyLines({ snapshotDigest, asOf }: AssessmentSource["run"]): readonly Line[] {
  return [
    {
      item: "How to verify, 1",
      value: `sha256sum data/snapshot.sqlite\nprints ${snapshotDigest.replace("sha256:", "")}`,
    },
    {
      item: "How to verify, 2",
      value: `sodscan assess --snapshot data/snapshot.sqlite --only-rules --rules data/rules --as-of ${asOf} --out again\ngives the same findings, without a network`,
    },
  ];
}

const signatures: readonly Line[] = ["Prepared by", "Prepared on", "Reviewed by", "Reviewed on"].map((item) => ({
  item,
  value: null,
}));
