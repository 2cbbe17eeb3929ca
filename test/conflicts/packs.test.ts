import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPacks } from "../../src/conflicts/packs.ts";
import { ScanError } from "../../src/scan-error.ts";

const sound = `pack: pay
duties:
  raise: { title: Raise, kind: recording }
  approve: { title: Approve, kind: authorization, heldBy: [{ group: { name: A } }] }
conflicts:
  - id: R1
    title: Both
    duties: [raise, approve]
    severity: high
`;

const read = (text: string, file = "pay.yaml") => readPacks([{ file, text }]);

/** The text with one place changed; it must be there. */
function changed(from: string, to: string): string {
  expect(sound).toContain(from);
  return sound.replace(from, to);
}

function complaint(text: string): string {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ScanError);
    expect((error as ScanError).code).toBe("pack/invalid");
    expect((error as ScanError).exitCode).toBe(2);
    return (error as ScanError).message;
  }
  throw new Error("the pack was read");
}

describe("readPacks", () => {
  it("fills in what a pack may leave out", () => {
    const [pack] = read(sound);
    expect(pack).toMatchObject({ name: "pay", title: "pay", sources: [], examples: [] });
    expect(pack?.conflicts).toEqual([
      {
        id: "R1",
        title: "Both",
        duties: ["raise", "approve"],
        sides: [["raise"], ["approve"]],
        atMost: 1,
        people: null,
        when: null,
        sameEntity: false,
        severity: "high",
        scenario: null,
        controls: [],
        revoke: null,
        minimumHolders: {},
      },
    ]);
    expect(pack?.duties).toEqual([
      { id: "raise", title: "Raise", kind: "recording", heldBy: [] },
      {
        id: "approve",
        title: "Approve",
        kind: "authorization",
        heldBy: [{ selector: { group: { name: "A", membership: "transitive" } }, at: "pay.yaml:4:60" }],
      },
    ]);
  });

  it.each([
    ["what is not YAML", changed("duties: [raise, approve]", "duties: [raise, approve"), "pay.yaml:9:5: "],
    ["a key told twice", changed("title: Both", "id: R2"), "pay.yaml:7:5: "],
    ["an empty file", "", "pay.yaml:1:1: "],
    ["no list where one stands", changed("[raise, approve]", "raise"), "pay.yaml:8:13: conflicts.0.duties: "],
    ["a severity that is none", changed("high", "dire"), "pay.yaml:9:15: conflicts.0.severity: "],
    [
      "a key nobody knows",
      changed("severity: high", "severity: high\n    colour: red"),
      "pay.yaml:10:5: conflicts.0.colour: there is no such key",
    ],
    ["no duty at all", changed("[raise, approve]", "[]"), "pay.yaml:8:13: conflicts.0.duties: "],
    [
      "a limit of none",
      changed("severity: high", "severity: high\n    atMost: 0"),
      "pay.yaml:10:13: conflicts.0.atMost: ",
    ],
    [
      "an entry of no known kind",
      changed("{ group: { name: A } }", "{ team: A }"),
      "pay.yaml:4:60: duties.approve.heldBy.0: ",
    ],
    [
      "a group by name and id",
      changed("{ name: A }", "{ name: A, id: 1 }"),
      "pay.yaml:4:80: duties.approve.heldBy.0.group.id: ",
    ],
    [
      "a name that is a number, where only one form has a name",
      changed("{ group: { name: A } }", "{ group: { name: 5 } }"),
      "pay.yaml:4:77: duties.approve.heldBy.0.group.name: ",
    ],
    [
      "an entity that is a number, which YAML may have written otherwise",
      changed("{ group: { name: A } }", "{ group: { name: A }, entity: 0100 }"),
      "pay.yaml:4:90: duties.approve.heldBy.0.entity: a name; put a number in quotes",
    ],
    [
      "an entity with a space nobody sees",
      changed("{ group: { name: A } }", '{ group: { name: A }, entity: "DE " }'),
      "pay.yaml:4:90: duties.approve.heldBy.0.entity: a name without spaces around it",
    ],
    [
      "an entity within several points, beside which it belongs",
      changed("{ group: { name: A } }", "{ allOf: [{ group: { name: A }, entity: DE }, { group: { name: B } }] }"),
      "pay.yaml:4:",
    ],
    [
      "a conflict said not to be about the same entity",
      changed("severity: high", "severity: high\n    when: { sameEntity: false }"),
      "pay.yaml:10:25: conflicts.0.when.sameEntity: ",
    ],
    ["an alias to nothing", changed("title: Both", "title: *both"), "pay.yaml:7:12: "],
  ])("refuses %s, with its place", (_, text, place) => {
    expect(complaint(text).slice(0, place.length)).toBe(place);
  });

  it.each([
    [
      "a duty that there is not",
      changed("[raise, approve]", "[raise, release]"),
      'pay.yaml:8:13: R1: there is no duty "release"',
    ],
    ["a duty twice", changed("[raise, approve]", "[raise, raise]"), "pay.yaml:8:13: R1: a duty is named twice"],
    [
      "a limit that cannot be exceeded",
      changed("severity: high", "severity: high\n    atMost: 2"),
      "pay.yaml:10:13: R1: of 2 duties, at most 2 can never be exceeded",
    ],
    [
      "one duty that is not said to be critical",
      changed("[raise, approve]", "[raise]"),
      "pay.yaml:8:13: R1: one duty is no conflict; `critical: true` reports whoever holds it",
    ],
    [
      "neither duties nor sides",
      changed("    duties: [raise, approve]\n", ""),
      "pay.yaml:6:9: R1: it takes either `duties` or `sides`",
    ],
    [
      "duties and sides",
      changed("severity: high", "severity: high\n    sides: [[raise], [approve]]"),
      "pay.yaml:6:9: R1: it takes either `duties` or `sides`",
    ],
    [
      "a duty on both sides",
      changed("duties: [raise, approve]", "sides: [[raise, approve], [approve]]"),
      "pay.yaml:8:12: R1: a duty is named twice",
    ],
    [
      "more people than there are duties",
      changed("severity: high", "severity: high\n    people: 3"),
      "pay.yaml:10:13: R1: 2 duties can never take 3 people",
    ],
    [
      "people and a limit",
      changed("severity: high", "severity: high\n    people: 2\n    atMost: 1"),
      "pay.yaml:11:13: R1: `people` and `atMost` exclude each other",
    ],
    [
      "people and a side to give up",
      changed("severity: high", "severity: high\n    people: 2\n    revoke: raise"),
      "pay.yaml:11:13: R1: `people` names a team, of which no side is given up",
    ],
    [
      "a critical conflict of two duties",
      changed("severity: high", "severity: high\n    critical: true"),
      "pay.yaml:10:15: R1: a critical conflict has one duty, and no `atMost` or `people`",
    ],
    [
      "a scope that names nothing",
      changed("severity: high", "severity: high\n    when: {}"),
      "pay.yaml:10:11: R1: it names no property of people",
    ],
    [
      "a critical duty of the same entity",
      changed("[raise, approve]", "[raise]").replace(
        "severity: high",
        "severity: high\n    critical: true\n    when: { sameEntity: true }",
      ),
      "pay.yaml:11:11: R1: `sameEntity` is about several duties, and this is one",
    ],
    [
      "an example of a duty that there is not, for an entity",
      `${sound}examples: [{ name: E, given: { Ann: [release@DE] }, expect: {} }]`,
      'pay.yaml:10:37: "E": there is no duty "release"',
    ],
    [
      "an example of a duty that there is not",
      `${sound}examples: [{ name: E, given: { Ann: [release] }, expect: {} }]`,
      'pay.yaml:10:37: "E": there is no duty "release"',
    ],
    [
      "an example of a conflict that there is not",
      `${sound}examples: [{ name: E, given: { Ann: [raise] }, expect: { R9: [Ann] } }]`,
      'pay.yaml:10:62: "E": there is no conflict "R9"',
    ],
    [
      "an example that expects somebody who is not in it",
      `${sound}examples: [{ name: E, given: { Ann: [raise] }, expect: { R1: [Bob] } }]`,
      'pay.yaml:10:62: "E": nobody is called "Bob"',
    ],
    [
      "revoking what is not its duty",
      changed("severity: high", "severity: high\n    revoke: release"),
      'pay.yaml:10:13: R1: "release" is not one of its duties',
    ],
    [
      "a staffing that is not of its duties, which no plan would keep",
      changed("duties: [raise, approve]", "duties: [raise, release]\n    minimumHolders: { approve: 2 }").replace(
        "conflicts:",
        "  release: { title: Release, kind: custody }\nconflicts:",
      ),
      'pay.yaml:10:21: R1: "approve" is not one of its duties',
    ],
    [
      "bindings of a duty that there is not",
      `${sound}bindings: { release: [{ group: { name: R } }] }`,
      'pay.yaml:10:23: the pack "pay" has no duty "release"',
    ],
  ])("refuses %s, with its place and conflict", (_, text, message) => {
    expect(complaint(text)).toBe(message);
  });

  it("reads sides, people, critical duties and scopes", () => {
    const more = `
  - { id: R2, title: Sides, sides: [[raise, check], [approve]], severity: high, revoke: check }
  - { id: R3, title: Team, duties: [raise, approve, check], people: 2, severity: high }
  - { id: R4, title: Alone, duties: [check], critical: true, severity: high }
  - { id: R5, title: Some, duties: [raise, check], when: { department: [Pay, HR], userType: Guest }, severity: high }
`;
    const [pack] = read(`${changed("conflicts:", "  check: { title: Check, kind: verification }\nconflicts:")}${more}`);
    expect(
      pack?.conflicts.slice(1).map(({ duties, sides, atMost, people }) => ({ duties, sides, atMost, people })),
    ).toEqual([
      { duties: ["raise", "check", "approve"], sides: [["raise", "check"], ["approve"]], atMost: 1, people: null },
      { duties: ["raise", "approve", "check"], sides: [["raise"], ["approve"], ["check"]], atMost: 2, people: 2 },
      { duties: ["check"], sides: [["check"]], atMost: 0, people: null },
      { duties: ["raise", "check"], sides: [["raise"], ["check"]], atMost: 1, people: null },
    ]);
    expect(pack?.conflicts.at(-1)?.when).toEqual({ department: ["pay", "hr"], userType: ["guest"] });
  });

  it("adds the bindings of a file without duties to the pack of its name", () => {
    const overlay = "pack: pay\nbindings:\n  raise: [{ accessPackage: { name: P, catalog: C } }]\n";
    const [pack, ...others] = readPacks([
      { file: "pay.yaml", text: sound },
      { file: "ours.yaml", text: overlay },
    ]);
    expect(others).toEqual([]);
    expect(pack?.duties[0]?.heldBy).toEqual([
      { selector: { accessPackage: { name: "P", catalog: "C" } }, at: "ours.yaml:3:11" },
    ]);
    expect(pack?.conflicts).toHaveLength(1);
  });

  it("adds bindings given outside any pack to those within", () => {
    const outside = { selector: { group: { name: "B", membership: "direct" as const } }, at: "sodscan.yaml:1:1" };
    const [pack] = readPacks([{ file: "pay.yaml", text: sound }], { pay: { approve: [outside] } });
    expect(pack?.duties[1]?.heldBy.map(({ at }) => at)).toEqual(["pay.yaml:4:60", "sodscan.yaml:1:1"]);
  });

  it("refuses bindings for a pack that is not loaded", () => {
    expect(complaint("pack: gl\nbindings: { post: [{ group: { name: G } }] }")).toBe(
      'pay.yaml:2:20: bindings for the pack "gl", which is not loaded',
    );
  });

  it("replaces a pack by a later one of its name, and refuses a conflict id that two packs share", () => {
    const other = { file: "other.yaml", text: sound.replace("pack: pay", "pack: other") };
    const twice = { file: "again.yaml", text: changed("title: Both", "title: Again") };

    expect(readPacks([{ file: "pay.yaml", text: sound }, twice]).map(({ conflicts }) => conflicts[0]?.title)).toEqual([
      "Again",
    ]);
    expect(() => readPacks([{ file: "pay.yaml", text: sound }, other])).toThrow(
      'conflict R1 is in the packs "pay" and "other"',
    );
  });

  it("reads every pack that comes with sodscan, all of them unbound", () => {
    const folder = join(import.meta.dirname, "../../rules/packs");
    const files = globSync("*.yaml", { cwd: folder }).map((file) => ({
      file,
      text: readFileSync(join(folder, file), "utf8"),
    }));
    const packs = readPacks(files);
    expect(packs.length).toBe(files.length);
    expect(packs.length).toBeGreaterThan(0);
    expect(packs.flatMap(({ duties }) => duties).filter(({ heldBy }) => heldBy.length > 0)).toEqual([]);
  });
});
