import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/cli/config.ts";
import { readLinks } from "../../src/cli/person-settings.ts";

const personsIn = (text: string) => parseConfig("sodscan.yaml", text).settings.persons;

describe("a link file", () => {
  it("is accounts and the persons they are of, each with its place", () => {
    expect(readLinks("links.yaml", "anna@bank.example: P-1\nadm-anna@bank.example: P-1\n")).toEqual([
      { principal: "anna@bank.example", person: "P-1", at: "links.yaml:1:20" },
      { principal: "adm-anna@bank.example", person: "P-1", at: "links.yaml:2:24" },
    ]);
  });

  it.each([
    ["a: 00423", "links.yaml:1:4", "put it in quotes"],
    ["a: P-1\na: P-2", "links.yaml:2:1", "unique"],
    ["- a", "links.yaml:1:1", "record"],
    ["a: ''", "links.yaml:1:4", "not empty"],
    ["a: [P-1]", "links.yaml:1:4", "put it in quotes"],
  ])("is refused as %j, with the place", (text, place, why) => {
    expect(() => readLinks("links.yaml", text)).toThrow(place);
    expect(() => readLinks("links.yaml", text)).toThrow(why);
  });
});

describe("persons in a configuration", () => {
  it("are told by four accounts at most and three names where nothing is said", () => {
    expect(personsIn("rules: []")).toEqual({ maxAccounts: 4, adminNames: ["adm-*", "*-adm", "*.admin"], links: [] });
  });

  it("can be set", () => {
    expect(personsIn('persons: { maxAccounts: 6, adminNames: ["t0_*"], links: { a: P-1 } }')).toEqual({
      maxAccounts: 6,
      adminNames: ["t0_*"],
      links: [{ principal: "a", person: "P-1", at: "sodscan.yaml:1:62" }],
    });
  });

  it.each(["maxAccounts: 1", 'adminNames: ["*"]', 'adminNames: ["adm"]', 'adminNames: ["a*b*"]', "unknown: 1"])(
    "are refused as %j",
    (text) => {
      expect(() => personsIn(`persons: { ${text} }`)).toThrow("sodscan.yaml:1");
    },
  );
});
