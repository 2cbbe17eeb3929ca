import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { defaultPersonSettings } from "../access/persons/settings.ts";
import type { RuleSettings } from "../assess/rule-set.ts";
import { bindingsSchema } from "../conflicts/pack-schema.ts";
import type { Bindings } from "../conflicts/packs.ts";
import { readYaml } from "../conflicts/yaml-document.ts";
import { ScanError } from "../scan-error.ts";
import { personSettingsFrom, personsSchema } from "./person-settings.ts";
import { extendedFrom, parametersFrom } from "./rule-settings.ts";

const configSchema = z.strictObject({
  /** Packs to add, relative to the file. */
  rules: z.array(z.string()).default([]),
  /** Pack, duty, and what holds it in this tenant. */
  bindings: z.record(z.string(), bindingsSchema).default({}),
  /** Rule, parameter, value. */
  parameters: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** Packages and catalogs, by name or id, that are sensitive though no conflict names them. */
  sensitive: z
    .strictObject({ packages: z.array(z.string()).default([]), catalogs: z.array(z.string()).default([]) })
    .default({ packages: [], catalogs: [] }),
  /** Packages, by name or id, sanctioned to give both sides of a conflict: never by a word that the package's manager writes. */
  overrides: z.array(z.string()).default([]),
  /** By what accounts are told to be one person's. */
  persons: personsSchema.prefault({}),
  /** Extended rules to run as well, by id or code. */
  extended: z.union([z.literal("all"), z.array(z.string())]).default([]),
});

export type Config = {
  readonly rules: readonly string[];
  readonly bindings: Bindings;
  readonly settings: Required<RuleSettings>;
  readonly extended: "all" | readonly string[];
};

const none: Config = {
  rules: [],
  bindings: {},
  settings: {
    parameters: {},
    sensitive: { packages: [], catalogs: [] },
    overrides: [],
    persons: defaultPersonSettings,
  },
  extended: [],
};

/** The configuration at `path`, or `sodscan.yaml` here where none is named and there is one. */
export function readConfig(path: string | undefined): Config {
  if (path === undefined) return existsSync("sodscan.yaml") ? configFrom("sodscan.yaml") : none;
  if (!existsSync(path)) throw new ScanError("config/unreadable", `there is no configuration at ${path}`);
  return configFrom(path);
}

function configFrom(path: string): Config {
  return parseConfig(path, readFileSync(path, "utf8"));
}

/** Throws `config/unreadable` with file, line and column. */
export function parseConfig(path: string, text: string): Config {
  const { value, at } = readYaml(path, text, configSchema, "config/unreadable");
  const bindings = Object.entries(value.bindings).map(([pack, duties]): [string, Bindings[string]] => [
    pack,
    Object.fromEntries(
      Object.entries(duties).map(([duty, selectors]) => [
        duty,
        selectors.map((selector, index) => ({ selector, at: at(["bindings", pack, duty, index]) })),
      ]),
    ),
  ]);
  const wrong = (path: readonly PropertyKey[], why: string): never => {
    throw new ScanError("config/unreadable", `${at(path)}: ${path.map(String).join(".")}: ${why}`);
  };
  return {
    settings: {
      parameters: parametersFrom(value.parameters, wrong),
      sensitive: value.sensitive,
      overrides: value.overrides,
      persons: personSettingsFrom(value.persons, (path) => at(["persons", "links", ...path])),
    },
    extended: extendedFrom(value.extended, wrong),
    rules: value.rules.map((file) => resolve(dirname(path), file)),
    bindings: Object.fromEntries(bindings.flatMap(([pack, duties]) => (duties === undefined ? [] : [[pack, duties]]))),
  };
}
