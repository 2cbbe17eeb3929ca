/** What a conflict is called in a sentence: that of a pack by its id, a declared one, whose id is made of ids, by its title. */
export function conflictName({
  source,
  id,
  title,
}: {
  readonly source: "pack" | "declared";
  readonly id: string;
  readonly title: string;
}): string {
  return source === "declared" ? title : id;
}
