import { accountManagement, integrity } from "../../src/rule-kit/controls.ts";
import type { AudienceFacts } from "../../src/rule-kit/facts/audience-facts.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { isFor, isOfType, type Policy, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import type { Truth } from "../../src/rule-kit/truth.ts";

type Group = SourcedRow<"groups">;

export const uncontrolledAudience = defineRule({
  meta: {
    id: "uncontrolled-audience",
    code: "POL-007",
    title: "Policies for groups that are gone or empty, or that anybody can join",
    rationale: "Either nobody can ask any more, or whoever wants to puts themselves among those who may.",
    remedy: "Name a group that is there and whose members somebody answers for.",
    severity: "medium",
    references: [...accountManagement, ...integrity],
    falsePositives:
      "A deleted group about to be restored, and a new one about to be filled. Only public Microsoft 365 groups are known to be open to join: Graph does not show whether owners of others let people in.",
    needs: ["policies", "groups", "audiences"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows, audiences }) {
    const groups = new Map(Array.from(rows("groups"), (group) => [group.id, group]));
    const judged = [...rows("policies")].filter(
      (policy) => isFor("chosen", policy) !== false && groupsIn(policy).length > 0,
    );
    return judgeEach(judged, (policy) => {
      const named = groupsIn(policy).map((id) => stateOf(id, groups.get(id), audiences));
      const flaws = named.flatMap(({ flaw }) => flaw ?? []);
      const isOpen = named.some(({ isKnown }) => !isKnown);
      if (flaws.length === 0 && !isOpen) return null;
      if (flaws.length === 0 || isFor("chosen", policy) === null)
        return undecidedPolicy(policy, "whether it is for groups, or who is in them and can join them");
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} is for ${[...new Set(flaws)].join(", and for ")}`,
        evidence: [policy.evidence, ...groupsIn(policy).flatMap((id) => groups.get(id)?.evidence ?? [])],
      };
    });
  },
});

function groupsIn({ specificAllowedTargets }: Policy): readonly string[] {
  return (specificAllowedTargets ?? []).flatMap((set) =>
    isOfType(set, "groupMembers") && set.id !== null ? [set.id] : [],
  );
}

type State = { readonly flaw: string | null; readonly isKnown: boolean };

function stateOf(id: string, group: Group | undefined, { groupState }: AudienceFacts): State {
  const state = groupState(id);
  const name = `group "${group?.displayName ?? id}"`;
  if (state === "deleted") return { flaw: `${name}, which is not in the directory`, isKnown: true };
  const isJoinable = group === undefined ? null : anybodyCanJoin(group);
  if (isJoinable === true) return { flaw: `${name}, which anybody can join`, isKnown: true };
  if (state === "empty") return { flaw: `${name}, in which nobody is who could ask`, isKnown: true };
  return { flaw: null, isKnown: state === "peopled" && isJoinable === false };
}

/** Only Microsoft 365 groups have a visibility that counts (https://learn.microsoft.com/graph/api/resources/group). */
function anybodyCanJoin({ groupTypes, visibility }: Group): Truth {
  const types = new Set(groupTypes.map((type) => type.toLowerCase()));
  if (!types.has("unified") || types.has("dynamicmembership")) return false;
  return openness.get(visibility?.toLowerCase() ?? "") ?? null;
}

const openness: ReadonlyMap<string, boolean> = new Map([
  ["public", true],
  ["private", false],
  ["hiddenmembership", false],
]);
