import { type AccessModel, accessModelOf } from "../../src/access/access-model.ts";
import type { Assessment, Finding } from "../../src/domain/assessment.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { now } from "../builders/tenant.ts";

export const errored = ({ outcomes }: Assessment) =>
  outcomes.filter(({ outcome }) => outcome === "errored").map(({ rule, reason }) => `${rule}: ${reason}`);

/** Rules about what is missing, which find more where there is less. */
const aboutMissing = new Set(["incomplete-collection", "unreconciled-population", "oracle-disagreement"]);

/** Rules that found something in the whole tenant, no longer do, and say that all is well. */
export function vanished(whole: Assessment, other: Assessment): readonly string[] {
  const still = new Set(other.findings.map(({ id }) => id));
  const lost = whole.findings.filter(({ id, rule }) => !still.has(id) && !aboutMissing.has(rule));
  const silent = new Set(
    other.outcomes
      .filter(
        ({ outcome, reason }) =>
          outcome === "satisfied" || outcome === "not-applicable" || (outcome === "violated" && reason === undefined),
      )
      .map(({ rule }) => rule),
  );
  const rulesOf = lost.filter(({ rule }) => silent.has(rule)).map(({ rule }) => rule);
  return [...new Set(rulesOf)].sort();
}

/**
 * Rules that accuse somebody of something that no rule accused them of knowing everything. Who is of too small a team is not
 * accused one by one.
 */
export function added(whole: Assessment, other: Assessment, everything: Snapshot): readonly string[] {
  const caughtBy = caughtIn(accessModelOf(everything, now));
  const before = new Set(whole.findings.flatMap((finding) => [finding.id, ...caughtBy(finding)]));
  const byTeams = new Set(whole.findings.filter(({ rule }) => rule === "small-team").map(({ conflict }) => conflict));
  const more = other.findings
    .filter(({ rule, conflict }) => !aboutMissing.has(rule) && !(conflict !== undefined && byTeams.has(conflict)))
    .filter((finding) => ![finding.id, ...caughtBy(finding)].some((known) => before.has(known)));
  return [...new Set(more.map(({ rule }) => rule))].sort();
}

/**
 * Every account of whoever a finding accuses, with each conflict that catches them. Who holds both sides is told of by the
 * strongest rule that what was read allows: that they hold them, do so by two accounts, or could give themselves one.
 */
function caughtIn({ principals, persons }: AccessModel): (finding: Finding) => readonly string[] {
  const accountsOf = (id: string): readonly string[] => {
    const number = principals.numberOf(id);
    return number === undefined ? [id] : persons.accountsOf(number).map((account) => principals.at(account).id);
  };
  return ({ principal, person, subject, conflict, alsoDeclared = [] }) => {
    const agents = subject?.kind === "servicePrincipal" ? [subject] : [];
    const named = [...(principal === null ? [] : [principal]), ...(person?.principals ?? []), ...agents];
    const accounts = named.flatMap(({ id }) => accountsOf(id));
    return [conflict, ...alsoDeclared].flatMap((id) => (id === undefined ? [] : accounts.map((who) => `${who} ${id}`)));
  };
}
