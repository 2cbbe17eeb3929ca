import { createHash } from "node:crypto";

/** Where a round of change tracking stands: what has changed from one bookmark (null: from nothing) to another. */
export type DeltaToken = {
  readonly from: string | null;
  readonly to: string;
  /** How many entries have been given already. */
  readonly start: number;
  /** The query options of the first request, which hold for all rounds. */
  readonly options: string;
};

/** Opaque, and good for one path only. */
export function sealed(path: string, { from, to, start, options }: DeltaToken): string {
  const content = new URLSearchParams({ from: from ?? "", to, start: `${start}`, options }).toString();
  return Buffer.from(`${digestOf(path, content)}${content}`).toString("base64url");
}

/** Null where the token was not sealed for this path. */
export function opened(path: string, token: string): DeltaToken | null {
  const text = Buffer.from(token, "base64url").toString();
  const content = text.slice(digestLength);
  if (text.slice(0, digestLength) !== digestOf(path, content)) return null;

  const params = new URLSearchParams(content);
  const from = params.get("from") ?? "";
  return {
    from: from === "" ? null : from,
    to: params.get("to") ?? "",
    start: Number(params.get("start")),
    options: params.get("options") ?? "",
  };
}

const digestLength = 16;

function digestOf(path: string, content: string): string {
  return createHash("sha256").update(`${path}?${content}`).digest("base64url").slice(0, digestLength);
}
