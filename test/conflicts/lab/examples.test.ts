import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runExamples } from "../../../src/conflicts/lab/examples.ts";
import { type Pack, readPacks } from "../../../src/conflicts/packs.ts";

const folder = join(import.meta.dirname, "../../../rules/packs");
const shipped = readPacks(
  globSync("*.yaml", { cwd: folder }).map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") })),
);

const conflicts = `pack: pay
duties:
  raise: { title: Raise, kind: recording }
  approve: { title: Approve, kind: authorization }
  check: { title: Check, kind: verification }
conflicts:
  - { id: R1, title: Both, sides: [[raise], [approve, check]], severity: high }
  - { id: R2, title: Team, duties: [raise, approve, check], people: 3, severity: high }
  - { id: R3, title: Some, duties: [raise, check], severity: high, when: { department: Treasury } }
`;

function failures(given: string, expected: string, pack = conflicts): readonly string[] {
  const text = `${pack}examples: [{ name: E, given: ${given}, expect: ${expected} }]\n`;
  const [read] = readPacks([{ file: "pay.yaml", text }]);
  return runExamples(read as Pack).flatMap((result) => result.failures);
}

describe("the examples of the packs that come with sodscan", () => {
  it("are nine packs' of 65 conflicts", () => {
    expect(shipped).toHaveLength(9);
    expect(shipped.flatMap(({ conflicts }) => conflicts)).toHaveLength(65);
  });

  describe.each(shipped.map((pack) => ({ name: pack.name, pack })))("$name", ({ pack }) => {
    it.each(runExamples(pack).map(({ example, failures }) => ({ name: example.name, failures })))(
      "$name",
      ({ failures }) => {
        expect(failures).toEqual([]);
      },
    );

    it("violate each of its conflicts, and have people who violate none", () => {
      const violated = new Set(pack.examples.flatMap(({ expect }) => Object.keys(expect)));
      expect([...violated].sort()).toEqual(pack.conflicts.map(({ id }) => id).sort());
      expect(pack.examples.some(({ expect }) => Object.keys(expect).length === 0)).toBe(true);
    });
  });
});

describe("an example of legal entities", () => {
  const entities = `pack: pay
duties:
  raise: { title: Raise, kind: recording }
  approve: { title: Approve, kind: authorization }
conflicts:
  - { id: R1, title: Both, duties: [raise, approve], severity: high, when: { sameEntity: true } }
  - { id: R2, title: Any, duties: [raise, approve], severity: low }
  - { id: R3, title: Team, duties: [raise, approve], people: 2, severity: low, when: { sameEntity: true } }
`;

  it.each([
    ["{ Ann: [raise@DE, approve@DE], Ben: [raise@UK] }", "{ R1: [Ann], R2: [Ann], R3: [Ann] }", []],
    ["{ Ann: [raise@DE, approve@UK] }", "{ R2: [Ann] }", []],
    ["{ Ann: [raise@de, approve@De] }", "{ R1: [Ann], R2: [Ann], R3: [Ann] }", []],
    ["{ Ann: [raise, approve@UK], Ben: [raise@DE] }", "{ R1: [Ann], R2: [Ann], R3: [Ann] }", []],
    ["{ Ann: [raise, approve] }", "{ R1: [Ann], R2: [Ann], R3: [Ann] }", []],
    ["{ Ann: [raise, approve], Ben: [raise@DE, approve@UK] }", "{ R1: [Ann], R2: [Ann, Ben], R3: [Ann] }", []],
    [
      "{ Ann: { holds: [raise@DE, approve@Great Britain] } }",
      "{ R1: [Ann], R2: [Ann] }",
      ["R1: expected Ann, found nobody"],
    ],
  ])("%s expects %s", (given, expected, found) => {
    expect(failures(given, expected, entities)).toEqual(found);
  });
});

describe("an example", () => {
  it.each([
    ["{ Ann: [raise, check], Ben: [approve] }", "{ R1: [Ann], R2: [Ann, Ben] }", []],
    ["{ Ann: [raise, check], Ben: [approve] }", "{ R1: [Ann] }", ["R2: expected nobody, found Ann, Ben"]],
    ["{ Ann: [raise], Ben: [approve] }", "{ R1: [Ann] }", ["R1: expected Ann, found nobody"]],
    ["{ Ann: [raise, approve], Ben: [approve] }", "{ R1: [Ben] }", ["R1: expected Ben, found Ann"]],
    ["{ Ann: { holds: [raise, check], department: treasury } }", "{ R1: [Ann], R3: [Ann] }", []],
    ["{ Ann: { holds: [raise, check], department: Payments } }", "{ R1: [Ann] }", []],
  ])("of %s that expects %s", (given, expected, found) => {
    expect(failures(given, expected)).toEqual(found);
  });
});
