/** A threshold or list that `sodscan.yaml` can set for a rule, with what holds where it does not. */
export type Parameter =
  | { readonly kind: "duration"; readonly default: string; readonly meaning: string }
  | { readonly kind: "count"; readonly default: number; readonly meaning: string }
  | { readonly kind: "list"; readonly default: readonly string[]; readonly meaning: string };

export type Parameters = Readonly<Record<string, Parameter>>;

/** What a parameter can be set to: an ISO 8601 duration, a whole number, or a list of names or ids. */
export type ParameterValue = string | number | readonly string[];

/** The values a rule judges by. */
export type ValuesOf<P extends Parameters> = { readonly [Name in keyof P]: P[Name]["default"] };

/** Rule id, parameter name, value: as a configuration sets them. */
export type ParameterSettings = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;

/** An ISO 8601 duration, such as `P90D`. */
export function duration(standard: string, meaning: string) {
  return { kind: "duration", default: standard, meaning } as const satisfies Parameter;
}

export function count(standard: number, meaning: string) {
  return { kind: "count", default: standard, meaning } as const satisfies Parameter;
}

/** Names or ids. */
export function list(standard: readonly string[], meaning: string) {
  return { kind: "list", default: standard, meaning } as const satisfies Parameter;
}

/** The value of each parameter: what was set, else its default. What was set must have been checked to fit its kind. */
export function valuesOf(
  parameters: Parameters,
  settings: Readonly<Record<string, ParameterValue>> = {},
): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, settings[name] ?? parameter.default]),
  );
}
