import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import type { LegacyPathFact } from "../../src/rule-kit/facts/power-facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const legacyPath = defineRule({
  meta: {
    id: "legacy-path",
    code: "BYP-009",
    title: "Groups that give a duty beside the package, and that the other side does not refuse",
    rationale:
      "A declaration between packages sees assignments: whoever is left in the group from before holds one side and may ask for the other.",
    remedy:
      "Move the members into the package and empty the group, or declare the group incompatible with the packages of the other side.",
    severity: "medium",
    references: separationOfDuties,
    falsePositives:
      "Groups that let people look and no more: name them in `allow`. Directory roles and roles of a catalog that groups give are not looked at.",
    needs: ["legacyPaths", "groups"],
    concludesFromAbsenceOf: ["legacyPaths"],
    parameters: { allow: list([], "groups that may stand beside a package, by id or name") },
    isExtended: true,
  },

  evaluate({ legacyPaths: { paths, unknown }, rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const evidence = new Map(Array.from(rows("groups"), (row) => [row.id, row.evidence]));
    const judged = paths.filter(
      ({ group, duties, opposite }) =>
        !isAllowed(group.id, group.name) && (opposite.length > 0 || duties.some(({ packages }) => packages.length > 0)),
    );
    const {
      examined,
      violations,
      undecided = [],
    } = judgeEach(judged, (path): Judged => {
      const { group, members, opposite, blind } = path;
      const open = opposite.filter(({ refuses }) => refuses === false).map(({ accessPackage }) => accessPackage.name);
      const isRefused = opposite.length > 0 && open.length === 0;
      const isTold = opposite.every(({ refuses }) => refuses !== null);
      if (isRefused && isTold) return null;
      if (members.certain > 0 && !isRefused)
        return {
          principal: null,
          subject: group,
          message: `${sentenceOf(path)}${open.length === 0 ? "" : `, whom ${quoted(open)} does not refuse`}`,
          evidence: [evidence.get(group.id) ?? []].flat(),
        };
      if (members.possible === 0 && blind === null) return null;
      return {
        undecided: isRefused
          ? `"${group.name}": whether a declaration reaches groups nested in the one it names is not documented`
          : `"${group.name}": ${blind ?? "whether a package gives its members what it gives cannot be told"}`,
      };
    });
    return {
      examined,
      violations,
      undecided: [...unknown, ...undecided],
      ...(examined === 0 ? { notApplicable: "no group gives a duty of a conflict beside packages" } : {}),
    };
  },
});

function sentenceOf({ group, duties, members: { certain }, example }: LegacyPathFact): string {
  const packages = duties.flatMap((duty) => duty.packages.map(({ name }) => name));
  const beside = packages.length === 0 ? "" : ` beside ${quoted(packages)}`;
  const who = certain === 1 ? (example?.displayName ?? "") : `${certain} people such as ${example?.displayName ?? ""}`;
  return `"${group.name}" gives ${quoted(duties.map(({ title }) => title))}${beside} to ${who}`;
}
