export type Person = { readonly id: string; readonly name: string; readonly enabled: boolean };

const names = [
  "Sofia Lindqvist",
  "Priya Raman",
  "Tomás Ferreira",
  "Grace Okafor",
  "Henrik Dahl",
  "Amina Yusuf",
  "Peter Novak",
  "Chloé Martin",
  "Daniel Weiss",
  "Mei-Ling Chen",
  "Robert O’Neill",
] as const;

/** The eleven of the story. */
export const people: readonly Person[] = names.map((name, index) => ({
  id: `4e8b0000-0000-4000-8000-0000000000${String(index + 10)}`,
  name,
  enabled: index !== 6,
}));
