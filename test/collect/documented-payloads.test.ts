import { describe, expect, it } from "vitest";
import { type CollectedSection, collectedSections, collectors } from "../../src/collect/collectors/index.ts";
import type { SectionName } from "../../src/domain/sections.ts";
import { json } from "../graph/tiny-graph.ts";
import { type Example, examplesOf, isDocumented, type Json } from "./documented.ts";
import { partOf } from "./read-answer.ts";

/** Documents, beside those of a section's own path, that show the same resource: read alone, made, or through a function. */
const more: { readonly [S in SectionName]?: readonly string[] } = {
  users: ["user-get"],
  groups: ["group-get"],
  servicePrincipals: ["serviceprincipal-get"],
  catalogs: ["accesspackagecatalog-get", "entitlementmanagement-post-catalogs"],
  accessPackages: [
    "accesspackage-get",
    "accesspackage-filterbycurrentuser",
    "entitlementmanagement-post-accesspackages",
  ],
  policies: [
    "accesspackageassignmentpolicy-get",
    "accesspackageassignmentpolicy-update",
    "entitlementmanagement-post-assignmentpolicies",
    "entitlementmanagement-post-accesspackageassignmentpolicies",
  ],
  assignments: [
    "accesspackageassignment-get",
    "accesspackageassignment-filterbycurrentuser",
    "accesspackageassignment-additionalaccess",
  ],
  assignmentRequests: [
    "accesspackageassignmentrequest-get",
    "accesspackageassignmentrequest-filterbycurrentuser",
    "entitlementmanagement-post-assignmentrequests",
    "entitlementmanagement-post-accesspackageassignmentrequests",
  ],
};

/** Sections of which no payload in the documentation is whole: never shown, or never with the properties we expand. */
const neverWhole: ReadonlySet<SectionName> = new Set<SectionName>([
  "organization",
  "assignments",
  "additionalAccess",
  "deletedUsers",
  "deletedGroups",
]);

/**
 * What we ask for and cannot do without; the id where nothing else is said. Documented payloads are shortened, or show
 * another `$select`: one that leaves these out is no answer to us, and is refused instead of being read as nothing.
 */
const needed: { readonly [S in SectionName]?: readonly string[] } = {
  assignments: ["id", "target", "accessPackage"],
  additionalAccess: ["id", "target"],
};

const isWhole = (section: SectionName, { items }: Pick<Example, "items">) =>
  items.every((item) => (needed[section] ?? ["id"]).every((name) => typeof (item[name] ?? undefined) !== "undefined"));

/** Beta's names for what a column is named for, which the documentation of v1.0 uses, too. */
const inBeta: Readonly<Record<string, readonly string[]>> = {
  state: ["catalogStatus", "assignmentState", "requestState"],
  status: ["assignmentStatus", "requestStatus"],
  completedDateTime: ["completedDate"],
};

/** The row has the item's id, and in a column of a property's name what the item says there, or the parent that it was read for. */
function expectSaid(row: Json, item: Json): void {
  expect(Object.values(row)).toContain(item["id"]);
  for (const [column, value] of Object.entries(row)) {
    const said = [column, ...(inBeta[column] ?? [])].map((name) => item[name]).find((one) => one !== undefined);
    if (typeof said !== "string" && typeof said !== "boolean") continue;
    expect([String(said), "parent"], column).toContain(String(value));
  }
}

/** The items as the list that the section is read from, without links and counts that the shortening made untrue. */
const listOf = (section: CollectedSection, items: readonly Json[]) => {
  const { property } = collectors[section];
  return property === null ? items[0] : { [property]: items };
};

const rowsOf = async (section: CollectedSection, items: readonly Json[]) =>
  (await partOf(section, json(listOf(section, items)))).rows.map(({ row }) => row);

/** Ways in which the documentation, and Graph, say the same thing otherwise. */
const dialects: Readonly<Record<string, (value: unknown) => unknown>> = {
  "flags in quotes": everywhere((value) => (typeof value === "boolean" ? String(value) : value)),
  "types without their #": everywhere((value) =>
    typeof value === "string" ? value.replace(/^#(?=microsoft\.graph\.)/u, "") : value,
  ),
};

const examples = collectedSections.map((section) => ({ section, all: examplesOf(section, more[section] ?? []) }));

describe.skipIf(!isDocumented)("payloads of Graph's documentation (skipped without ../shared)", () => {
  describe.each(examples)("for $section", ({ section, all }) => {
    it.each(all.filter((example) => isWhole(section, example)))("$file is read, item for item", async ({ items }) => {
      const rows = await rowsOf(section, items);
      expect(rows).toHaveLength(items.length);
      for (const [index, row] of rows.entries()) expectSaid(row, items[index]!);
    });

    it.each(all.filter((example) => !isWhole(section, example)))(
      "$file leaves out what we ask for, and is refused",
      async ({ items }) => {
        await expect(rowsOf(section, items)).rejects.toMatchObject({ name: "GraphFailure", kind: "malformed" });
      },
    );

    it(neverWhole.has(section) ? "shows none that is whole" : "shows at least one that is whole", () => {
      expect(all.some((example) => isWhole(section, example))).toBe(!neverWhole.has(section));
    });

    it.each(Object.entries(dialects))("reads the same of %s", async (_, spoken) => {
      for (const { items } of all.filter((example) => isWhole(section, example))) {
        const rows = await rowsOf(
          section,
          items.map((item) => spoken(item) as Json),
        );
        expect(JSON.stringify(rows).replaceAll(/"(true|false)"/gu, "$1")).toBe(
          JSON.stringify(await rowsOf(section, items)),
        );
      }
    });
  });

  it("make an assignment whole, of an assignment, a target and a package that are shown apart", async () => {
    const shown = (document: string, section: CollectedSection) => {
      const example = examplesOf(section, [document]).find(({ file }) => file.startsWith(`v1.0.${document}__`));
      return example?.items[0] ?? {};
    };
    const { target } = shown("accesspackageassignment-additionalaccess", "assignments");
    const assignment = shown("accesspackageassignment-filterbycurrentuser", "assignments");
    const accessPackage = shown("accesspackage-get", "accessPackages");

    const [row] = await rowsOf("assignments", [{ ...assignment, target, accessPackage }]);
    expect(row).toMatchObject({
      id: assignment["id"],
      state: "delivered",
      targetObjectId: "cdbdf152-82ce-479c-b5b8-df90f561d5c7",
      accessPackageId: accessPackage["id"],
      expiredDateTime: null,
    });
  });
});

function everywhere(change: (value: unknown) => unknown): (value: unknown) => unknown {
  return (value) => {
    if (Array.isArray(value)) return value.map(everywhere(change));
    if (typeof value !== "object" || value === null) return change(value);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, everywhere(change)(inner)]));
  };
}
