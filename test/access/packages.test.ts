import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../src/access/access-model.ts";
import { aTenant, now } from "../builders/tenant.ts";

describe("packages at a moment before the tenant was read", () => {
  const tenant = (expiredDateTime: string | null) =>
    aTenant().accessPackages("P").assign("ann", "P", { state: "expired", expiredDateTime }).build();
  const before = new Date(now.getTime() - 86_400_000 * 30);

  it("cannot tell of an assignment that has ended since whether it was held", () => {
    expect(accessModelOf(tenant(now.toISOString()), before).packages.blindSpot({ id: "P", name: "P" })).toContain(
      "1 of the assignments",
    );
    expect(accessModelOf(tenant(null), before).packages.blindSpot({ id: "P", name: "P" })).toContain(
      "1 of the assignments",
    );
  });

  it("knows what was over by then, and what is over now", () => {
    expect(accessModelOf(tenant("2020-01-01T00:00:00Z"), before).packages.blindSpot({ id: "P", name: "P" })).toBeNull();
    expect(
      accessModelOf(tenant(now.toISOString()), new Date(now.getTime() + 86_400_000)).packages.blindSpot({
        id: "P",
        name: "P",
      }),
    ).toBeNull();
  });
});
