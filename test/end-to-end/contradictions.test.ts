import { expect, it } from "vitest";
import { unreconciledPopulation } from "../../rules/dataquality/unreconciled-population.ts";
import { assess } from "../../src/assess/assess.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { collectEmulated, testFolder } from "./scan-emulated.ts";
import { smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const hidden = tenant.accessPackages.find(({ displayName }) => displayName === "pay")!.id;
const nobody = { status: 200, body: { value: [], "@odata.count": 0 } };

it("marks what the tenant contradicts, twice, and DQ-002 reports it with the numbers", async () => {
  const { path } = await collectEmulated(tenant, testFolder(), {
    intercept: ({ path: asked, query }) =>
      asked.endsWith("/assignments") && decodeURIComponent(query).includes(`accessPackage/id eq '${hidden}'`)
        ? nobody
        : undefined,
  });
  const snapshot = await openSnapshot(path);
  const marked = snapshot.coverage.filter(({ contradicted }) => contradicted === true);
  const { findings } = assess(snapshot, { rules: [unreconciledPopulation], packs: [] }).assessment;
  snapshot.close();

  expect(marked.map(({ section, status }) => [section, status])).toEqual([["assignments", "failed"]]);
  expect(findings.map(({ subject, message }) => [subject?.id, message])).toEqual([
    ["assignments", expect.stringContaining("has 150 assignments in all and its packages gave 20")],
  ]);
});
