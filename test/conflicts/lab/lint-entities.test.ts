import { describe, expect, it } from "vitest";
import { lintEntities } from "../../../src/conflicts/lab/lint-entities.ts";
import { type Bindings, readPacks } from "../../../src/conflicts/packs.ts";

const head = `pack: pay
duties:
  raise: { title: Raise, kind: recording }
  approve: { title: Approve, kind: authorization }
  release: { title: Release, kind: custody }
conflicts:
  - { id: R1, title: Both, sides: [[raise], [approve, release]], severity: high, when: { sameEntity: true } }
bindings:
`;

function lint(bindings: string, more: Bindings = {}): readonly string[] {
  const packs = readPacks([{ file: "pay.yaml", text: head + bindings }], more);
  return packs.flatMap(lintEntities).map(({ at, level, message }) => `${at}: ${level}: ${message}`);
}

describe("linting legal entities", () => {
  it("has nothing to say where each side is held for every entity, or for all", () => {
    expect(
      lint(`  raise: [{ group: { name: A }, entity: DE }, { group: { name: B }, entity: UK }]
  approve: [{ group: { name: C }, entity: UK }]
  release: [{ group: { name: D }, entity: DE }]
`),
    ).toEqual([]);
    expect(lint("  raise: [{ group: { name: A }, entity: DE }]\n  approve: [{ group: { name: C } }]\n")).toEqual([]);
    expect(lint("  raise: [{ group: { name: A }, entity: DE }]\n")).toEqual([]);
  });

  it("tells an entity that one side names and the other does not, each way, once", () => {
    expect(
      lint(`  raise:
    - { group: { name: A }, entity: DE }
    - { group: { name: A }, entity: DEE }
    - { group: { name: B }, entity: DEE }
  approve:
    - { group: { name: C }, entity: DE }
    - { group: { name: D } }
    - { group: { name: E }, entity: UK }
`),
    ).toEqual([
      'pay.yaml:11:7: warning: R1: no entry of approve or release is for "DEE", and others are for other entities',
      'pay.yaml:16:7: warning: R1: no entry of raise is for "UK", and others are for other entities',
    ]);
  });

  it("tells a spelling that differs from another, bindings from elsewhere included", () => {
    const entry = {
      selector: { group: { name: "C", membership: "transitive" }, entity: "de" },
      at: "sodscan.yaml:3:9",
    } as const;
    expect(lint("  raise: [{ group: { name: A }, entity: DE }]\n", { pay: { approve: [entry] } })).toEqual([
      'sodscan.yaml:3:9: warning: "de" is spelled "DE" elsewhere; it is the same entity',
    ]);
  });

  it("tells an entity that no conflict asks for", () => {
    const packs = readPacks([
      {
        file: "pay.yaml",
        text: `${head.replace(", when: { sameEntity: true }", "")}  raise: [{ group: { name: A }, entity: DE }]\n`,
      },
    ]);
    expect(packs.flatMap(lintEntities)).toEqual([
      {
        at: "pay.yaml:9:11",
        level: "warning",
        message: 'no conflict over raise says `sameEntity`: "DE" changes nothing',
      },
    ]);
  });
});
