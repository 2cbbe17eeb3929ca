import { describe, expect, it } from "vitest";
import { packagesOf } from "../../src/access/packages.ts";
import { aTenant, now } from "../builders/tenant.ts";

describe("packages at a moment before the tenant was read", () => {
  const tenant = (expiredDateTime: string | null) =>
    aTenant().accessPackages("P").assign("ann", "P", { state: "expired", expiredDateTime }).build();
  const before = new Date(now.getTime() - 86_400_000 * 30);

  it("cannot tell of an assignment that has ended since whether it was held", () => {
    expect(packagesOf(tenant(now.toISOString()), before).blindSpot({ id: "P", name: "P" })).toContain(
      "1 of the assignments",
    );
    expect(packagesOf(tenant(null), before).blindSpot({ id: "P", name: "P" })).toContain("1 of the assignments");
  });

  it("knows what was over by then, and what is over now", () => {
    expect(packagesOf(tenant("2020-01-01T00:00:00Z"), before).blindSpot({ id: "P", name: "P" })).toBeNull();
    expect(
      packagesOf(tenant(now.toISOString()), new Date(now.getTime() + 86_400_000)).blindSpot({ id: "P", name: "P" }),
    ).toBeNull();
  });
});
