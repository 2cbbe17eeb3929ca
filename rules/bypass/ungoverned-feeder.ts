import { leastPrivilege, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import type { DutyGroupFacts } from "../../src/rule-kit/facts/power-facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const ungovernedFeeder = defineRule({
  meta: {
    id: "ungoverned-feeder",
    code: "BYP-005",
    title: "Nested, dynamic or synchronised groups that feed a duty",
    rationale:
      "Nobody can take somebody out of such a group through a package, and whoever edits the attribute, the nested group or the directory on premises grants the duty.",
    remedy: "Have the duty given by a package, or by a group of its own whose members are assigned one by one.",
    severity: "medium",
    references: [...separationOfDuties, ...leastPrivilege],
    falsePositives: "Feeders that are documented and kept as tightly as the duty: name them in `allow`.",
    needs: ["dutyGroups", "groups"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "groups that may feed a duty, by id or name") },
    isExtended: true,
  },

  evaluate({ dutyGroups, rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const byGroup = Map.groupBy(
      dutyGroups.groups.filter(({ group: { id, name } }) => !isAllowed(id, name)),
      ({ group }) => group.id,
    );
    const groups = new Map(Array.from(rows("groups"), (row) => [row.id, row]));
    const {
      examined,
      violations,
      undecided = [],
    } = judgeEach(byGroup, ([id, feeding]): Judged => {
      const row = groups.get(id);
      const why = [...nestingOf(feeding), ...kindOf(row)];
      const [first] = feeding;
      const name = first?.group.name ?? id;
      if (why.length > 0)
        return {
          principal: null,
          subject: { kind: "group", id, name },
          message: `"${name}" feeds ${quoted(feeding.map(({ duty }) => duty))} and ${why.join(", and ")}`,
          evidence: row === undefined ? [] : [row.evidence],
        };
      return row === undefined ? { undecided: `"${name}": what kind of group it is was not read` } : null;
    });
    return {
      examined,
      violations,
      undecided: [...dutyGroups.unknown, ...undecided],
      ...(examined === 0 ? { notApplicable: "no group feeds a duty of a conflict" } : {}),
    };
  },
});

function nestingOf(feeding: DutyGroupFacts["groups"]): readonly string[] {
  const above = feeding.flatMap(({ nestedIn }) => nestedIn.map(({ name }) => name));
  return above.length === 0 ? [] : [`stands in ${quoted(above)}`];
}

/** Graph says nothing of synchronising where a group never was (https://learn.microsoft.com/graph/api/resources/group). */
function kindOf(row: SourcedRow<"groups"> | undefined): readonly string[] {
  if (row === undefined) return [];
  const isDynamic = row.groupTypes.some((type) => type.toLowerCase() === "dynamicmembership");
  return [
    ...(isDynamic ? [`has its members by the rule ${row.membershipRule ?? "that Graph did not give"}`] : []),
    ...(row.onPremisesSyncEnabled === true ? ["is synchronised from on premises"] : []),
  ];
}
