import { createHash } from "node:crypto";
import { isRecord } from "../odata/entity.ts";
import { badRequest, GraphFault } from "../odata/graph-fault.ts";
import { callerOf } from "./caller.ts";
import { bodyOf } from "./change.ts";
import type { Call, GraphRequest, GraphResponse } from "./graph-request.ts";
import { refusal, type Stamp } from "./refusal.ts";

type Item = { readonly id: string; readonly dependsOn: readonly string[]; readonly request: GraphRequest };

const mostItems = 20;

export function isBatch({ method, path }: GraphRequest): boolean {
  return method === "POST" && path.replace("%24", "$") === "/v1.0/$batch";
}

/**
 * Answers each item of a `$batch` by `call`, and all of them in one answer, in another order than they were asked
 * (https://learn.microsoft.com/graph/json-batching). Throws where the envelope is malformed.
 */
export function respondToBatch(request: GraphRequest, call: Call, stamp: Stamp): GraphResponse {
  const { authorization } = request.headers;
  callerOf(typeof authorization === "string" ? authorization : undefined);

  const answers = new Map<string, GraphResponse>();
  for (const item of itemsIn(request)) answers.set(item.id, answerTo(item, answers, call, stamp));
  const responses = [...answers].map(([id, answer]) => responseOf(id, answer));
  return { status: 200, body: { responses: responses.sort((a, b) => (digestOf(a.id) < digestOf(b.id) ? -1 : 1)) } };
}

function answerTo(
  { dependsOn, request }: Item,
  answers: ReadonlyMap<string, GraphResponse>,
  call: Call,
  stamp: Stamp,
): GraphResponse {
  try {
    const failed = dependsOn.find((id) => (answers.get(id)?.status ?? 0) >= 400);
    if (failed !== undefined) throw new GraphFault(424, "FailedDependency", `The request '${failed}' has failed.`);
    return call(request);
  } catch (error) {
    return refusal(error, stamp);
  }
}

/** Graph leaves out the body where there is none. */
function responseOf(id: string, { status, headers, body }: GraphResponse) {
  if (body === null) return { id, status, headers: { ...headers } };
  const contentType = typeof body === "string" ? "text/plain" : "application/json";
  return { id, status, headers: { "Content-Type": contentType, ...headers }, body };
}

function digestOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}

function itemsIn(envelope: GraphRequest): readonly Item[] {
  const { requests } = bodyOf(envelope);
  if (!Array.isArray(requests) || requests.length === 0) throw malformed("'requests' must be an array with items.");
  if (requests.length > mostItems) throw malformed(`The number of items exceeds the limit of ${mostItems}.`);

  const items: Item[] = [];
  for (const request of requests) {
    const item = itemOf(request, envelope);
    if (items.some(({ id }) => id === item.id)) throw malformed(`The id '${item.id}' is not unique.`);
    const unknown = item.dependsOn.find((id) => !items.some((earlier) => earlier.id === id));
    if (unknown !== undefined) throw malformed(`'${item.id}' depends on '${unknown}', which does not come before it.`);
    items.push(item);
  }
  return items;
}

function itemOf(item: unknown, envelope: GraphRequest): Item {
  if (!isRecord(item)) throw malformed("each item must be an object.");
  const { id, method, url, headers = {}, body, dependsOn = [] } = item;
  if (typeof id !== "string" || id === "") throw malformed("each item must have an 'id'.");
  if (typeof method !== "string" || typeof url !== "string")
    throw malformed(`'${id}' must have a 'method' and a 'url'.`);
  if (!isRecord(headers)) throw malformed(`the headers of '${id}' must be an object.`);
  if (/^(?:[a-z]+:|\/\/)/iu.test(url)) throw malformed(`the url of '${id}' must be relative: ${url}`);
  if (/^\/?\$batch/u.test(url)) throw malformed(`'${id}' is itself a batch.`);
  if (!Array.isArray(dependsOn)) throw malformed(`'dependsOn' of '${id}' must be an array.`);

  const [path = "", ...query] = url.replace(/^\/?/u, "/v1.0/").split("?");
  return {
    id,
    dependsOn: dependsOn.map(String),
    request: {
      method: method.toUpperCase(),
      path,
      query: new URLSearchParams(query.join("?")),
      headers: { ...headersOf(headers), authorization: envelope.headers["authorization"] },
      body: body === undefined ? "" : JSON.stringify(body),
      origin: envelope.origin,
    },
  };
}

function headersOf(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function malformed(message: string): GraphFault {
  return badRequest(`Invalid batch payload format: ${message}`);
}
