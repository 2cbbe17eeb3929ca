import type { Finding } from "../../domain/assessment.ts";
import { addDuration } from "../../domain/iso-duration.ts";
import type { Severity } from "../../domain/severity.ts";
import type { WaiverFact } from "../../rule-kit/facts/waiver-facts.ts";
import type { LongestWaiver } from "../../rule-kit/longest-waiver.ts";
import { pathsBeyond } from "./path-text.ts";
import type { Control, Waiver, WaiverFile } from "./waiver-file.ts";

export type Waived = { readonly findings: readonly Finding[]; readonly waivers: readonly WaiverFact[] };

/**
 * Marks the findings that a sound waiver covers, and says of every waiver what is wrong with it. A finding whose waiver is not
 * sound stays open, as does one that is held in a way its waiver does not name.
 */
export function waive(
  findings: readonly Finding[],
  { waivers, controls }: WaiverFile,
  { asOf, longest }: { readonly asOf: Date; readonly longest: LongestWaiver },
): Waived {
  const statuses = new Map<string, Pick<Finding, "status" | "waiver">>();
  const facts = waivers.map((waiver): WaiverFact => {
    const control = waiver.control === undefined ? null : (controls.get(waiver.control) ?? null);
    const matched = findings.filter((finding) => covers(waiver, finding));
    const general = [...datesWrong(waiver, asOf), ...controlWrong(waiver, control, asOf)];
    const judged = matched.map((finding) => ({
      finding,
      wrong: [
        ...general,
        ...tooLong(waiver, finding.severity, longest),
        ...partial(waiver, finding),
        ...toNobody(waiver, finding),
      ],
      beyond: pathsBeyond(finding, waiver.paths),
    }));
    for (const { finding, wrong, beyond } of judged) {
      if (wrong.length === 0 && beyond.length === 0) statuses.set(finding.id, statusBy(waiver, control));
    }
    const { id, at, owner } = waiver;
    return {
      id,
      at,
      owner,
      rule: waiver.rule,
      matched: matched.length,
      wrong: [...new Set(matched.length === 0 ? general : judged.flatMap(({ wrong }) => wrong))],
      outgrown: [...new Set(judged.flatMap(({ beyond }) => beyond))],
      evidence: matched.flatMap(({ evidence }) => evidence),
    };
  });
  return { findings: findings.map((finding) => ({ ...finding, ...statuses.get(finding.id) })), waivers: facts };
}

/** Whether a waiver speaks of a finding; what it leaves out it does not ask for, and a name is as good as an id. */
function covers({ rule, principal, conflict, subject }: Waiver, finding: Finding): boolean {
  return (
    isOf(rule, finding.rule, finding.code) &&
    isOf(principal, ...namesOf(finding)) &&
    isOf(conflict, finding.conflict) &&
    isOf(subject, finding.subject?.id, finding.subject?.name) &&
    [principal, conflict, subject].some((asked) => asked !== undefined)
  );
}

/** The ids and names of the account that a finding is about, or of every account of its person. */
function namesOf({ principal, person }: Finding): readonly (string | null)[] {
  const accounts = person?.principals ?? (principal === null ? [] : [principal]);
  return accounts.flatMap(({ id, userPrincipalName }) => [id, userPrincipalName]);
}

function isOf(asked: string | undefined, ...known: readonly (string | null | undefined)[]): boolean {
  return asked === undefined || known.some((one) => isSame(asked, one));
}

function isSame(one: string, other: string | null | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

function datesWrong({ granted, expires }: Waiver, asOf: Date): readonly string[] {
  const [from, to] = [new Date(granted), new Date(expires)];
  return [
    ...(to <= asOf ? [`it expired on ${expires}`] : []),
    ...(from > asOf ? [`it begins on ${granted} only`] : []),
    ...(from >= to ? [`it ends on ${expires}, before it begins`] : []),
  ];
}

function controlWrong({ control: id }: Waiver, control: Control | null, asOf: Date): readonly string[] {
  if (id === undefined || control === null) return [];
  const due = addDuration(new Date(control.lastPerformed), control.frequency);
  if (new Date(control.lastPerformed) > asOf)
    return [`control ${id} is said to be performed on ${control.lastPerformed}`];
  return due === null || due < asOf
    ? [`control ${id} is overdue: last performed on ${control.lastPerformed}, to be done every ${control.frequency}`]
    : [];
}

function tooLong({ granted, expires }: Waiver, severity: Severity, longest: LongestWaiver): readonly string[] {
  const latest = addDuration(new Date(granted), longest[severity]);
  return latest !== null && new Date(expires) <= latest
    ? []
    : [
        `it runs from ${granted} to ${expires}, and a ${severity} finding may be waived for ${longest[severity]} at most`,
      ];
}

/** A waiver for whoever holds would cover those who come later, too. */
function toNobody({ principal }: Waiver, finding: Finding): readonly string[] {
  return (finding.principal !== null || finding.person !== undefined) && principal === undefined
    ? ["it names no principal, and the finding is about one"]
    : [];
}

/** Nobody accepts a risk of their own: neither who gains by it, nor who asked for it, approves. */
function partial({ owner, approver }: Waiver, finding: Finding): readonly string[] {
  const gains = namesOf(finding).some((name) => isSame(approver, name));
  return [
    ...(isSame(approver, owner) ? [`${approver} both owns and approves it`] : []),
    ...(gains ? [`${approver} approves a waiver for themselves`] : []),
  ];
}

function statusBy(
  { id, owner, approver, reason, expires, control: controlId }: Waiver,
  control: Control | null,
): Pick<Finding, "status" | "waiver"> {
  const base = { id, owner, approver, reason, expires };
  if (control === null || controlId === undefined) return { status: "waived", waiver: base };
  const { title, lastPerformed, evidence } = control;
  return { status: "mitigated", waiver: { ...base, control: { id: controlId, title, lastPerformed, evidence } } };
}
