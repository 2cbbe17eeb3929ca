import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { bankConfig, collectEmulated, now, scanEmulated, testFolder } from "./scan-emulated.ts";
import { rowsIn } from "./small-tenant.ts";

const bank = contosoBank({ now });
const declaring = bank.accessPackages.find(
  ({ incompatibleAccessPackageIds }) => incompatibleAccessPackageIds.length > 0,
)!;
const listed = declaring.incompatibleAccessPackageIds[0]!;

/** Each list that tells of the edge, and the package whose list it is. */
const lists = [
  ["incompatibleAccessPackages", declaring.id],
  ["accessPackagesIncompatibleWith", listed],
] as const;

/** Answers with an empty list so many times, and then as the tenant would. */
function dropping(list: string, packageId: string, times: number) {
  const asked = { times: 0 };
  const intercept = ({ path }: { readonly path: string }) => {
    if (!path.endsWith(`/accessPackages/${packageId}/${list}`)) return undefined;
    asked.times += 1;
    return asked.times <= times ? { status: 200, body: { value: [] } } : undefined;
  };
  return { asked, intercept };
}

describe.each(lists)("an edge that %s lacks", (list, packageId) => {
  it("once, is there after both lists are read again", async () => {
    const calm = await rowsIn((await collectEmulated(bank, testFolder())).path);
    const { asked, intercept } = dropping(list, packageId, 1);
    const healed = await rowsIn((await collectEmulated(bank, testFolder(), { intercept })).path);

    expect(asked.times).toBeGreaterThan(1);
    expect(healed).toEqual(calm);
    expect(calm[list]?.rows.length).toBeGreaterThan(0);
  });

  it("always, fails both lists, by the edge's name, and nothing that hangs on declarations is concluded", async () => {
    const args = ["--config", bankConfig, "--formats", "json"];
    const { asked, intercept } = dropping(list, packageId, Infinity);
    const { assessment, exitCode } = await scanEmulated(bank, testFolder(), { args, intercept });

    expect(asked.times).toBe(2);
    for (const [section] of lists) {
      const coverage = assessment.coverage.find((covered) => covered.section === section);
      expect(coverage?.status).toBe("failed");
      expect(coverage?.reason).toContain(`package ${declaring.id} declares ${listed} incompatible`);
      expect(coverage?.reason).toContain(`only ${lists.find(([other]) => other !== list)![0]} tells`);
    }
    const outcomes = new Map(assessment.outcomes.map(({ rule, outcome }) => [rule, outcome]));
    expect(outcomes.get("undeclared-conflict")).toBe("inconclusive");
    expect(assessment.outcomes.find(({ rule }) => rule === "dual-holder")?.reason).toContain(
      "not every declaration is known",
    );
    expect([1, 3]).toContain(exitCode);
  });
});

it("an other end that cannot be read leaves the declarations as they were told", async () => {
  const intercept = ({ path }: { readonly path: string }) =>
    path.endsWith("/accessPackagesIncompatibleWith")
      ? { status: 403, body: { error: { code: "Forbidden", message: "no" } } }
      : undefined;
  const { incompatibleAccessPackages, accessPackagesIncompatibleWith } = await rowsIn(
    (await collectEmulated(bank, testFolder(), { intercept })).path,
  );
  expect(incompatibleAccessPackages?.status).toBe("complete");
  expect(accessPackagesIncompatibleWith?.status).toBe("denied");
});

it("an edge to a package that the tenant does not list is no contradiction", async () => {
  const stray = { id: "not-listed", displayName: "not listed" };
  const intercept = ({ path }: { readonly path: string }) =>
    path.endsWith(`/accessPackages/${declaring.id}/incompatibleAccessPackages`)
      ? { status: 200, body: { value: [stray, { id: listed, displayName: "" }] } }
      : undefined;
  const { incompatibleAccessPackages } = await rowsIn((await collectEmulated(bank, testFolder(), { intercept })).path);
  expect(incompatibleAccessPackages?.status).toBe("complete");
  expect(incompatibleAccessPackages?.rows).toContainEqual(expect.objectContaining({ incompatibleId: "not-listed" }));
});
