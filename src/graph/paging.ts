import { z } from "zod";
import { GraphFailure } from "./graph-failure.ts";
import type { GraphResponse } from "./graph-response.ts";

/** What a page says of itself, and where it came from. */
export type PageAnswer = Pick<GraphResponse, "json" | "url" | "requestId">;

const page = z.object({ value: z.array(z.unknown()), "@odata.nextLink": z.string().nullish() });

/**
 * Where the next page of a collection stands, as a path under `/v1.0`, exactly as `@odata.nextLink` gives it; null after the
 * last (https://learn.microsoft.com/graph/paging). Throws an `unsafe-link` failure where the link leads to another origin,
 * because the token would go there, too.
 */
export function nextPath(answer: PageAnswer, origin: string): string | null {
  return pathOf(linkIn(answer), origin);
}

const count = z.union([
  z.int().min(0),
  z
    .string()
    .regex(/^\d{1,15}$/u)
    .transform(Number),
]);

const counts = z.object({ "@odata.count": count.nullish() });

/** How many there are by the tenant's own count; null where the page does not say. */
export function countIn({ json, url, requestId }: PageAnswer): number | null {
  const parsed = counts.safeParse(json);
  if (parsed.success) return parsed.data["@odata.count"] ?? null;
  throw new GraphFailure("malformed", "Graph answered with an @odata.count that is no count", { url, requestId });
}

/** Follows a collection page by page to its end. A link that leads back to a page already read is an error, not a loop. */
export async function* followPages(
  first: string,
  origin: string,
  read: (path: string) => Promise<GraphResponse>,
): AsyncGenerator<GraphResponse> {
  const seen = new Set<string>();
  for (let path: string | null = first; path !== null; ) {
    if (seen.has(path)) {
      throw new GraphFailure("repeated-link", "Graph's next link leads back to a page already read", { url: path });
    }
    seen.add(path);
    const response = await read(path);
    const link = linkIn(response);
    yield response;
    path = pathOf(link, origin);
  }
}

function linkIn({ json, url, requestId }: PageAnswer): string | null {
  const parsed = page.safeParse(json);
  if (parsed.success) return parsed.data["@odata.nextLink"] ?? null;
  throw new GraphFailure("malformed", "Graph answered without a list of values", { url, requestId });
}

function pathOf(link: string | null, origin: string): string | null {
  if (link === null) return null;
  const base = `${origin}/v1.0/`;
  if (link.startsWith(base)) return link.slice(base.length - 1);
  throw new GraphFailure("unsafe-link", `Graph's next link leads away from ${base}; it was not followed`, {
    url: link,
  });
}
