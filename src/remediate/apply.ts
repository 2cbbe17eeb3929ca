import { z } from "zod";
import type { Plan, PlanAction } from "../domain/plan.ts";
import type { Clock } from "../graph/clock.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { ScanError } from "../scan-error.ts";

/** What became of an action: `done`, or `already` where what it takes away was gone before. */
export type Applied = {
  readonly action: string;
  readonly result: "done" | "already";
  readonly requestId: string | null;
};

export type ApplySettings = {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly onApplied: (applied: Applied, action: PlanAction) => void;
};

/** How long and how often an assignment request is asked after, in milliseconds and times. */
const polling = { interval: 500, times: 240 } as const;

/**
 * Carries out a plan, wave after wave, with an identity that may write. Stops at the first action that fails; what was done
 * is told as it happens. Each action may be repeated: what is gone already counts as done.
 */
export async function applyPlan(plan: Plan, settings: ApplySettings): Promise<readonly Applied[]> {
  if (Date.parse(plan.expiresAt) <= settings.clock.now().getTime()) {
    throw new ScanError("plan/stale", `the plan ${plan.planId} expired at ${plan.expiresAt}`);
  }
  const applied: Applied[] = [];
  for (const action of plan.actions.toSorted((a, b) => a.wave - b.wave)) {
    const outcome = await applyAction(action, settings);
    settings.onApplied(outcome, action);
    applied.push(outcome);
  }
  return applied;
}

async function applyAction(action: PlanAction, { graph, clock }: ApplySettings): Promise<Applied> {
  const { method, url, body } = action.request;
  if (method === "GET") throw new TypeError(`action ${action.id} asks for nothing to be changed`);
  try {
    const response = await graph.send(method, pathOf(url), body ?? undefined);
    if (action.kind === "removeAssignment") await settled(action, pathOf(url), response.json, graph, clock);
    return { action: action.id, result: "done", requestId: response.requestId };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    if (failure.kind === "not-found") return { action: action.id, result: "already", requestId: failure.requestId };
    throw new ScanError("graph/refused", `action ${action.id} (${action.postcondition}): ${failure.summary}`, {
      cause: failure,
    });
  }
}

/** The path under `/v1.0`, as the Graph port takes it. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname.replace(/^\/v1\.0/u, "")}${search}`;
}

const assignmentRequest = z.object({ id: z.string(), state: z.string() });

/** Assignment requests are carried out later: asks until this one is delivered, and throws where it fails. */
async function settled(action: PlanAction, path: string, json: unknown, graph: Graph, clock: Clock): Promise<void> {
  const { id } = assignmentRequest.parse(json);
  for (let time = 0; time < polling.times; time += 1) {
    const state = assignmentRequest.parse((await graph.get(`${path}/${id}`)).json).state.toLowerCase();
    if (state === "delivered") return;
    if (["deliveryfailed", "partiallydelivered", "denied", "canceled"].includes(state)) {
      throw new ScanError("graph/refused", `action ${action.id}: the assignment request ${id} ended as ${state}`);
    }
    await clock.sleep(polling.interval);
  }
  throw new ScanError("graph/refused", `action ${action.id}: the assignment request ${id} was not delivered in time`);
}
