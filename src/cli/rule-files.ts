import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import type { RuleSet } from "../assess/assess.ts";
import { readPacks, type TextFile } from "../conflicts/packs.ts";
import { ScanError } from "../scan-error.ts";
import type { Config } from "./config.ts";
import { packageRoot } from "./version.ts";

export type RuleSelection = { readonly rules: readonly string[]; readonly onlyRules: boolean };

/** The rules, and the packs asked for with their bindings; `files` are the packs as they were read, for the evidence. */
export type LoadedRules = RuleSet & { readonly files: readonly TextFile[] };

export function loadRules(selection: RuleSelection, config: Config): LoadedRules {
  const builtIn = selection.onlyRules ? [] : packFilesIn(join(packageRoot ?? "", "rules", "packs"));
  const paths = [...builtIn, ...[...config.rules, ...selection.rules].flatMap(packFilesIn)];
  const files = paths.map((file) => ({ file, text: readFileSync(file, "utf8") }));
  return { rules, packs: readPacks(files, config.bindings), files };
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
