import { rules } from "../../rules/index.ts";
import { addDuration } from "../domain/iso-duration.ts";
import type { Parameter, ParameterSettings, ParameterValue } from "../rule-kit/parameters.ts";

/** Refuses what stands at a path of the configuration, and says why. */
type Refuse = (path: readonly PropertyKey[], why: string) => never;

type Written = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a configuration sets for rules; refuses rules and parameters there are none of, and values of another kind. */
export function parametersFrom(written: Written, refuse: Refuse): ParameterSettings {
  return Object.fromEntries(
    Object.entries(written).map(([id, values]) => {
      const parameters = rules.find(({ meta }) => meta.id === id || meta.code === id)?.meta;
      if (parameters === undefined) return refuse(["parameters", id], "there is no such rule");
      const known = parameters.parameters ?? {};
      const checked = Object.entries(values).map(([name, value]): [string, ParameterValue] => {
        const parameter = known[name];
        const path = ["parameters", id, name];
        if (parameter === undefined) return refuse(path, unknownParameter(known));
        return [name, fitting(parameter, value) ?? refuse(path, expected[parameter.kind])];
      });
      return [parameters.id, Object.fromEntries(checked)];
    }),
  );
}

/** The ids of the extended rules asked for. */
export function extendedFrom(written: "all" | readonly string[], refuse: Refuse): "all" | readonly string[] {
  if (written === "all") return written;
  return written.map((name, index) => {
    const rule = rules.find(({ meta }) => meta.id === name || meta.code === name);
    return rule?.meta.id ?? refuse(["extended", index], `there is no rule ${name}`);
  });
}

function unknownParameter(known: Readonly<Record<string, Parameter>>): string {
  const names = Object.keys(known);
  return names.length === 0 ? "this rule has no parameters" : `this rule has ${names.join(", ")}`;
}

const expected = {
  duration: "give an ISO 8601 duration, such as P90D",
  count: "give a whole number, zero or more",
  list: "give a list of names or ids",
} as const satisfies Record<Parameter["kind"], string>;

/** The value where it is of the parameter's kind, else null. */
function fitting({ kind }: Parameter, value: unknown): ParameterValue | null {
  switch (kind) {
    case "duration":
      return typeof value === "string" && addDuration(new Date(0), value) !== null ? value : null;
    case "count":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
    case "list":
      return Array.isArray(value) && value.every((entry) => typeof entry === "string") ? value : null;
  }
}
