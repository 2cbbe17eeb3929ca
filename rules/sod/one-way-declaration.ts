import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const oneWayDeclaration = defineRule({
  meta: {
    id: "one-way-declaration",
    code: "SOD-003",
    title: "Incompatibilities declared in one direction only",
    rationale: "Each relationship is unidirectional: a holder of the declaring package can still request the other.",
    remedy: "Declare the incompatibility on the other package, too.",
    severity: "high",
    references: separationOfDuties,
    falsePositives: "An exclusion that is meant to work one way, such as keeping employees out of a campaign.",
    needs: ["packageDeclarations"],
    concludesFromAbsenceOf: ["packageDeclarations"],
  },

  evaluate({ packageDeclarations }) {
    const byPair = [...Map.groupBy(packageDeclarations, ({ conflict }) => conflict).values()];
    const oneWay = byPair.flatMap((edges) =>
      new Set(edges.map(({ from }) => from.id)).size === 1 ? edges.slice(0, 1) : [],
    );
    return {
      examined: byPair.length,
      violations: oneWay.map(({ from, to, conflict, evidence }) => ({
        principal: null,
        subject: to,
        conflict,
        message: `Holders of "${from.name}" can still request "${to.name}": only "${from.name}" lists the other as incompatible`,
        evidence: [evidence],
      })),
      ...(byPair.length === 0 ? { notApplicable: "no two packages are declared incompatible" } : {}),
    };
  },
});
