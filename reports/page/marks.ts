import type { ObjectRef, Principal } from "../../src/domain/access.ts";
import type { OutcomeKind } from "../../src/domain/assessment.ts";
import type { Severity } from "../../src/domain/severity.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { kindWords, outcomeWords } from "../../src/report-kit/wording.ts";

const symbols = {
  satisfied: "✓",
  violated: "●",
  inconclusive: "?",
  errored: "✕",
  "not-applicable": "–",
} as const satisfies Record<OutcomeKind, string>;

/** An outcome by sign, word and colour: any one of them is enough. */
export function outcomeMark(outcome: OutcomeKind): Html {
  return html`<span class="outcome ${outcome}"><span aria-hidden="true">${symbols[outcome]}</span> ${outcomeWords[outcome].toLowerCase()}</span>`;
}

export const severityMark = (severity: Severity): Html => html`<span class="severity ${severity}">${severity}</span>`;

/** A name that cannot turn the text around it. */
export const name = (text: string): Html => html`<bdi>${text}</bdi>`;

export function person(principal: Principal): Html {
  const { displayName, userPrincipalName, id, enabled, type } = principal;
  return html`<strong>${name(displayName === "" ? id : displayName)}</strong>${
    userPrincipalName !== null && html` <span class="upn">${name(userPrincipalName)}</span>`
  }${type !== "user" && html` <span class="chip">${kindWords(type)}</span>`}${
    enabled === false && html` <span class="chip">disabled</span>`
  }`;
}

/** A hop of a path: what it is, and its name. */
export const chip = ({ kind, name: called }: ObjectRef): Html =>
  html`<span class="hop"><span class="kind">${kindWords(kind)}</span> ${name(called)}</span>`;

/** `2026-11-23 06:00 UTC`. */
export function momentText(moment: string | null): string {
  const parts = moment === null ? null : /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/.exec(moment);
  return parts === null ? (moment ?? "") : `${parts[1]} ${parts[2]} UTC`;
}

/** A table that scrolls within itself where the page is narrow. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}
