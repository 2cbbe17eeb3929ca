import type { AssessedConflict, Coverage } from "../../src/domain/assessment.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { declaredDirection } from "../../src/report-kit/declared-direction.ts";
import { dateCell, outcomeTones, type Sheet, sheet, type Tone } from "../../src/report-kit/sheet.ts";
import { holdersOf, limitWords, outcomeWords } from "../../src/report-kit/wording.ts";

const coverageTones = {
  complete: "good",
  denied: "warning",
  failed: "warning",
  skipped: "warning",
} as const satisfies Record<Coverage["status"], Tone>;

/** What was read, what was not, and what that costs. */
export function coverageSheet({ coverage }: AssessmentSource): Sheet {
  return sheet("Coverage", coverage, [
    { header: "Section", width: 28, value: ({ section }) => section },
    {
      header: "Status",
      width: 12,
      value: ({ status }) => (status === "complete" ? status : status.toUpperCase()),
      tone: ({ status }) => coverageTones[status],
    },
    { header: "Read", width: 10, value: ({ read }) => read },
    { header: "Expected", width: 12, value: ({ expected }) => expected ?? "not counted by Graph" },
    { header: "Pages", width: 8, value: ({ pages }) => pages },
    { header: "Read again", width: 9, value: ({ confirmation }) => confirmation?.reads ?? null },
    { header: "Moved meanwhile", width: 9, value: ({ confirmation }) => confirmation?.moved ?? null },
    { header: "Started (UTC)", width: 19, value: ({ startedAt }) => dateCell(startedAt) },
    { header: "Finished (UTC)", width: 19, value: ({ finishedAt }) => dateCell(finishedAt) },
    { header: "Missing permission", width: 28, value: ({ missingPermission }) => missingPermission ?? null },
    { header: "Reason", width: 40, value: ({ reason, confirmation }) => reason ?? confirmation?.reason ?? null },
    { header: "Rules it costs", width: 28, value: ({ costs }) => costs.join("\n") },
  ]);
}

/** One line per rule, with the population behind its count. */
export function rulesSheet({ outcomes }: AssessmentSource): Sheet {
  return sheet("Summary", outcomes, [
    { header: "Code", width: 10, value: ({ code }) => code },
    { header: "Rule", width: 24, value: ({ rule }) => rule },
    { header: "Title", width: 38, value: ({ title }) => title },
    { header: "Severity", width: 10, value: ({ severity }) => severity, tone: ({ severity }) => severity },
    {
      header: "Outcome",
      width: 16,
      value: ({ outcome }) => outcomeWords[outcome],
      tone: ({ outcome }) => outcomeTones[outcome],
    },
    { header: "Examined", width: 10, value: ({ examined }) => examined },
    { header: "Violations", width: 10, value: ({ violations }) => violations },
    { header: "Reason", width: 40, value: ({ reason }) => reason ?? null },
  ]);
}

/** One line per conflict that could be judged or should have been, from the packs and from the tenant's own declarations. */
export function conflictsSheet({ conflicts }: AssessmentSource): Sheet {
  return sheet("Conflicts", conflicts.filter(isBound), [
    { header: "Conflict", width: 22, value: ({ id }) => id },
    { header: "Source", width: 14, value: ({ source, pack }) => (pack === null ? source : `${source}: ${pack}`) },
    { header: "Title", width: 38, value: ({ title }) => title },
    { header: "Severity", width: 10, value: ({ severity }) => severity, tone: ({ severity }) => severity },
    {
      header: "Outcome",
      width: 16,
      value: ({ outcome }) => outcomeWords[outcome],
      tone: ({ outcome }) => outcomeTones[outcome],
    },
    { header: "Dual holders", width: 12, value: holdersOf },
    { header: "At most", width: 8, value: ({ atMost }) => atMost },
    { header: "Limit and scope", width: 28, value: limitWords },
    {
      header: "Duties, and what holds them",
      width: 46,
      value: ({ duties }) =>
        duties
          .map(
            ({ title, accessPoints }) =>
              `${title}: ${accessPoints.map(({ name }) => name).join(", ") || "nothing bound"}`,
          )
          .join("\n"),
    },
    { header: "Declared", width: 13, value: declaredDirection },
    { header: "Reason", width: 40, value: ({ reason }) => reason ?? null },
  ]);
}

/** The conflicts of packs that nothing in the tenant is bound to, and what would have to be. */
export function unboundSheet({ conflicts }: AssessmentSource): Sheet {
  const unbound = conflicts.filter((conflict) => !isBound(conflict));
  return sheet("Not bound", unbound, [
    { header: "Pack", width: 26, value: ({ pack }) => pack },
    { header: "Conflict", width: 12, value: ({ id }) => id },
    { header: "Title", width: 60, value: ({ title }) => title },
    { header: "Severity", width: 10, value: ({ severity }) => severity },
    { header: "Reason", width: 50, value: ({ reason }) => reason ?? null },
  ]);
}

function isBound({ outcome }: AssessedConflict): boolean {
  return outcome !== "not-applicable";
}
