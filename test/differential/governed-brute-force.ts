import { accounts, groups, packages, type Assigned, type GovernedWorld } from "./governed-worlds.ts";

export const predicates = ["T1", "T3", "T4", "T5", "T6", "T7", "T13", "T16"] as const;

export type Predicate = (typeof predicates)[number];

/** All that is true by each predicate of the theory, a line for each thing. */
export type Told = Readonly<Record<Predicate, readonly string[]>>;

export function together(all: readonly Told[]): Told {
  return toldBy((predicate) => all.flatMap((told) => told[predicate]));
}

export function toldBy(lines: (predicate: Predicate) => readonly string[]): Told {
  return {
    T1: lines("T1"),
    T3: lines("T3"),
    T4: lines("T4"),
    T5: lines("T5"),
    T6: lines("T6"),
    T7: lines("T7"),
    T13: lines("T13"),
    T16: lines("T16"),
  };
}

const [hour, day] = [3_600_000, 86_400_000];

/** A set of sides, of which one may hold at most so many; a side is what a person holds, and what a package gives. */
type Limit = {
  readonly id: string;
  readonly atMost: number;
  readonly isDeclared: boolean;
  readonly sides: readonly {
    readonly isHeldBy: (person: string) => boolean;
    readonly isGivenBy: (p: string) => boolean;
  }[];
};

/** Every predicate by its definition and plain sets; names as `at` gives them. */
export function toldOf(world: GovernedWorld, now: Date, at: (name: string) => string): Told {
  const { members, roleHolders, grants, assignments, refuses, refusesGroups } = world;
  const below = new Map(groups.map((group) => [group, membersBelow(group, members)]));
  const isIn = (who: string, group: string): boolean => below.get(group as "g0")!.has(who);
  const isDirectlyIn = (who: string, group: string): boolean => members.some(([g, m]) => g === group && m === who);
  const hasRole = (who: string): boolean => roleHolders.some((holder) => holder === who || isDirectlyIn(who, holder));
  const active = assignments.filter((one) => isActive(one, now));
  const isAssigned = (who: string, p: string): boolean =>
    active.some(({ person, accessPackage }) => person === who && accessPackage === p);
  const isGranting = (p: string, what: string): boolean => grants.some(([q, granted]) => q === p && granted === what);
  const givesGroup = (p: string, group: string): boolean =>
    [group, ...groups.filter((inner) => isIn(inner, group))].some((each) => isGranting(p, each));
  const givesRole = (p: string): boolean => ["r0", ...roleHolders].some((each) => isGranting(p, each));

  const packageSide = (p: string) => ({
    isHeldBy: (who: string) => isAssigned(who, p),
    isGivenBy: (q: string) => q === p,
  });
  const groupSide = (group: string) => ({
    isHeldBy: (who: string) => isIn(who, group),
    isGivenBy: (p: string) => givesGroup(p, group),
  });
  const either = (one: Limit["sides"][number], other: Limit["sides"][number]) => ({
    isHeldBy: (who: string) => one.isHeldBy(who) || other.isHeldBy(who),
    isGivenBy: (p: string) => one.isGivenBy(p) || other.isGivenBy(p),
  });
  const x = either(groupSide("g0"), packageSide("k0"));
  const y = either({ isHeldBy: hasRole, isGivenBy: givesRole }, packageSide("k1"));
  const direct = { isHeldBy: (who: string) => isDirectlyIn(who, "g1"), isGivenBy: (p: string) => isGranting(p, "g1") };
  const z = either(direct, packageSide("k2"));
  const packagePairs = pairsRefusing(refuses);
  const limits: readonly Limit[] = [
    { id: at("XY"), atMost: 1, isDeclared: false, sides: [x, y] },
    { id: at("XYZ"), atMost: 2, isDeclared: false, sides: [x, y, z] },
    ...packagePairs.map(({ p, q }) => ({
      id: `declared/${at(p)}/${at(q)}`,
      atMost: 1,
      isDeclared: true,
      sides: [packageSide(p), packageSide(q)],
    })),
    ...refusesGroups.map(([p, g]) => ({
      id: `declared/${at(p)}/${at(g)}`,
      atMost: 1,
      isDeclared: true,
      sides: [packageSide(p), groupSide(g)],
    })),
  ];
  const sidesOf = ({ sides }: Limit, who: string): readonly number[] =>
    sides.flatMap(({ isHeldBy }, side) => (isHeldBy(who) ? [side] : []));
  const exceeds = (limit: Limit, who: string): boolean => sidesOf(limit, who).length > limit.atMost;
  const shown = (limit: Limit, who: string): number =>
    limit.sides.filter(({ isGivenBy }) => packages.some((p) => isAssigned(who, p) && isGivenBy(p))).length;
  const persons = personsIn(world);

  return {
    T1: limits.flatMap((limit) => accounts.filter((who) => exceeds(limit, who)).map((who) => `${limit.id} ${at(who)}`)),
    T3: packagePairs.flatMap(({ p, q }) =>
      accounts
        .filter((who) => isAssigned(who, p) && isAssigned(who, q))
        .map((who) => `declared/${at(p)}/${at(q)} ${at(who)} ${classOf(who, p, q, world, active)}`),
    ),
    T4: [
      ...(packagePairs.some(({ p, q }) => p === "k0" && q === "k1")
        ? []
        : [`undeclared ${at("XY")} ${at("k0")}/${at("k1")}`]),
      ...packagePairs.filter(({ ways }) => ways === 1).map(({ p, q }) => `one-way declared/${at(p)}/${at(q)}`),
    ],
    T5: limits.flatMap((limit) =>
      packages
        .filter((p) => limit.sides.filter(({ isGivenBy }) => isGivenBy(p)).length > limit.atMost)
        .map((p) => `${limit.id} ${at(p)}`),
    ),
    T6: refusesGroups.flatMap(([p, g]) =>
      accounts
        .filter((who) => isAssigned(who, p) && isIn(who, g))
        .map((who) => `declared/${at(p)}/${at(g)} ${at(who)}`),
    ),
    T7: limits
      .filter(({ isDeclared }) => !isDeclared)
      .flatMap((limit) =>
        accounts
          .filter((who) => exceeds(limit, who) && shown(limit, who) <= limit.atMost)
          .map((who) => `${limit.id} ${at(who)}`),
      ),
    T13: persons.flatMap((person) => [
      `person ${person.map(at).join("+")}`,
      ...limits
        .filter((limit) => !person.some((who) => exceeds(limit, who)))
        .filter((limit) => new Set(person.flatMap((who) => sidesOf(limit, who))).size > limit.atMost)
        .map(({ id }) => `${id} ${person.map(at).join("+")}`),
    ]),
    T16: [...new Set(grants.map(([, what]) => what))].flatMap((what) => {
      const isRole = what === "r0";
      const point = isRole ? `${at("erp")}/${at("r0")}` : at(what);
      const ungoverned = accounts.filter(
        (who) =>
          (isRole ? hasRole(who) : isIn(who, what)) &&
          !packages.some((p) => isAssigned(who, p) && (isRole ? givesRole(p) : givesGroup(p, what))),
      );
      const isOwn = (who: string): boolean => (isRole ? roleHolders.includes(who) : isDirectlyIn(who, what));
      const left = ungoverned.filter((who) => {
        const over = assignments.filter(
          (one) => one.person === who && isGranting(one.accessPackage, what) && isOver(one, now),
        );
        const isOld = ({ end }: Assigned): boolean => end !== null && Date.parse(end) < now.getTime() - day;
        return isOwn(who) && over.length > 0 && over.every(isOld);
      });
      return [
        ...ungoverned.map((who) => `ungoverned ${point} ${at(who)}`),
        ...left.map((who) => `residual ${point} ${at(who)}`),
      ];
    }),
  };
}

function membersBelow(group: string, members: GovernedWorld["members"]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = new Set([group]);
  for (const each of open)
    for (const [outer, member] of members)
      if (outer === each) {
        found.add(member);
        open.add(member);
      }
  return found;
}

function isActive({ state, end }: Assigned, now: Date): boolean {
  return /^(?:delivered|partiallyDelivered)$/iu.test(state) && (end === null || new Date(end) > now);
}

/** It was delivered once, and is over. */
function isOver(one: Assigned, now: Date): boolean {
  if (one.state === "deliveryFailed") return false;
  return one.state === "expired" || (one.end !== null && new Date(one.end) <= now);
}

/** Two packages, the lesser name first, and how many of them refuse the other's holders: one at least. */
function pairsRefusing(refuses: GovernedWorld["refuses"]) {
  const isDeclared = (p: string, q: string): boolean =>
    refuses.some(({ refusing, refused }) => refusing === p && refused === q);
  return packages.flatMap((p) =>
    packages
      .filter((q) => p < q)
      .map((q) => ({ p, q, ways: Number(isDeclared(p, q)) + Number(isDeclared(q, p)) }))
      .filter(({ ways }) => ways > 0),
  );
}

/**
 * T3, for every order in which the two may have come, and for every way to read the log that agrees with what is declared: an
 * event does not say which of the packages it names refuses the other.
 */
function classOf(who: string, p: string, q: string, world: GovernedWorld, active: readonly Assigned[]): string {
  const startOf = (one: string): number =>
    Math.min(
      ...active.filter((a) => a.person === who && a.accessPackage === one).map(({ start }) => Date.parse(start)),
    );
  const isRefusing = (one: string, other: string): boolean =>
    world.refuses.some(({ refusing, refused }) => refusing === one && refused === other);
  const eventOf = (one: string, other: string): number | undefined => {
    const told = world.refuses.find(({ refusing, refused }) => refusing === one && refused === other)?.told ?? null;
    return told === null ? undefined : Date.parse(told);
  };
  const told = [eventOf(p, q), eventOf(q, p)] as const;
  const readings = [told, told.toReversed()].filter(
    ([ofP, ofQ]) => (ofP === undefined || isRefusing(p, q)) && (ofQ === undefined || isRefusing(q, p)),
  );
  const [startP, startQ] = [startOf(p), startOf(q)];
  const later = Math.max(startP, startQ);
  const seconds = Math.abs(startP - startQ) <= hour ? [p, q] : [startP > startQ ? p : q];
  const classes = readings.flatMap(([ofP, ofQ]) =>
    seconds.map((second) => {
      const isRefused = second === p ? isRefusing(p, q) : isRefusing(q, p);
      const since = (second === p) === isRefused ? ofP : ofQ;
      if (since === undefined || (later > since && later <= since + hour)) return "unknown";
      if (later <= since) return "grandfathered";
      return isRefused ? "late" : "undeclared";
    }),
  );
  return new Set(classes).size === 1 ? classes[0]! : "unknown";
}

/** Accounts that share what no more than four have, by any chain of at most four; a guest's mail counts where a member has it. */
function personsIn({ accounts: known }: GovernedWorld): readonly (readonly string[])[] {
  const names = Object.keys(known).sort();
  const sharing = (keep: (name: string) => boolean): readonly string[] => names.filter(keep);
  const shared = [
    ...["e0", "e1"].map((value) => sharing((name) => known[name]!.employee === value)),
    sharing((name) => known[name]!.sid === "s0"),
    ...["m0", "m1"]
      .map((value) => sharing((name) => known[name]!.mail === value))
      .filter((all) => all.some((name) => known[name]!.guest) && all.some((name) => !known[name]!.guest)),
  ].filter(({ length }) => length > 1 && length <= 4);
  const reached = names.map((name) => {
    const found = new Set([name]);
    for (const each of found)
      for (const list of shared) if (list.includes(each)) for (const more of list) found.add(more);
    return [...found].sort();
  });
  return reached.filter((set, place) => set.length > 1 && set.length <= 4 && set[0] === names[place]);
}
