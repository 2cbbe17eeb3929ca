import type { GraphRequest, Plan, PlanAction } from "../src/domain/plan.ts";
import { jsonDocument } from "../src/report-kit/json-document.ts";

/** `plan.json` in chunks: one action, unfixable finding, staffing figure and declaration per line. */
export function planDocument(plan: Plan): Iterable<string> {
  const { actions, cannotFix, staffing, simulation, declarations, ...head } = plan;
  return jsonDocument({
    ...head,
    actions: { lines: actions.map(withBodies) },
    cannotFix: { lines: cannotFix },
    staffing: { lines: staffing },
    simulation,
    declarations: { lines: declarations.map((each) => ({ ...each, request: withBody(each.request) })) },
  });
}

/** JSON has no `undefined`: a call without a body has the body `null`. */
const withBody = ({ method, url, body }: GraphRequest): GraphRequest => ({ method, url, body: body ?? null });

function withBodies(action: PlanAction): PlanAction {
  const { rollback, request } = action;
  const undo = rollback.request === null ? null : withBody(rollback.request);
  return { ...action, request: withBody(request), rollback: { ...rollback, request: undo } };
}
