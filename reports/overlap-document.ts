import type { Overlap } from "../src/domain/overlap.ts";
import { jsonDocument } from "../src/report-kit/json-document.ts";

/** An overlap as JSON in chunks: one holder, direction and administrator per line. */
export function overlapDocument({ holders, directions, administration, ...rest }: Overlap): Iterable<string> {
  return jsonDocument({
    ...rest,
    holders: { lines: holders },
    directions: { lines: directions },
    administration,
  });
}
