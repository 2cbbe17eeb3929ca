import type { Holding } from "../../src/domain/access.ts";
import type { AssessedConflict, Declaration, Finding, Side } from "../../src/domain/assessment.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { chainOf } from "../../src/report-kit/chain.ts";
import { isReciprocated, nameIn } from "../../src/report-kit/declared-direction.ts";
import { dateCell, outcomeTones, type Sheet, sheet } from "../../src/report-kit/sheet.ts";
import { holdersOf, kindWords, outcomeWords, whomOf } from "../../src/report-kit/wording.ts";

type Path = { readonly finding: Finding; readonly side: Side; readonly number: number; readonly holding: Holding };

/** Every way in which each finding's principal, or each account of its person, holds each side. */
export function pathsSheet(assessment: AssessmentSource): Sheet {
  const rows = { [Symbol.iterator]: () => pathsOf(assessment) };
  return sheet<Path>("Paths", rows, [
    { header: "Finding", width: 16, value: ({ finding }) => finding.id },
    { header: "Principal", width: 26, value: ({ finding }) => whomOf(finding) },
    { header: "Conflict", width: 20, value: ({ finding }) => finding.conflict ?? null },
    { header: "Duty", width: 20, value: ({ side }) => side.title },
    { header: "Path", width: 7, value: ({ number }) => number },
    {
      header: "How held",
      width: 44,
      value: ({ holding }) =>
        chainOf(holding)
          .map(({ name }) => name)
          .join(" > "),
    },
    { header: "Access point kind", width: 12, value: ({ holding }) => kindWords(holding.accessPoint.kind) },
    { header: "Access point", width: 24, value: ({ holding }) => holding.accessPoint.name },
    { header: "Access point id", width: 20, value: ({ holding }) => holding.accessPoint.id },
    { header: "Membership", width: 11, value: ({ holding }) => holding.membership },
    { header: "From (UTC)", width: 18, value: ({ holding }) => dateCell(holding.from) },
    { header: "Until (UTC)", width: 18, value: ({ holding }) => dateCell(holding.until) ?? "no end" },
    { header: "Evidence", width: 30, value: ({ holding }) => holding.evidence.join("\n") },
  ]);
}

function* pathsOf({ findings }: AssessmentSource): Generator<Path> {
  for (const finding of findings) {
    for (const side of finding.sides ?? []) {
      yield* side.holdings.map((holding, index) => ({ finding, side, number: index + 1, holding }));
    }
  }
}

type Declared = { readonly conflict: AssessedConflict; readonly declaration: Declaration };

/** Every directed edge that the tenant declares, and whether the other direction is declared as well. */
export function declarationsSheet({ conflicts }: AssessmentSource): Sheet {
  const declared = conflicts.filter(({ source }) => source === "declared");
  const rows = declared.flatMap((conflict) => conflict.declarations.map((declaration) => ({ conflict, declaration })));
  return sheet<Declared>("Declarations", rows, [
    { header: "Package", width: 26, value: ({ conflict, declaration }) => nameIn(conflict, declaration.from) },
    { header: "Package id", width: 20, value: ({ declaration }) => declaration.from },
    { header: "Incompatible with", width: 26, value: ({ conflict, declaration }) => nameIn(conflict, declaration.to) },
    { header: "Incompatible with, id", width: 20, value: ({ declaration }) => declaration.to },
    { header: "Kind", width: 15, value: ({ declaration }) => kindWords(declaration.kind) },
    {
      header: "Direction",
      width: 40,
      value: ({ conflict, declaration: { from, to } }) =>
        `Holders of ${nameIn(conflict, to)} are kept from ${nameIn(conflict, from)}`,
    },
    {
      header: "Reciprocal?",
      width: 16,
      value: reciprocal,
      tone: (row) => (reciprocal(row) === "NO, one way" ? "high" : undefined),
    },
    { header: "Conflict", width: 20, value: ({ conflict }) => conflict.id },
    {
      header: "Outcome",
      width: 16,
      value: ({ conflict }) => outcomeWords[conflict.outcome],
      tone: ({ conflict }) => outcomeTones[conflict.outcome],
    },
    { header: "Holders of both", width: 14, value: ({ conflict }) => holdersOf(conflict) },
  ]);
}

function reciprocal({ conflict, declaration }: Declared): string {
  if (declaration.kind === "group") return "a group cannot refuse";
  return isReciprocated(declaration, conflict.declarations) ? "yes" : "NO, one way";
}
