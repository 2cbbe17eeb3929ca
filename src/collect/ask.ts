import type { BatchAnswer } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { GraphResponse } from "../graph/graph-response.ts";
import type { Graph } from "../graph/graph.ts";
import type { Answer } from "./answer.ts";
import type { Read } from "./reads.ts";

/** A call's raw response, and for each read an answer in it or a failure; no response where the call itself failed. */
export type Asked = { readonly response: GraphResponse | null; readonly answers: readonly (Answer | GraphFailure)[] };

/** One attempt at one call for all: a plain one for a single read, a batch for several. */
export async function ask(reads: readonly Read[], eventual: boolean, graph: Graph): Promise<Asked> {
  const [only, ...others] = reads;
  try {
    if (only !== undefined && others.length === 0) {
      const response = await graph.once(only.path, { eventual });
      const { json, url, requestId } = response;
      return { response, answers: [{ pointer: "", json, url, requestId }] };
    }
    const { response, answers } = await graph.batch(
      reads.map(({ path }) => path),
      { eventual, goesOn: reads.some(({ isFirst }) => !isFirst) },
    );
    return { response, answers: answers.map((answer, position) => answerIn(answer, reads[position]?.path ?? "")) };
  } catch (failure) {
    if (failure instanceof GraphFailure) return { response: null, answers: reads.map(() => failure) };
    throw failure;
  }
}

function answerIn(answer: BatchAnswer | GraphFailure, url: string): Answer | GraphFailure {
  if (answer instanceof GraphFailure) return answer;
  const { index, body: json, requestId } = answer;
  return { pointer: `/responses/${index}/body`, json, url, requestId };
}
