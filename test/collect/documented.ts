import { existsSync, readFileSync } from "node:fs";
import { type CollectedSection, collectors } from "../../src/collect/collectors/index.ts";
import { pathOf } from "./read-answer.ts";

const folder = new URL("../../../shared/facts/graph-examples/", import.meta.url);

/** Whether the payloads of Graph's documentation are there; users' machines do not have them. */
export const isDocumented = existsSync(folder);

/** A payload as the documentation shows it, and the items in it by a plain reading of its own. */
export type Example = { readonly file: string; readonly json: Json; readonly items: readonly Json[] };

export type Json = Readonly<Record<string, unknown>>;

type Entry = {
  readonly file: string;
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly status: string;
};

/** The documented answers to a section's own path, of v1.0 first, and those of the documents named beside. */
export function examplesOf(section: CollectedSection, more: readonly string[]): readonly Example[] {
  const named = (file: string) => more.some((document) => file.replace(/^(?:v1\.0|beta)\.|__.*/gu, "") === document);
  return manifest()
    .filter(({ kind, status }) => kind === "response" && status.startsWith("20"))
    .filter(({ file, method, url }) => named(file) || (method === "GET" && isReadBy(section, url)))
    .map(({ file }) => exampleIn(file))
    .sort((a, b) => (a.file > b.file ? -1 : 1));
}

function manifest(): readonly Entry[] {
  if (!isDocumented) return [];
  const [, ...lines] = readFileSync(new URL("manifest.tsv", folder), "utf8").trim().split("\n");
  return lines.map((line) => {
    const [file = "", , , kind = "", method = "", url = "", status = ""] = line.split("\t");
    return { file, kind, method, url, status };
  });
}

function exampleIn(file: string): Example {
  const json = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Json;
  const list = json["value"] ?? json["resourceRoleScopes"] ?? json["accessPackageResourceRoleScopes"] ?? json;
  return { file, json, items: (Array.isArray(list) ? list : [list]) as readonly Json[] };
}

/** Beta's names for the collections of v1.0. */
const namesInBeta: Readonly<Record<string, string>> = {
  accessPackageCatalogs: "catalogs",
  accessPackageAssignmentPolicies: "assignmentPolicies",
  accessPackageAssignmentRequests: "assignmentRequests",
  accessPackageAssignments: "assignments",
  accessPackageResources: "resources",
  accessPackageResourceRoles: "resourceRoles",
  accessPackageResourceRoleScopes: "resourceRoleScopes",
  customAccessPackageWorkflowExtensions: "customWorkflowExtensions",
};

/** Whether a documented address is where the section is read, whatever stands for the parents' ids in it. */
function isReadBy(section: CollectedSection, documented: string): boolean {
  const [path = "", query = ""] = documented.split("?");
  const { property } = collectors[section];
  const expanded = property === null || property === "value" || /\$expand=\w*ResourceRoleScopes\b/iu.test(query);
  const steps = path.replace(/^https:\/\/[^/]+\/(?:v1\.0|beta)/u, "").split("/");
  const own = (pathOf(section).split("?")[0] ?? "").split("/");
  return (
    expanded &&
    steps.length === own.length &&
    steps.every(
      (step, index) => (own[index] === "parent" && step !== "delta") || own[index] === (namesInBeta[step] ?? step),
    )
  );
}
