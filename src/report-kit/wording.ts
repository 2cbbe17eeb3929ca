import type { ObjectRef, Principal } from "../domain/access.ts";
import type { AssessedConflict, OutcomeKind } from "../domain/assessment.ts";
import type { GraphRequest } from "../domain/plan.ts";

/** The outcome as people read it: what was not judged never reads as clean. */
export const outcomeWords = {
  satisfied: "satisfied",
  violated: "VIOLATED",
  inconclusive: "INCONCLUSIVE",
  errored: "ERRORED",
  "not-applicable": "not applicable",
} as const satisfies Record<OutcomeKind, string>;

/** `Sofia Lindqvist (sofia@bank.example)`, or as much of it as is known. */
export function principalName(principal: Principal | null, subject?: ObjectRef): string {
  if (principal === null) return subject?.name ?? "";
  const { displayName, userPrincipalName, id } = principal;
  return `${displayName === "" ? id : displayName}${userPrincipalName === null ? "" : ` (${userPrincipalName})`}`;
}

/** `POST https://… {…}` on one line. */
export function requestLine({ method, url, body }: GraphRequest): string {
  return `${method} ${url}${body === null || body === undefined ? "" : ` ${JSON.stringify(body)}`}`;
}

/** How many hold too much; never a number where nobody could tell. */
export function holdersOf({ outcome, holders }: AssessedConflict): string {
  if (outcome === "not-applicable") return "not judged";
  if (outcome === "satisfied" || outcome === "violated") return holders.toLocaleString("en-US");
  return holders === 0 ? "unknown" : `at least ${holders.toLocaleString("en-US")}`;
}

/** What violates a conflict and whom it means, where that is more than two duties in any one hand. */
export function limitWords({ atMost, people, when, sides, duties }: AssessedConflict): string | null {
  const titles = new Map(duties.map(({ id, title }) => [id, title]));
  const words = [
    ...(people === undefined ? [] : [`it must take ${people} people to hold all of it`]),
    ...(atMost === 0 ? ["every holder is reported"] : []),
    ...(people === undefined && atMost > 1 ? [`at most ${atMost} in one hand`] : []),
    ...(sides === undefined
      ? []
      : [`sides: ${sides.map((side) => side.map((id) => titles.get(id) ?? id).join(" or ")).join(" / ")}`]),
    ...Object.entries(when ?? {}).map(([attribute, values]) => `only where ${attribute} is ${values.join(" or ")}`),
  ];
  return words.length === 0 ? null : words.join("; ");
}

/** `access package`, `app role`. */
export const kindWords = (kind: string): string => kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
