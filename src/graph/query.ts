export type QueryOptions = {
  readonly select?: readonly string[];
  readonly expand?: string;
  readonly filter?: string;
  readonly top?: number;
  readonly count?: boolean;
};

/** A path with its OData options, every value encoded. */
export function query(path: string, { select, expand, filter, top, count }: QueryOptions): string {
  const options: [string, string | undefined][] = [
    ["$select", select?.join(",")],
    ["$expand", expand],
    ["$filter", filter],
    ["$top", top?.toString()],
    ["$count", count === true ? "true" : undefined],
  ];
  const given = options.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? path : `${path}?${given.join("&")}`;
}

/** A text as a literal in `$filter`, its quotes doubled (OData 4.01 URL conventions, 5.1.1.14.1). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An id as a path segment. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}
