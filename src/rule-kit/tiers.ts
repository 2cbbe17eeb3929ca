/** A package as a list of tiers can name it: by id or name, or by that of its catalog. */
export type TieredPackage = {
  readonly id: string | null;
  readonly name: string;
  readonly catalogId?: string | null;
  readonly catalogName?: string | null;
};

export type Tiers<Value> = {
  /** What is set for the package, else for its catalog; undefined where nothing is. */
  readonly of: (accessPackage: TieredPackage) => Value | undefined;
  /** A line on each entry that cannot be read. */
  readonly unreadable: readonly string[];
};

/** Reads entries such as `Payment Operations = 2`: a package or catalog, by id or name, and what is asked of it. */
export function tiersFrom<Value>(entries: readonly string[], parse: (text: string) => Value | null): Tiers<Value> {
  const values = new Map<string, Value>();
  const unreadable: string[] = [];
  for (const entry of entries) {
    const end = entry.lastIndexOf("=");
    const value = end < 1 ? null : parse(entry.slice(end + 1).trim());
    if (value === null) unreadable.push(`the tier "${entry}" cannot be read: write a name, "=" and what is asked`);
    else values.set(entry.slice(0, end).trim(), value);
  }
  const valueOf = (name: string | null | undefined): Value | undefined => (name == null ? undefined : values.get(name));
  return {
    of: ({ id, name, catalogId, catalogName }) =>
      valueOf(id) ?? valueOf(name) ?? valueOf(catalogId) ?? valueOf(catalogName),
    unreadable,
  };
}
