import type { Holding } from "../src/domain/access.ts";
import type { Explanation } from "../src/domain/explanation.ts";
import { chainOf } from "../src/report-kit/chain.ts";
import { counted } from "../src/report-kit/conclusion.ts";
import { type Paint, painter } from "../src/report-kit/terminal.ts";
import { visibleLine } from "../src/report-kit/visible-text.ts";
import { kindWords, principalName } from "../src/report-kit/wording.ts";

/** Every way in which somebody holds a duty, or why there is none, and what was not read. */
export function explanationReport({ explanation, colour }: { explanation: Explanation; colour: boolean }): string {
  const { principal, duty, holdings, accessPoints, undelivered, shared, unknown } = explanation;
  const paint = painter(colour);
  const looked = accessPoints.map(({ kind, name }) => `  ${kindWords(kind)} "${visibleLine(name)}"`);
  return [
    paint("bold", answerOf(explanation)),
    `  ${visibleLine(principal.id)} · ${visibleLine(`${duty.pack}/${duty.id}`)}`,
    ...holdings.flatMap((holding) => ["", ...wayLines(holding, paint)]),
    "",
    ...(looked.length === 0 ? [] : ["Held by any of:", ...looked]),
    ...(undelivered.length === 0 ? [] : ["", "Assigned, and not there:", ...undelivered.map(undeliveredLine)]),
    ...(shared.length === 0
      ? []
      : ["", "Given by more than one package, so that it outlasts any of them:", ...shared.map(sharedLine)]),
    ...(unknown.length === 0 ? [] : ["", "Not known:", ...unknown.map((reason) => `  ${visibleLine(reason)}`)]),
  ].join("\n");
}

function answerOf({ principal, duty, holdings, unknown }: Explanation): string {
  const [who, what] = [visibleLine(principalName(principal)), `"${visibleLine(duty.title)}"`];
  const isActive = holdings.some(({ membership }) => membership === "active");
  const ways = counted(holdings.length, "way");
  if (isActive) return `${who} holds ${what} in ${ways}`;
  if (holdings.length > 0) return `${who} does not hold ${what} now, and may come to in ${ways}`;
  return unknown.length === 0 ? `${who} does not hold ${what}` : `It is not known whether ${who} holds ${what}`;
}

function undeliveredLine({ accessPoint, accessPackage, evidence }: Explanation["undelivered"][number]): string {
  const given = `${kindWords(accessPoint.kind)} "${visibleLine(accessPoint.name)}"`;
  return `  ${given}, which "${visibleLine(accessPackage.name)}" gives; evidence ${visibleLine(evidence)}`;
}

function sharedLine({ accessPoint, packages }: Explanation["shared"][number]): string {
  const names = packages.map(({ name }) => `"${visibleLine(name)}"`).join(", ");
  return `  ${kindWords(accessPoint.kind)} "${visibleLine(accessPoint.name)}" by ${names}`;
}

function wayLines(holding: Holding, paint: Paint): readonly string[] {
  const { membership, from, until, evidence } = holding;
  const hops = chainOf(holding).map(({ kind, name }) => `${kindWords(kind)} "${visibleLine(name)}"`);
  const span = [from === null ? "" : `, from ${from}`, until === null ? "" : `, until ${until}`].join("");
  return [
    `${paint(membership === "active" ? "red" : "yellow", membership)}${span}`,
    `  ${hops.join(" > ")}`,
    paint("dim", `  evidence ${evidence.map(visibleLine).join(" ")}`),
  ];
}
