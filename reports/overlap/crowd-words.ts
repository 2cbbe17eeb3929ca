import type { Principal } from "../../src/domain/access.ts";
import type { Crowd } from "../../src/domain/overlap.ts";

const named = 4;

/** `Anna, Ben, Cleo, Dan and 12 more`. */
export function crowdWords({ count, examples }: Crowd): string {
  const names = examples.slice(0, named).map(accountName);
  const more = count - names.length;
  return more > 0 ? `${names.join(", ")} and ${more.toLocaleString("en-US")} more` : names.join(", ");
}

export function accountName({ displayName, id }: Principal): string {
  return displayName === "" ? id : displayName;
}
