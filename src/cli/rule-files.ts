import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import { rules } from "../../rules/index.ts";
import { type DeclaredLink, defaultPersonSettings } from "../access/persons/settings.ts";
import type { RuleSet, RuleSettings } from "../assess/rule-set.ts";
import { noWaivers, parseWaivers } from "../assess/waivers/waiver-file.ts";
import { readPacks, type TextFile } from "../conflicts/packs.ts";
import { ScanError } from "../scan-error.ts";
import type { Config } from "./config.ts";
import { readLinks } from "./person-settings.ts";
import { packageRoot } from "./version.ts";

export type RuleSelection = {
  readonly rules: readonly string[];
  readonly onlyRules: boolean;
  readonly waivers?: string;
  /** A file that says whose accounts are whose. */
  readonly links?: string;
};

/** The rules, and the packs asked for with their bindings; `files` are the packs as they were read, for the evidence. */
export type LoadedRules = RuleSet & { readonly files: readonly TextFile[] };

/** The bindings of a configuration as files that add them to their packs, so that the evidence can be judged again. */
function bindingFiles({ bindings }: Config): readonly TextFile[] {
  return Object.entries(bindings).map(([pack, duties]) => {
    const selectors = Object.entries(duties).map(([duty, heldBy]) => [duty, heldBy.map(({ selector }) => selector)]);
    return { file: `bindings-${pack}.yaml`, text: stringify({ pack, bindings: Object.fromEntries(selectors) }) };
  });
}

/** What a configuration sets besides packs and bindings, as a configuration that sets it again. */
function settingsFile(
  { parameters, sensitive, overrides, persons }: Required<RuleSettings>,
  extended: Config["extended"],
): readonly TextFile[] {
  const links = Object.fromEntries(persons.links.map(({ principal, person }) => [principal, person]));
  const set = { parameters, sensitive, overrides, extended, persons: { ...persons, links } };
  const isUnset = isDeepStrictEqual(set, {
    parameters: {},
    sensitive: { packages: [], catalogs: [] },
    overrides: [],
    extended: [],
    persons: { ...defaultPersonSettings, links: {} },
  });
  return isUnset ? [] : [{ file: "sodscan.yaml", text: stringify(set) }];
}

/** The configuration that evidence keeps beside its packs, in the first of these folders that has one. */
export function settingsAmong(rules: readonly string[]): string | undefined {
  return firstIn(rules, isSettings);
}

/** Whether a file of that name is what evidence keeps beside its packs, and no pack. */
type IsKept = (name: string) => boolean;

const isSettings: IsKept = (name) => /^(?:\d+-)?sodscan\.yaml$/u.test(name);
const isWaivers: IsKept = (name) => /^\d+-waivers\.yaml$/u.test(name);

function firstIn(folders: readonly string[], isKept: IsKept): string | undefined {
  return folders.flatMap((path) =>
    filesIn(path)
      .filter(isKept)
      .map((name) => join(path, name)),
  )[0];
}

export function loadRules(selection: RuleSelection, config: Config): LoadedRules {
  const builtIn = selection.onlyRules ? [] : [join(packageRoot ?? "", "rules", "packs")];
  const files = readPackFiles([...builtIn, ...config.rules, ...selection.rules]);
  const { extended } = config;
  const waivers = waiverFiles(selection.waivers ?? firstIn(selection.rules, isWaivers));
  const links = selection.links === undefined ? [] : linksIn(selection.links);
  const persons = { ...config.settings.persons, links: [...config.settings.persons.links, ...links] };
  const settings = { ...config.settings, persons };
  return {
    rules: rules.filter(({ meta }) => meta.isExtended !== true || extended === "all" || extended.includes(meta.id)),
    packs: readPacks(files, config.bindings),
    settings,
    waivers: waivers.map(({ file, text }) => parseWaivers(file, text))[0] ?? noWaivers,
    files: [...files, ...bindingFiles(config), ...settingsFile(settings, extended), ...waivers.map(kept)],
  };
}

function waiverFiles(path: string | undefined): readonly TextFile[] {
  if (path === undefined) return [];
  if (!existsSync(path)) throw new ScanError("waivers/invalid", `there are no waivers at ${path}`);
  return [{ file: path, text: readFileSync(path, "utf8") }];
}

/** Waivers under the name by which they are known again, whatever they were called. */
function kept({ text }: TextFile): TextFile {
  return { file: "waivers.yaml", text };
}

/** The packs at these paths, and in these folders. Throws `pack/invalid` where there is nothing. */
export function readPackFiles(paths: readonly string[]): readonly TextFile[] {
  return paths.flatMap(packFilesIn).map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

/** The pack itself, or the packs in a folder, by name. */
function packFilesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new ScanError("pack/invalid", `there is no rule pack at ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return filesIn(path)
    .filter((name) => !isSettings(name) && !isWaivers(name))
    .map((name) => join(path, name));
}

/** The YAML files in a folder, by name; none where it is no folder. */
function filesIn(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort();
}

function linksIn(path: string): readonly DeclaredLink[] {
  if (!existsSync(path)) throw new ScanError("config/unreadable", `there is no link file at ${path}`);
  return readLinks(path, readFileSync(path, "utf8"));
}
