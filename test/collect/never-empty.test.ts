import { describe, expect, it } from "vitest";
import { collectedSections, collectors } from "../../src/collect/collectors/index.ts";
import { crawlEmulated } from "../end-to-end/crawl-emulated.ts";
import { testFolder } from "../end-to-end/scan-emulated.ts";
import { smallTenant } from "../end-to-end/small-tenant.ts";

const neverEmpty = collectedSections.filter((section) => collectors[section].neverEmpty === true);

describe.each(neverEmpty)("an empty list of %s", (section) => {
  it.each([
    ["with a count that fits", { value: [], "@odata.count": 0 }],
    ["without a count", { value: [] }],
  ])("%s is not believed, because no tenant has none", async (_, body) => {
    const [path, select = ""] = collectors[section].path("").split("?");
    const { rows } = await crawlEmulated(
      {
        tenant: smallTenant(),
        intercept: (asked) =>
          asked.path === `/v1.0${path}` && decodeURIComponent(asked.query).includes(decodeURIComponent(select))
            ? { status: 200, body }
            : undefined,
      },
      testFolder(),
    );
    expect(rows[section]).toMatchObject({ status: "failed", rows: [] });
    expect(rows[section].reason).toContain("may not be allowed to see");
    expect(rows[section].reason).toContain(path);
  });
});

it("is not believed of what every tenant has", () => {
  expect(neverEmpty).toEqual(
    expect.arrayContaining(["organization", "users", "signIns", "servicePrincipals", "catalogs"]),
  );
});
