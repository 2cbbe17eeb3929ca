import { describe, expect, it } from "vitest";
import type { Interceptor } from "../../src/emulator/http/answer.ts";
import type { InterceptedResponse } from "../../src/emulator/start-emulator.ts";
import { collectEmulated, testFolder } from "./scan-emulated.ts";
import { type Rows, rowsIn, smallTenant } from "./small-tenant.ts";

type Asked = Pick<Parameters<Interceptor>[0], "path" | "query">;

const tenant = smallTenant();
const idOf = (name: string) => tenant.accessPackages.find(({ displayName }) => displayName === name)!.id;

const isAbout =
  (name: string) =>
  ({ path, query }: Asked) =>
    path.endsWith("/assignments") && decodeURIComponent(query).includes(`accessPackage/id eq '${idOf(name)}'`);

type Interfere = (request: Asked, times: number) => InterceptedResponse | undefined;

/** Collects, with answers of our own; `times` counts how often the same was asked. */
async function collected(interfere: Interfere): Promise<Rows> {
  const asked = new Map<string, number>();
  const { path } = await collectEmulated(tenant, testFolder(), {
    intercept: (request) => {
      const key = `${request.path}?${request.query}`;
      asked.set(key, (asked.get(key) ?? 0) + 1);
      return interfere(request, asked.get(key) ?? 0);
    },
  });
  return rowsIn(path);
}

const nobody = { status: 200, body: { value: [], "@odata.count": 0 } };
const uncounted = { status: 400, body: { error: { code: "BadRequest", message: "$count is not supported." } } };

const isCount = ({ path, query }: Asked) =>
  path.endsWith("/assignments") && !query.includes("filter") && query.includes("count=true");

describe("assignments, against what the tenant says otherwise", () => {
  it.each([
    ["by its own count", () => undefined],
    ["by its list where it gives no count", (request) => (isCount(request) ? uncounted : undefined)],
  ] satisfies [string, (request: Asked) => InterceptedResponse | undefined][])(
    "are read again where a package hid them once (%s)",
    async (_, counting) => {
      const calm = await collected(() => undefined);
      const healed = await collected(
        (request, times) => counting(request) ?? (isAbout("pay")(request) && times === 1 ? nobody : undefined),
      );
      expect(calm.assignments.rows.length).toBe(150);
      expect(healed.assignments).toMatchObject({ status: "complete", rows: calm.assignments.rows });
    },
  );

  it("are not whole where a package hides them for good", async () => {
    const { assignments } = await collected((request) => (isAbout("pay")(request) ? nobody : undefined));
    expect(assignments.status).toBe("failed");
    expect(assignments.reason).toContain("the tenant has 150 assignments in all and its packages gave 20");
  });

  it("are whole, as far as can be told, where the tenant neither counts nor lists them", async () => {
    const { assignments } = await collected(({ path, query }) =>
      path.endsWith("/assignments") && !query.includes("filter")
        ? { status: 403, body: { error: { code: "Forbidden", message: "Only with a filter." } } }
        : undefined,
    );
    expect(assignments).toMatchObject({ status: "complete", rows: { length: 150 } });
  });
});
