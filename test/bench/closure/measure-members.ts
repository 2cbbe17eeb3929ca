import type { Relation } from "../../../src/access/closure/relation.ts";
import type { Figure } from "../bench.ts";
import type { Case } from "./case.ts";
import { idOf, membersByScript, type Script, scriptOf, typedSearch } from "./rivals.ts";
import { median, secondsOf } from "./timing.ts";

/** How many of the groups named a script of maps and sets, and a typed search per group, get to do. */
export type Shares = {
  readonly scripted: number;
  readonly searched: number;
  readonly aims: { readonly seconds: string; readonly script?: string };
};

const rounds = 3;

/**
 * Times ours, then both rivals in turn, and throws where they do not find the same members. Ours comes first: the script's maps
 * and sets are a gigabyte, through which the garbage collector would go on our time.
 */
export function* measureMembers(one: Case, shares: Shares): Generator<Figure> {
  const { size, closure, named, memberships, tell } = one;
  const { scripted, searched, aims } = shares;
  const times = { sums: [] as number[], ours: [] as number[], searched: [] as number[], scripted: [] as number[] };
  const ours = (): number => secondsOf(() => closure.effectiveMembers(named).forEach(() => undefined));
  const cold = ours();
  for (let round = 1; round <= rounds; round += 1) {
    times.ours.push(ours());
    times.sums.push(secondsOf(() => sum(memberships.members)));
  }
  const script = scriptOf(memberships);
  const search = typedSearch(memberships);
  for (let round = 1; round <= rounds; round += 1) {
    times.searched.push(secondsOf(() => named.subarray(0, searched).forEach((group) => search(group))));
    times.scripted.push(
      secondsOf(() => named.subarray(0, scripted).forEach((group) => membersByScript(script, group))),
    );
    tell(`${size}: members, round ${round} of ${rounds}`);
  }

  const pairs = compared(one, script, search, shares);
  const total = pairs.at(-1) ?? 0;
  const rival = (seconds: readonly number[], groups: number): number =>
    (median(seconds) * total) / (median(times.ours) * (pairs[groups] ?? 0));
  const what = `members of ${named.length} groups`;
  const aim = aims.seconds;
  const scriptAim = aims.script === undefined ? {} : { aim: aims.script };
  const x = { size, unit: "x", better: "higher" } as const;
  const perPair = "per pair found, against ours";
  yield { metric: `${what}: pairs`, size, value: total, unit: "pairs", better: "lower" };
  yield { metric: `${what}, first time`, size, value: cold, unit: "s", aim, better: "lower" };
  yield { metric: what, size, value: median(times.ours), unit: "s", aim, better: "lower" };
  const inSums = median(times.ours) / median(times.sums);
  yield { metric: `${what}, against a plain sum of all memberships`, size, value: inSums, unit: "x", better: "lower" };
  yield { metric: `search by group (${searched}) ${perPair}`, value: rival(times.searched, searched), ...x };
  yield {
    metric: `maps and sets (${scripted}) ${perPair}`,
    value: rival(times.scripted, scripted),
    ...x,
    ...scriptAim,
  };
}

/** How many pairs of group and member the first groups have, once every answer a rival gave is seen to be the same. */
function compared(
  { size, closure, named }: Case,
  script: Script,
  search: (group: number) => Uint32Array,
  { scripted, searched }: Shares,
): readonly number[] {
  const pairs = [0];
  for (const list of closure.effectiveMembers(named)) {
    const at = pairs.length - 1;
    const group = named[at] ?? 0;
    if (at < searched && Buffer.compare(bytesOf(list), bytesOf(search(group))) !== 0) differ(group, size);
    if (at < scripted && !isSame(list, membersByScript(script, group))) differ(group, size);
    pairs.push((pairs[at] ?? 0) + list.length);
  }
  return pairs;
}

function isSame(list: Uint32Array, found: ReadonlySet<string>): boolean {
  return found.size === list.length && list.every((member) => found.has(idOf("principal", member)));
}

/** Row by row: a loop over all of it at once is compiled well in some runs and badly in others. */
function sum(members: Relation): number {
  let total = 0;
  for (let group = 0; group + 1 < members.starts.length; group += 1) {
    total = (total + sumOf(members.targets, members.starts[group] ?? 0, members.starts[group + 1] ?? 0)) | 0;
  }
  return total;
}

function sumOf(numbers: Uint32Array, start: number, end: number): number {
  let total = 0;
  for (let at = start; at < end; at += 1) total = (total + (numbers[at] ?? 0)) | 0;
  return total;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function differ(group: number, size: string): never {
  throw new Error(`${size}: not everyone finds the same members of group ${group}`);
}
