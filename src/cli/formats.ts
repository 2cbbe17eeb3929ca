/** What a pack may be written as. */
export const formats = ["json", "xlsx", "html", "plan"] as const;

export type Format = (typeof formats)[number];
