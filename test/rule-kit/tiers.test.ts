import { describe, expect, it } from "vitest";
import { tiersFrom } from "../../src/rule-kit/tiers.ts";

const read = (...entries: readonly string[]) =>
  tiersFrom(entries, (text) => (/^\d+$/u.test(text) ? Number(text) : null));
const accessPackage = { id: "p1", name: "Pay", catalogId: "c1", catalogName: "Payments" };

describe("tiers", () => {
  it.each(["p1 = 3", "Pay=3", "c1 = 3", "Payments = 3"])("are set by %s", (entry) => {
    expect(read(entry).of(accessPackage)).toBe(3);
    expect(read(entry).of({ id: "p2", name: "Other", catalogId: null })).toBeUndefined();
  });

  it("are those of the package before those of its catalog, and zero is one", () => {
    expect(read("Payments = 3", "Pay = 0").of(accessPackage)).toBe(0);
  });

  it("may be of a name with an equals sign", () => {
    expect(read("a=b = 2").of({ id: null, name: "a=b" })).toBe(2);
  });

  it("say which entries cannot be read", () => {
    expect(read("Pay", "= 3", "Pay = many").unreadable).toEqual([
      expect.stringContaining('"Pay"'),
      expect.stringContaining('"= 3"'),
      expect.stringContaining('"Pay = many"'),
    ]);
    expect(read("Pay = 1").unreadable).toEqual([]);
  });
});
