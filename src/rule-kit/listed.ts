/** Whether a list of ids and names, in whatever casing, has any of those given. */
export function listedIn(list: readonly string[]): (...names: readonly (string | null | undefined)[]) => boolean {
  const listed = new Set(list.map((name) => name.toLowerCase()));
  return (...names) => names.some((name) => name != null && listed.has(name.toLowerCase()));
}
