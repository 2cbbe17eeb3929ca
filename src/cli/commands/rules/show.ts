import { stringify } from "yaml";
import { byEntity } from "../../../conflicts/by-entity.ts";
import type { Pack, PackConflict, PackDuty } from "../../../conflicts/packs.ts";
import { type ExitCode, exitCodes } from "../../../exit-codes.ts";
import { visibleText } from "../../../report-kit/visible-text.ts";
import { rulePage } from "../../../rule-kit/rule-page.ts";
import { ScanError } from "../../../scan-error.ts";
import type { PackOptions } from "../../common-options.ts";
import type { Io } from "../../io.ts";
import { rulesFrom } from "../../judge.ts";

/** The page of a rule (by id or code), a conflict or a pack. Throws `name/unresolved` where there is none. */
export function showRule(name: string, options: PackOptions, io: Io): ExitCode {
  const { rules, packs } = rulesFrom(options);
  const rule = rules.find(({ meta }) => meta.id === name || meta.code === name.toUpperCase());
  const pack = packs.find((candidate) => candidate.name === name);
  const holder = [...packs, ...packs.map(byEntity)].find(({ conflicts }) => conflicts.some(({ id }) => id === name));
  const conflict = holder?.conflicts.find(({ id }) => id === name);

  const page =
    rule !== undefined
      ? rulePage(rule)
      : pack !== undefined
        ? packPage(pack)
        : holder !== undefined && conflict !== undefined
          ? conflictPage(conflict, holder)
          : null;
  if (page === null)
    throw new ScanError(
      "name/unresolved",
      `no rule, conflict or pack is called "${name}"; \`rules list\` has them all`,
    );
  io.print(visibleText(page.trimEnd()));
  return exitCodes.clean;
}

function packPage({ name, title, sources, duties, conflicts }: Pack): string {
  return `## ${title}

\`${name}\`, ${duties.length} duties, ${conflicts.length} conflicts

### Duties

${duties.map((duty) => dutyLine(duty)).join("\n")}

### Conflicts

${conflicts.map(({ id, severity, title }) => `- ${id} (${severity}) ${title}`).join("\n")}

### Sources

${sources.map((source) => `- ${source}`).join("\n")}
`;
}

function dutyLine({ id, title, kind, heldBy }: PackDuty): string {
  const held = heldBy.map(({ selector }) => `\n    - ${stringify(selector, { collectionStyle: "flow" }).trimEnd()}`);
  const kinds = kind === null ? "" : `, ${kind}`;
  return `- \`${id}\` ${title}${kinds}${heldBy.length === 0 ? "; nothing is bound to it" : `; held by${held.join("")}`}`;
}

function conflictPage(conflict: PackConflict, { name, duties }: Pack): string {
  const { id, title, severity, scenario, controls, revoke, minimumHolders, when, sameEntity, sides } = conflict;
  const sideLines = sides.map((side, index) => {
    const lines = duties.filter((duty) => side.includes(duty.id)).map((duty) => dutyLine(duty));
    return `Side ${index + 1}${side.length > 1 ? ", any of" : ""}:\n${lines.join("\n")}`;
  });
  const staffing = Object.entries(minimumHolders).map(([duty, minimum]) => `${duty} ${minimum}`);
  const facts = [
    ["Violated by", violatedBy(conflict)],
    ["Applies to", when === null ? "everyone" : scopeLine(when)],
    ...(sameEntity ? [["Counts together", "what is held for the same legal entity, or for all"]] : []),
    ["Given up by default", revoke === null ? "whatever costs least" : `the side of \`${revoke}\``],
    ["Holders a plan keeps", staffing.join(", ") || "no minimum"],
    ["Answers to", controls.join(", ") || "no control is named"],
  ];
  return `## ${id} ${title}

\`${name}\`, ${severity}
${scenario === null ? "" : `\n${scenario}\n`}
${sideLines.join("\n\n")}

${facts.map(([label, text]) => `- **${label}:** ${text}`).join("\n")}
`;
}

function violatedBy({ sides, atMost, people }: PackConflict): string {
  if (people !== null) return `fewer than ${people} people who together hold all ${sides.length} sides`;
  if (atMost === 0) return "whoever holds it";
  return `whoever holds more than ${atMost} of the ${sides.length} sides`;
}

function scopeLine(when: NonNullable<PackConflict["when"]>): string {
  return Object.entries(when)
    .map(([attribute, values]) => `people whose ${attribute} is ${values.join(" or ")}`)
    .join(", ");
}
