import { describe, expect, it } from "vitest";
import { entriesIn, lintNames, lintPack } from "../../../src/conflicts/lab/lint.ts";
import { modelOf } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const head = `pack: pay
duties:
  raise: { title: Raise, kind: recording }
  approve: { title: Approve, kind: authorization }
  release: { title: Release, kind: custody }
conflicts:
`;
const all = "  - { id: R1, title: All, duties: [raise, approve, release], severity: high }\n";

/** Where a piece of the text begins, as an editor counts; the piece must be there once. */
function placeOf(text: string, piece: string): string {
  expect(text.split(piece)).toHaveLength(2);
  const before = text.slice(0, text.indexOf(piece)).split("\n");
  return `pay.yaml:${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

const lint = (text: string) =>
  lintPack({ file: "pay.yaml", text }).map(({ at, level, message }) => `${at}: ${level}: ${message}`);

describe("linting a pack", () => {
  it("has nothing to say of a sound one", () => {
    expect(lint(head + all)).toEqual([]);
  });

  it.each([
    [
      "every unknown key, each at its place",
      `${head.replace("pack: pay", "pack: pay\ncolour: red")}${all.replace("severity", "sverity: low, severity")}`,
      [
        ["colour", "error: colour: there is no such key"],
        ["sverity", "error: conflicts.0.sverity: there is no such key"],
      ],
    ],
    [
      "what makes no sense, all of it",
      `${head}  - { id: R1, title: All, duties: [raise, sell], severity: high, revoke: approve }\n`,
      [
        ["[raise, sell]", 'error: R1: there is no duty "sell"'],
        ["approve }", 'error: R1: "approve" is not one of its duties'],
      ],
    ],
    [
      "a duty in no conflict",
      `${head}  - { id: R1, title: Two, duties: [raise, approve], severity: high }\n`,
      [["{ title: Release", 'warning: the duty "release" is in no conflict']],
    ],
    [
      "an id that two conflicts share",
      `${head}${all}  - { id: R1, title: Again, sides: [[raise, approve], [release]], severity: high }\n`,
      [["R1, title: Again", "error: there is another conflict R1"]],
    ],
    [
      "two conflicts over the same sides that differ in severity and in the side given up",
      `${head}${all}  - { id: R2, title: Again, duties: [release, raise, approve], severity: low, revoke: raise }\n`,
      [["R2", "error: R2 contradicts R1: severity low against high, revoke raise against none"]],
    ],
    [
      "a conflict said twice",
      `${head}${all}  - { id: R2, title: Again, duties: [release, raise, approve], severity: high }\n`,
      [["R2", "error: R2 says what R1 says already"]],
    ],
    [
      "a conflict within another",
      `${head}${all}  - { id: R2, title: Two, duties: [raise, release], severity: high }\n`,
      [["R2", "warning: R2 is subsumed by R1: whoever violates it violates that, too"]],
    ],
    [
      "a conflict of duties within one of unions",
      `${head}  - { id: R1, title: Sides, sides: [[raise, approve], [release]], severity: high }
  - { id: R2, title: Two, duties: [raise, release], severity: high }\n`,
      [["R2", "warning: R2 is subsumed by R1: whoever violates it violates that, too"]],
    ],
  ])("tells %s", (_, text, complaints) => {
    expect(lint(text)).toEqual(complaints.map(([piece = "", rest]) => `${placeOf(text, piece)}: ${rest}`));
  });

  it.each([
    [
      "allows less",
      "  - { id: R2, title: Two, duties: [raise, approve, release], atMost: 2, severity: high }\n",
      ["R2"],
    ],
    [
      "is for everyone",
      "  - { id: R2, title: Two, duties: [raise, release], severity: high, when: { userType: Guest } }\n",
      ["R2"],
    ],
    ["takes people", "  - { id: R2, title: Two, duties: [raise, approve, release], people: 3, severity: high }\n", []],
  ])("takes a conflict for subsumed where the wider one %s", (_, more, subsumed) => {
    expect(lint(head + all + more).flatMap((line) => /(R\d) is subsumed/u.exec(line)?.[1] ?? [])).toEqual(subsumed);
  });

  it("does not take a conflict for subsumed by one for some people, or one that allows more", () => {
    const some = all.replace("severity", "when: { userType: Guest }, severity");
    const more = all.replace("severity", "atMost: 2, severity");
    const two = "  - { id: R2, title: Two, duties: [raise, release], severity: high }\n";
    expect(lint(head + some + two)).toEqual([]);
    expect(lint(head + more + two)).toEqual([]);
  });
});

describe("linting names", () => {
  const text = `${head.replace("kind: recording", "kind: recording, heldBy: [{ group: { name: I } }, { group: { name: Gone } }]")}${all}bindings:
  approve:
    - group: { name: A }
    - allOf: [{ group: { name: I } }, { accessPackage: { name: P } }]
`;

  const names = (tenant: ReturnType<typeof aTenant>) =>
    lintNames(entriesIn({ file: "pay.yaml", text }), tenant.build(), modelOf(tenant)).map(
      ({ at, level, message }) => `${at}: ${level}: ${message}`,
    );

  it("tells what matches nothing or several things, bindings included", () => {
    const tenant = aTenant().groups("I").group("A1", { displayName: "A" }).group("A2", { displayName: "A" });
    expect(names(tenant)).toEqual([
      `${placeOf(text, "{ group: { name: Gone } }")}: error: nothing in the tenant matches the group with name "Gone"`,
      `${placeOf(text, "group: { name: A }")}: error: 2 things match the group with name "A"; name it by id`,
      `${placeOf(text, "allOf")}: error: nothing in the tenant matches the access package with name "P"`,
    ]);
  });

  it("does not call a name wrong that could not be looked for", () => {
    const tenant = aTenant().groups("I", "A", "Gone").unread("accessPackages");
    expect(names(tenant)).toEqual([
      `${placeOf(text, "allOf")}: warning: it cannot be told whether it matches: accessPackages was not read`,
    ]);
  });
});
