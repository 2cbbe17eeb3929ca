import { describe, expect, it } from "vitest";
import { keyOfParent, parentIdOf } from "../../src/snapshot/parent-id.ts";

describe("the id of a parent", () => {
  it("is the object's own id", () => {
    expect(parentIdOf(["a/b c"])).toBe("a/b c");
  });

  it("leads through several ids, whatever they hold, and back", () => {
    const key = ["definition/1", "instance 2", "100%"];
    expect(parentIdOf(key).split("/")).toHaveLength(3);
    expect(keyOfParent(parentIdOf(key))).toEqual(key);
  });
});
