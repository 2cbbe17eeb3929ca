import { isRecord } from "../odata/entity.ts";
import type { Effect } from "./effect.ts";

/**
 * Graph shows twenty children of a directory object and gives no link to the rest
 * (https://learn.microsoft.com/graph/query-parameters#expand-parameter).
 */
export function cappedExpand(children: number): Effect {
  return (request, next, { play }) => {
    const response = next(request);
    const links = new Set(request.query.get("$expand")?.match(/\w+/gu));
    if (links.size === 0 || !isRecord(response.body)) return response;

    let isShort = false;
    const capped = (value: unknown, name = ""): unknown => {
      if (Array.isArray(value)) {
        const shown = links.has(name) ? value.slice(0, children) : value;
        isShort ||= shown.length < value.length;
        return shown.map((item) => capped(item));
      }
      if (!isRecord(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, capped(inner, key)]));
    };
    const body = Object.fromEntries(Object.entries(response.body).map(([key, inner]) => [key, capped(inner, key)]));
    if (isShort) play();
    return { ...response, body };
  };
}
