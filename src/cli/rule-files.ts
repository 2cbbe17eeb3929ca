import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { rules } from "../../rules/index.ts";
import type { RuleSet } from "../assess/rule-set.ts";
import { noWaivers, parseWaivers } from "../assess/waivers/waiver-file.ts";
import { readPacks, type TextFile } from "../conflicts/packs.ts";
import { ScanError } from "../scan-error.ts";
import type { Config } from "./config.ts";
import { packageRoot } from "./version.ts";

export type RuleSelection = {
  readonly rules: readonly string[];
  readonly onlyRules: boolean;
  readonly waivers?: string;
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
function settingsFile({ settings: { parameters, sensitive }, extended }: Config): readonly TextFile[] {
  const isEmpty = [parameters, sensitive.packages, sensitive.catalogs, extended].every(
    (set) => Object.keys(set).length === 0,
  );
  return isEmpty ? [] : [{ file: "sodscan.yaml", text: stringify({ parameters, sensitive, extended }) }];
}

export function loadRules(selection: RuleSelection, config: Config): LoadedRules {
  const builtIn = selection.onlyRules ? [] : [join(packageRoot ?? "", "rules", "packs")];
  const files = readPackFiles([...builtIn, ...config.rules, ...selection.rules]);
  const { settings, extended } = config;
  const waivers = waiverFiles(selection.waivers);
  return {
    rules: rules.filter(({ meta }) => meta.isExtended !== true || extended === "all" || extended.includes(meta.id)),
    packs: readPacks(files, config.bindings),
    settings,
    waivers: waivers.map(({ file, text }) => parseWaivers(file, text))[0] ?? noWaivers,
    files: [...files, ...bindingFiles(config), ...settingsFile(config), ...waivers],
  };
}

function waiverFiles(path: string | undefined): readonly TextFile[] {
  if (path === undefined) return [];
  if (!existsSync(path)) throw new ScanError("waivers/invalid", `there are no waivers at ${path}`);
  return [{ file: path, text: readFileSync(path, "utf8") }];
}

/** The packs at these paths, and in these folders. Throws `pack/invalid` where there is nothing. */
export function readPackFiles(paths: readonly string[]): readonly TextFile[] {
  return paths.flatMap(packFilesIn).map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

/** The pack itself, or the packs in a folder, by name. */
function packFilesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new ScanError("pack/invalid", `there is no rule pack at ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort()
    .map((name) => join(path, name));
}
