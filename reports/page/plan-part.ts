import type { CannotFix, Plan, PlanAction } from "../../src/domain/plan.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { counted } from "../../src/report-kit/conclusion.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { kindWords, requestLine } from "../../src/report-kit/wording.ts";
import { momentText, name, person, scrolling } from "./marks.ts";

/** What to revoke, in which order, what that proves, and what is left for someone else. */
export function planPart({ conflicts }: AssessmentSource, plan: Plan): Html {
  const { objective, simulation, actions, cannotFix, staffing, expiresAt } = plan;
  const waves = [...Map.groupBy(actions, ({ wave }) => wave)].toSorted(([a], [b]) => a - b);
  const unjudged = conflicts.filter(({ outcome }) => outcome === "inconclusive" || outcome === "errored");

  return html`<section id="plan" aria-labelledby="plan-title">
<h2 id="plan-title">Plan</h2>
<p class="figure"><strong>${simulation.before.total.toLocaleString("en-US")}</strong> violations → <strong>${simulation.after.total.toLocaleString("en-US")}</strong>, after ${counted(objective.actions, "revocation")}: the snapshot was judged again without what they take away. ${objective.optimal ? "No smaller set does it." : `Not proved smallest: at least cost ${objective.lowerBound}, this one ${objective.cost}.`}</p>
<p class="quiet">Plan <code>${plan.planId}</code> holds until ${momentText(expiresAt)} and for this snapshot only.</p>
${unjudged.length > 0 && html`<p class="banner">The plan does not cover what could not be judged: ${unjudged.map(({ id }) => id).join(", ")}.</p>`}
${waves.map(([wave, its]) => wavePart(wave, its, simulation))}
${cannotFix.length > 0 && html`<h3>Cannot be fixed here</h3><ul class="cannot">${cannotFix.map(cannotFixItem)}</ul>`}
${staffing.length > 0 && staffingTable(staffing)}
${plan.declarations.length > 0 && html`<h3>Then declare, once nobody holds both sides</h3><ul>${plan.declarations.map(({ from, to, request }) => html`<li>Holders of ${name(to.name)} are kept from ${name(from.name)}<span class="under"><code>${requestLine(request)}</code></span></li>`)}</ul>`}
</section>`;
}

function wavePart(wave: number, actions: readonly PlanAction[], { perWave }: Plan["simulation"]): Html {
  const left = perWave.find((each) => each.wave === wave)?.violations;
  return html`<h3>Wave ${wave} <span class="quiet">${counted(actions.length, "revocation")}${left !== undefined && html`; ${left.toLocaleString("en-US")} violations left after it`}</span></h3>
<ol class="actions">${actions.map(actionItem)}</ol>`;
}

function actionItem(action: PlanAction): Html {
  const { id, principal, accessPoint, why, request, precondition, postcondition, rollback, alternative, collateral } =
    action;
  return html`<li><p><code>${id}</code> ${person(principal)} gives up ${kindWords(accessPoint.kind)} <strong>${name(accessPoint.name)}</strong> (${name(action.dutyDropped)}), keeps ${name(action.dutyKept)}.</p>
${collateral.length > 0 && html`<p class="also">Also loses ${name(collateral.map((lost) => lost.name).join(", "))}.</p>`}
<details><summary>Request, checks and rollback</summary><dl>
<dt>Request</dt><dd><code>${requestLine(request)}</code></dd>
<dt>Why</dt><dd>${why}</dd>
${alternative !== null && html`<dt>Instead</dt><dd>${alternative}</dd>`}
<dt>Before</dt><dd>${precondition}</dd>
<dt>After</dt><dd>${postcondition}</dd>
<dt>Rollback</dt><dd>${rollback.request === null ? "Cannot be undone." : html`<code>${requestLine(rollback.request)}</code>, until ${momentText(rollback.validUntil)}`}</dd>
</dl></details></li>`;
}

function cannotFixItem({ finding, principal, conflict, reason, whoCan }: CannotFix): Html {
  return html`<li><p>${principal === null ? html`<code>${finding}</code>` : person(principal)} <code>${conflict}</code></p><p>${reason} <strong>Who can: ${name(whoCan)}</strong></p></li>`;
}

function staffingTable(staffing: Plan["staffing"]): Html {
  const table = html`<table><thead><tr><th scope="col">Duty</th><th scope="col">Pack</th><th scope="col" class="number">Needed</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th></tr></thead><tbody>${staffing.map(
    ({ pack, duty, minimum, before, after }) =>
      html`<tr><th scope="row">${name(duty)}</th><td>${name(pack ?? "")}</td><td class="number">${minimum}</td><td class="number">${before}</td><td class="number">${after}${after < minimum && html` <strong>too few</strong>`}</td></tr>`,
  )}</tbody></table>`;
  return html`<h3>Who is left to do the work</h3>${scrolling("Holders of each duty before and after", table)}`;
}
