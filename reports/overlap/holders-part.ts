import type { Holding, Principal } from "../../src/domain/access.ts";
import type { Healing, Overlap, OverlapHolder } from "../../src/domain/overlap.ts";
import { linkWords } from "../../src/domain/person.ts";
import type { PlanAction } from "../../src/domain/plan.ts";
import { chainOf } from "../../src/report-kit/chain.ts";
import { counted } from "../../src/report-kit/conclusion.ts";
import { type Paint, terminalTable } from "../../src/report-kit/terminal.ts";
import { accountName } from "./crowd-words.ts";

const [holdersShown, waysShown] = [8, 2];

/** Whether somebody holds both now or whenever they like, only if accounts are theirs that may be, or not yet. */
export function isHeldBy({ exposure, person }: OverlapHolder): "certainly" | "possibly" | "not yet" {
  if (exposure === "pending" || exposure === "scheduled") return "not yet";
  return person?.certainty === "possible" ? "possibly" : "certainly";
}

/** Who holds both and how, then what becomes of each and what to revoke. */
export function holderLines(overlap: Overlap, width: number, paint: Paint): readonly string[] {
  const { holders, simulation } = overlap;
  if (holders.length === 0) return [];
  const shown = holders.slice(0, holdersShown);
  const more = holders.length - shown.length;
  const revocations = new Set(holders.flatMap(({ revoke }) => revoke.map(({ id }) => id))).size;
  return [
    ...wayTable(shown, overlap, width, paint),
    ...(more > 0 ? [paint("dim", `and ${counted(more, "more person", "more people")} (--json has all)`)] : []),
    "",
    ...outlookTable(shown, overlap, width, paint),
    ...(simulation.before === 0
      ? []
      : [
          `${counted(revocations, "revocation")}: holders of both go from ${simulation.before} to ${simulation.after}, as simulated.`,
        ]),
  ];
}

function wayTable(shown: readonly OverlapHolder[], overlap: Overlap, width: number, paint: Paint): readonly string[] {
  const fixed = { who: width < 100 ? 16 : 26, side: 6, membership: 12, since: 12, until: 12 };
  const how = width - Object.values(fixed).reduce((sum, each) => sum + each);
  return terminalTable(
    {
      columns: [
        { header: "Who", width: fixed.who },
        { header: "Side", width: fixed.side },
        { header: "How", width: how },
        { header: "Membership", width: fixed.membership },
        { header: "Since", width: fixed.since },
        { header: "Until", width: fixed.until },
      ],
      rows: shown.flatMap((holder) => wayRows(holder, overlap)),
      format: () => undefined,
    },
    paint,
  );
}

function wayRows(holder: OverlapHolder, overlap: Overlap): readonly (readonly string[])[] {
  const rows = holder.sides.flatMap(({ duty, holdings }) => {
    const more = holdings.length - waysShown;
    const letter = letterOf(duty, overlap);
    return [
      ...holdings.slice(0, waysShown).map((holding) => [letter, ...wayCells(holding)]),
      ...(more > 0 ? [[letter, `and ${counted(more, "more way")}`, "", "", ""]] : []),
    ];
  });
  return rows.map((cells, row) => [row === 0 ? `${whoOf(holder)}${linkOf(holder)}` : "", ...cells]);
}

function wayCells(holding: Holding): readonly string[] {
  const hops = chainOf(holding)
    .slice(0, -1)
    .map(({ name }) => name);
  const how = hops.length === 0 ? "direct member" : hops.join(" > ");
  return [how, holding.membership, dayOf(holding.from, "unknown"), dayOf(holding.until, "no end")];
}

function outlookTable(
  shown: readonly OverlapHolder[],
  overlap: Overlap,
  width: number,
  paint: Paint,
): readonly string[] {
  const fixed = { who: width < 100 ? 16 : 26, since: 12, ends: 16, standing: 18 };
  const rest = width - Object.values(fixed).reduce((sum, each) => sum + each);
  return terminalTable(
    {
      columns: [
        { header: "Who", width: fixed.who },
        { header: "Both since", width: fixed.since },
        { header: "Ends by itself", width: fixed.ends },
        { header: "Declaration", width: fixed.standing },
        { header: "Revoke", width: rest },
      ],
      rows: shown.map((holder) => [
        whoOf(holder),
        dayOf(holder.since, "unknown"),
        healingWords(holder.healing, overlap),
        standingWords(holder),
        revokeWords(holder, overlap),
      ]),
      format: (column, row) => (column === 4 && shown[row]?.revoke.length === 0 ? "magenta" : undefined),
    },
    paint,
  );
}

function healingWords(healing: Healing, overlap: Overlap): string {
  if (healing.kind === "ends") return `${letterOf(healing.side, overlap)} ${healing.at.slice(0, 10)}`;
  return healing.kind === "lasts" ? "no" : "not known";
}

function standingWords({ standing, person, exposure }: OverlapHolder): string {
  if (person !== undefined) return "sees one account";
  if (standing !== null) return standing;
  return exposure === "active" ? "would leave both" : "not held yet";
}

function revokeWords(holder: OverlapHolder, overlap: Overlap): string {
  const { revoke, cannotRevoke } = holder;
  const stuck = cannotRevoke.map(({ reason, whoCan }) => `not through Graph: ${reason}; ${whoCan} can`);
  if (revoke.length + stuck.length > 0)
    return [...revoke.map((action) => revocationOf(action, overlap)), ...stuck].join("; ");
  return withoutRevocation[isHeldBy(holder)];
}

const withoutRevocation = {
  certainly: "the plan has nothing",
  possibly: "find out first whose the accounts are",
  "not yet": "stop what is under way",
} as const satisfies Record<ReturnType<typeof isHeldBy>, string>;

function revocationOf({ kind, accessPoint: { id, name } }: PlanAction, overlap: Overlap): string {
  const what = overlap.ends.some((end) => end.id === id) ? letterOf(id, overlap) : `"${name}"`;
  switch (kind) {
    case "removeAssignment":
      return `assignment to ${what}`;
    case "removeGroupMember":
      return `membership in ${what}`;
    case "removeGroupEligibility":
      return `right to activate the membership in ${what}`;
    case "removeAppRoleAssignment":
      return `app role ${what}`;
  }
}

function whoOf({ principal, person }: OverlapHolder): string {
  const accounts: readonly Principal[] = person?.principals ?? (principal === null ? [] : [principal]);
  return accounts.map(accountName).join(" + ");
}

function linkOf({ person }: OverlapHolder): string {
  const [link] = person?.links ?? [];
  return person === undefined || link === undefined ? "" : ` (${person.certainty} one person: ${linkWords(link)})`;
}

function letterOf(id: string, { ends: [a] }: Overlap): string {
  return id === a.id ? "A" : "B";
}

function dayOf(time: string | null, otherwise: string): string {
  return time === null ? otherwise : time.slice(0, 10);
}
