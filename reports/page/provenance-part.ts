import type { Coverage } from "../../src/domain/assessment.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { momentText, name, scrolling } from "./marks.ts";

/** Where all this comes from, and how to check it without its makers. */
export function provenancePart({ run, coverage }: AssessmentSource, plan: Plan): Html {
  const { identity, snapshotDigest } = run;
  const sameSnapshot = plan.snapshotDigest === snapshotDigest;

  return html`<section id="provenance" aria-labelledby="provenance-title">
<h2 id="provenance-title">Provenance</h2>
<dl>
<dt>Tenant</dt><dd>${name(run.tenantName)} <code>${run.tenantId}</code></dd>
<dt>Run</dt><dd><code>${run.id}</code>, read ${momentText(run.startedAt)} to ${momentText(run.finishedAt)}, judged as of ${momentText(run.asOf)}</dd>
<dt>Tool</dt><dd>sodscan ${run.toolVersion}</dd>
<dt>Read by</dt><dd>${identity.kind} identity, app <code>${identity.appId ?? "unknown"}</code>, object <code>${identity.objectId ?? "unknown"}</code><span class="under">${identity.permissions.length > 0 ? identity.permissions.join(", ") : "its token states no permissions"}</span></dd>
<dt>Snapshot</dt><dd><code>${snapshotDigest}</code></dd>
<dt>Rules</dt><dd><code>${run.rulesDigest}</code></dd>
<dt>Plan</dt><dd><code>${plan.planId}</code>${sameSnapshot ? " from this snapshot" : html` <strong>from another snapshot: ${plan.snapshotDigest}</strong>`}</dd>
</dl>
<h3>Check it yourself</h3>
<pre>sha256sum data/snapshot.sqlite   # ${snapshotDigest.replace("sha256:", "")}
sodscan assess --snapshot data/snapshot.sqlite --as-of ${run.asOf} --out again</pre>
<h3>Coverage</h3>
${scrolling("What was read", coverageTable(coverage))}
</section>`;
}

function coverageTable(coverage: readonly Coverage[]): Html {
  return html`<table><thead><tr><th scope="col">Section</th><th scope="col">Status</th><th scope="col" class="number">Read</th><th scope="col" class="number">Expected</th><th scope="col" class="number">Pages</th><th scope="col">Costs</th></tr></thead><tbody>${coverage.map(row)}</tbody></table>`;
}

function row({ section, status, read, expected, pages, missingPermission, costs }: Coverage): Html {
  return html`<tr><th scope="row"><code>${section}</code></th><td><span class="coverage ${status}">${status}</span>${missingPermission !== undefined && html`<span class="under">needs <code>${missingPermission}</code></span>`}</td><td class="number">${read.toLocaleString("en-US")}</td><td class="number">${expected === null ? html`<span class="quiet">not counted</span>` : expected.toLocaleString("en-US")}</td><td class="number">${pages.toLocaleString("en-US")}</td><td>${costs.join(", ")}</td></tr>
`;
}
