import { z } from "zod";
import { type DeclaredLink, defaultPersonSettings, type PersonSettings } from "../access/persons/settings.ts";
import { readYaml } from "../conflicts/yaml-document.ts";

const personId = z.string({ error: "a person's id is text: put it in quotes" }).min(1, "a person's id is not empty");

/** Accounts, by object id or user principal name, and the person whose each is. */
const linksSchema = z.record(z.string().min(1), personId);

const adminName = z
  .string()
  .regex(/^(?:[^*]+\*[^*]*|\*[^*]+)$/u, 'a name has one * for the account it belongs to, and more, such as "adm-*"');

/** How a configuration says by what accounts are told to be one person's. */
export const personsSchema = z.strictObject({
  maxAccounts: z.int().min(2).default(defaultPersonSettings.maxAccounts),
  adminNames: z.array(adminName).default([...defaultPersonSettings.adminNames]),
  links: linksSchema.default({}),
});

type At = (path: readonly PropertyKey[]) => string;

/** `at` tells where a line of the links stands. */
export function personSettingsFrom({ links, ...others }: z.infer<typeof personsSchema>, at: At): PersonSettings {
  return { ...others, links: linksFrom(links, at) };
}

/** Reads a link file, `account: person` line by line. Throws `config/unreadable` with file, line and column. */
export function readLinks(file: string, text: string): readonly DeclaredLink[] {
  const { value, at } = readYaml(file, text, linksSchema, "config/unreadable");
  return linksFrom(value, at);
}

function linksFrom(links: Readonly<Record<string, string>>, at: At): readonly DeclaredLink[] {
  return Object.entries(links).map(([principal, person]) => ({ principal, person, at: at([principal]) }));
}
