import type { AssessedConflict, RuleOutcome } from "../src/domain/assessment.ts";
import type { Plan } from "../src/domain/plan.ts";
import { compareSeverity } from "../src/domain/severity.ts";
import type { AssessmentSource } from "../src/report-kit/assessment-source.ts";
import { conclusion, counted } from "../src/report-kit/conclusion.ts";
import { outcomeFormats, type Paint, painter, terminalTable } from "../src/report-kit/terminal.ts";
import { visibleLine } from "../src/report-kit/visible-text.ts";
import { holdersOf, outcomeWords } from "../src/report-kit/wording.ts";

export type TerminalSummary = {
  readonly assessment: AssessmentSource;
  readonly plan: Plan;
  /** What was written, the one to open first at the head. */
  readonly files: readonly { readonly path: string; readonly what: string }[];
  readonly colour: boolean;
  readonly columns: number;
};

/** What a person reads in ten seconds: the answer, what it rests on, what is missing, what to do, where the rest is. */
export function terminalSummary({ assessment, plan, files, colour, columns }: TerminalSummary): string {
  const paint = painter(colour);
  const width = Math.max(60, Math.min(columns, 120));
  const parts = [
    answerLines(assessment, paint),
    conflictLines(assessment, width, paint),
    ruleLines(assessment, width, paint),
    incompleteLines(assessment, paint),
    planLines(plan),
    fileLines(files, paint),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function answerLines(assessment: AssessmentSource, paint: Paint): readonly string[] {
  const { verdict, answer, details, caveats } = conclusion(assessment);
  return [
    paint(["bold", outcomeFormats[verdict]], visibleLine(answer)),
    ...details,
    ...caveats.map((caveat) => paint("magenta", visibleLine(caveat))),
  ];
}

function conflictLines({ conflicts }: AssessmentSource, width: number, paint: Paint): readonly string[] {
  const bound = conflicts
    .filter(({ outcome }) => outcome !== "not-applicable")
    .toSorted((a, b) => compareSeverity(b.severity, a.severity) || b.holders - a.holders);
  if (bound.length === 0) return [];

  const widest = Math.max(...bound.map((each) => shownId(each).length)) + 2;
  const fixed = { id: Math.min(Math.max(widest, 10), 24), severity: 10, outcome: 14, holders: 12 };
  const title = width - fixed.id - fixed.severity - fixed.outcome - fixed.holders;
  const table = {
    columns: [
      { header: "Conflict", width: fixed.id },
      { header: "Title", width: title },
      { header: "Severity", width: fixed.severity },
      { header: "Outcome", width: fixed.outcome },
      { header: "Holders", width: fixed.holders, align: "right" },
    ],
    rows: bound.map((each) => [shownId(each), each.title, each.severity, outcomeWords[each.outcome], holdersOf(each)]),
    format: (column: number, row: number) => (column === 3 ? formatOf(bound[row]) : undefined),
  } as const;
  const unbound = conflicts.length - bound.length;
  return [
    ...terminalTable(table, paint),
    ...(unbound > 0
      ? [paint("dim", `${counted(unbound, "more conflict")} not judged: nothing is bound to their duties.`)]
      : []),
  ];
}

function shownId({ source, id }: AssessedConflict): string {
  return source === "declared" ? source : id;
}

const formatOf = (
  judged: AssessedConflict | RuleOutcome | undefined,
): "red" | "green" | "magenta" | "gray" | undefined =>
  judged === undefined ? undefined : outcomeFormats[judged.outcome];

/** A line for every rule that was violated or has no answer, worst first; the others are counted. */
function ruleLines({ outcomes }: AssessmentSource, width: number, paint: Paint): readonly string[] {
  const satisfied = outcomes.filter(({ outcome }) => outcome === "satisfied").length;
  const notApplicable = outcomes.filter(({ outcome }) => outcome === "not-applicable").length;
  const rest = `${counted(satisfied + notApplicable, "more rule")}: ${satisfied} satisfied, ${notApplicable} not applicable.`;
  return [...openRuleLines(outcomes, width, paint), paint("dim", rest)];
}

function openRuleLines(outcomes: readonly RuleOutcome[], width: number, paint: Paint): readonly string[] {
  const open = outcomes
    .filter(({ outcome }) => outcome !== "satisfied" && outcome !== "not-applicable")
    .toSorted((a, b) => compareSeverity(b.severity, a.severity));
  if (open.length === 0) return [];

  const fixed = { code: 9, severity: 10, outcome: 14, count: 17 };
  const title = width - fixed.code - fixed.severity - fixed.outcome - fixed.count;
  return terminalTable(
    {
      columns: [
        { header: "Code", width: fixed.code },
        { header: "Rule", width: title },
        { header: "Severity", width: fixed.severity },
        { header: "Outcome", width: fixed.outcome },
        { header: "Violations", width: fixed.count, align: "right" },
      ],
      rows: open.map((each) => [each.code, each.title, each.severity, outcomeWords[each.outcome], countOf(each)]),
      format: (column, row) => (column === 3 ? formatOf(open[row]) : undefined),
    },
    paint,
  );
}

function countOf({ outcome, violations, examined }: RuleOutcome): string {
  const unknown = (outcome === "inconclusive" || outcome === "errored") && violations === 0;
  return unknown ? "unknown" : `${violations.toLocaleString("en-US")} of ${examined.toLocaleString("en-US")}`;
}

function incompleteLines({ coverage }: AssessmentSource, paint: Paint): readonly string[] {
  return coverage
    .filter(({ status }) => status !== "complete")
    .map(({ section, status, missingPermission, reason, costs }) => {
      const unlock =
        missingPermission === undefined ? (reason ?? "no reason was recorded") : `grant ${missingPermission}`;
      const cost = costs.length === 0 ? "" : `; costs ${costs.join(", ")}`;
      return `${paint("magenta", `${section} ${status}`)}: ${visibleLine(`${unlock}${cost}`)}`;
    });
}

function planLines({ objective, simulation: { before, after }, cannotFix, expiresAt }: Plan): readonly string[] {
  if (before.total === 0) return ["Plan: nothing to revoke in what could be judged."];
  const left = `${counted(before.total, "violation")} become ${after.total.toLocaleString("en-US")}`;
  return [
    `Plan: ${counted(objective.actions, "revocation")}; ${left}, as simulated.`,
    `      ${cannotFix.length.toLocaleString("en-US")} cannot be fixed here; the plan holds until ${visibleLine(expiresAt)}.`,
  ];
}

function fileLines(files: TerminalSummary["files"], paint: Paint): readonly string[] {
  return files.map(({ path, what }, index) => {
    const line = `${visibleLine(path)}  ${paint("dim", visibleLine(what))}`;
    return index === 0 ? `Open first: ${line}` : `            ${line}`;
  });
}
