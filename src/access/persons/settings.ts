/** A line of a link file: an account, by object id or user principal name, and the person whose it is. */
export type DeclaredLink = {
  readonly principal: string;
  readonly person: string;
  /** `file:line:column`. */
  readonly at: string;
};

/** By what accounts are told to be one person's, besides what the directory says. */
export type PersonSettings = {
  /** What more accounts share than this is bad data and links none of them. */
  readonly maxAccounts: number;
  /** Names of administrators' accounts, `*` standing for the name of the account they belong to. */
  readonly adminNames: readonly string[];
  readonly links: readonly DeclaredLink[];
};

export const defaultPersonSettings: PersonSettings = {
  maxAccounts: 4,
  adminNames: ["adm-*", "*-adm", "*.admin"],
  links: [],
};
