import { completeInformation } from "../../src/rule-kit/controls.ts";
import type { PackageDeclarationFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const oracleDisagreement = defineRule({
  meta: {
    id: "oracle-disagreement",
    code: "DQ-003",
    title: "Pairs of packages whose holders the tenant itself tells otherwise",
    rationale:
      "Entra answers on its own who holds both packages of a declaration; where that is not what the assignments show, one of the two is wrong.",
    remedy:
      "Collect again; where it stays so, look at the people named in the tenant before you rely on the findings about the pair.",
    severity: "high",
    references: completeInformation,
    falsePositives:
      "Assignments granted or taken away while the tenant was read. Those delivered in part are held against nobody.",
    needs: ["packageDeclarations", "packageHolders", "assignments", "additionalAccess", "coverage"],
    concludesFromAbsenceOf: ["packageDeclarations", "packageHolders", "additionalAccess"],
  },

  evaluate({ packageDeclarations, packageHolders, coverage, rows, columns }) {
    const check = coverage.find(({ section }) => section === "additionalAccess");
    const ours = heldIn(
      packageDeclarations,
      packageHolders,
      columns("assignments", ["id", "state", "accessPackageId", "targetObjectId"]),
    );
    const told = Map.groupBy(rows("additionalAccess"), (row) => keyOf(row.accessPackageId, row.incompatibleId));
    const judged = packageDeclarations.map((declaration) => {
      const answer = told.get(keyOf(declaration.from.id, declaration.to.id)) ?? [];
      return { declaration, answer, ...compare(declaration, answer, ours) };
    });
    if (check?.status !== "complete" && packageDeclarations.length > 0)
      return {
        examined: 0,
        violations: [],
        notApplicable: `the tenant did not answer: ${check?.reason ?? "it was not asked"}`,
      };
    return {
      examined: judged.length,
      violations: judged
        .filter(({ unseen, untold }) => unseen.length + untold.length > 0)
        .map(({ declaration: { from, to, conflict, evidence }, answer, unseen, untold }) => ({
          principal: null,
          subject: { kind: "packagePair", id: `${from.id}/${to.id}`, name: `${from.name} + ${to.name}` },
          conflict,
          message: `Who holds "${from.name}" and "${to.name}": ${[...said("the tenant names", unseen, "whom the assignments do not show"), ...said("the assignments show", untold, "whom the tenant does not name")].join(", and ")}`,
          evidence: [evidence, ...answer.map((row) => row.evidence)],
        })),
      undecided: judged
        .filter(({ answer }) => answer.some(({ targetObjectId }) => targetObjectId === null))
        .map(({ declaration: { conflict } }) => `${conflict}: the tenant names somebody without an object id`),
      ...(judged.length === 0 ? { notApplicable: "no two packages are declared incompatible" } : {}),
    };
  },
});

type Answer = { readonly targetObjectId: string | null; readonly targetName: string };

/** Of the declared packages: who has an assignment in any state, and who holds it delivered in full and active, by name. */
type Held = {
  readonly ever: ReadonlyMap<string, ReadonlySet<string>>;
  readonly surely: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

type Assignment = {
  readonly id: string;
  readonly state: string;
  readonly accessPackageId: string;
  readonly targetObjectId: string | null;
};

function heldIn(
  declarations: readonly PackageDeclarationFact[],
  holders: readonly PackageHolderFact[],
  assignments: Iterable<Assignment>,
): Held {
  const declared = new Set(declarations.flatMap(({ from, to }) => [from.id, to.id]));
  const active = new Map(
    holders.flatMap(({ isActive, assignmentId, accessPackage, principal }) =>
      isActive && declared.has(accessPackage.id) ? [[assignmentId, principal.displayName] as const] : [],
    ),
  );
  const ever = new Map<string, Set<string>>();
  const surely = new Map<string, Map<string, string>>();
  for (const { id, state, accessPackageId, targetObjectId } of assignments) {
    if (targetObjectId === null || !declared.has(accessPackageId)) continue;
    ever.set(accessPackageId, (ever.get(accessPackageId) ?? new Set()).add(targetObjectId));
    const name = state.toLowerCase() === "delivered" ? active.get(id) : undefined;
    if (name !== undefined)
      surely.set(accessPackageId, (surely.get(accessPackageId) ?? new Map<string, string>()).set(targetObjectId, name));
  }
  return { ever, surely };
}

function compare({ from, to }: PackageDeclarationFact, answer: readonly Answer[], { ever, surely }: Held) {
  const named = new Set(answer.map(({ targetObjectId }) => targetObjectId));
  const isShown = (id: string): boolean => [from, to].every((end) => ever.get(end.id)?.has(id) === true);
  return {
    unseen: answer.flatMap(({ targetObjectId: id, targetName }) => (id === null || isShown(id) ? [] : targetName)),
    untold: [...(surely.get(from.id) ?? [])]
      .filter(([id]) => surely.get(to.id)?.has(id) === true && !named.has(id))
      .map(([, name]) => name),
  };
}

/** At most three by name; the rest are counted. */
function said(who: string, names: readonly string[], what: string): readonly string[] {
  if (names.length === 0) return [];
  const shown = [...new Set(names)].sort();
  const rest = shown.length - 3;
  return [`${who} ${shown.slice(0, 3).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}, ${what}`];
}

function keyOf(from: string, to: string): string {
  return `${from} ${to}`;
}
