import type { JointPass } from "./joint-pass.ts";
import type { Memberships } from "./memberships.ts";
import type { Walk } from "./walk.ts";

/** The two ways to find members: of one group, and of many at once. What they need is made when it is first needed. */
export type Finders = {
  readonly walk: () => Walk;
  readonly jointPass: () => JointPass;
};

/** So many walks may read what one pass reads at most; then a pass is cheaper. */
const walksPerPass = 32;

/**
 * The members of each of the groups asked for, own and nested, ascending, in the order asked. Walks from group to group, which
 * costs what is read, for as long as walks read less than joint passes would; groups that reach most of all others share one.
 */
export function* effectiveMembers(
  { members }: Memberships,
  asked: Uint32Array,
  { walk, jointPass }: Finders,
): Generator<Uint32Array, void> {
  const allLinks = members.targets.length;
  let pass: JointPass | undefined;
  let walks = 0;
  let read = 0;
  for (let at = 0; at < asked.length; ) {
    if (read <= allLinks) {
      const walked = walk()(asked[at] ?? 0);
      at += 1;
      walks += 1;
      read = walks % walksPerPass === 0 ? 0 : read + walked.read;
      yield walked.members;
      continue;
    }
    pass ??= jointPass();
    const { lists, next } = pass(asked, at);
    at = next;
    read = lists.reduce((sum, { length }) => sum + length, 0);
    yield* lists;
  }
}
