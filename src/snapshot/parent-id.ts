/** An object that others are read from, by the values of its natural key: its id, or several that lead to it. */
export function parentIdOf(key: readonly string[]): string {
  const [only = "", ...others] = key;
  return others.length === 0 ? only : key.map(encodeURIComponent).join("/");
}

/** The values of a natural key of several, out of what `parentIdOf` made of them. */
export function keyOfParent(parentId: string): readonly string[] {
  return parentId.split("/").map(decodeURIComponent);
}
