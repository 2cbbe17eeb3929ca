import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Labels, Table } from "../snapshot/tables/table.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { type AssignmentTerm, termOf } from "./assignment-term.ts";
import type { Holders } from "./holders.ts";
import { placesByKey } from "./places-by-key.ts";
import type { Principals } from "./principals.ts";

/** An assignment, who holds it, and how it stands at the moment judged. */
export type Assignment = {
  readonly id: string;
  readonly accessPackageId: string;
  readonly accessPackageName: string;
  readonly policyId: string | null;
  readonly policyName: string;
  readonly state: string;
  readonly expiredDateTime: string | null;
  /** The number of the principal that holds it. */
  readonly holder: number;
  readonly principalId: string;
  readonly term: AssignmentTerm;
  readonly evidence: EvidenceRef;
};

/** All assignments of a tenant under dense numbers in the order in which it gives them, at about 60 bytes each. */
export type Assignments = {
  readonly size: number;
  readonly has: (id: string) => boolean;
  readonly numberOf: (id: string) => number | undefined;
  readonly at: (number: number) => Assignment;
  readonly all: () => Generator<Assignment>;
  readonly membershipOf: (number: number) => AssignmentTerm["membership"];
  readonly holderOf: (number: number) => number;
  readonly packageOf: (number: number) => string;
  /** Since when and until when it is held, in milliseconds of the epoch; NaN where nothing limits it. */
  readonly fromOf: (number: number) => number;
  readonly untilOf: (number: number) => number;
  /** Numbers of the assignments to a package, and of those that a principal holds. */
  readonly toPackage: (packageId: string) => Uint32Array;
  readonly heldBy: (principal: number) => Uint32Array;
};

const memberships = ["active", "eligible", "pending", "scheduled", "ended", "unknown"] as const;

export function assignmentsOf(snapshot: Snapshot, principals: Principals, holders: Holders, asOf: Date): Assignments {
  const table = snapshot.table("assignments");
  const { ids } = snapshot;
  const own = table.ids("id");
  const places = placesById(snapshot, own);
  const numberOf = (id: string): number | undefined => {
    const place = places[ids.numberOf(id) ?? ids.size()];
    return place === none ? undefined : place;
  };
  const terms = termsOf(table, asOf, new Date(snapshot.run.startedAt));
  const holding = holdersIn(table, principals, holders);
  const packages = table.labels("accessPackageId");
  const packageNumbers = new Map(packages.values.map((id, number) => [id, number]));
  const toPackage = placesByKey(packages.numbers, packages.values.length);
  const columns = {
    table,
    idOf: (number: number) => ids.idOf(own[number] ?? none),
    principals,
    terms,
    holding,
    packages,
    ...namesIn(table),
  };
  const at = (number: number): Assignment => new AssignmentPlace(columns, number);
  return {
    size: table.size,
    has: (id) => numberOf(id) !== undefined,
    numberOf,
    at,
    *all() {
      for (let number = 0; number < table.size; number += 1) yield at(number);
    },
    membershipOf: (number) => membershipIn(terms, number),
    holderOf: (number) => holding[number] ?? none,
    packageOf: (number) => labelAt(packages, number),
    fromOf: (number) => terms.from[number] ?? Number.NaN,
    untilOf: (number) => terms.until[number] ?? Number.NaN,
    toPackage: (packageId) => {
      const number = packageNumbers.get(packageId);
      return number === undefined ? new Uint32Array() : toPackage(number);
    },
    heldBy: placesByKey(holding, principals.size),
  };
}

/** Where each assignment stands, by the number of its id. */
function placesById({ ids }: Snapshot, own: Uint32Array): Uint32Array {
  const places = new Uint32Array(ids.size()).fill(none);
  for (const [place, id] of own.entries()) {
    if (places[id] !== none) throw new RangeError(`assignment ${ids.idOf(id)} came twice`);
    places[id] = place;
  }
  return places;
}

function holdersIn(table: Table<"assignments">, principals: Principals, holders: Holders): Uint32Array {
  const subjects = table.ids("subjectId");
  return table.ids("targetObjectId").map((object, place) => {
    const holder = principals.byId[holders.byNumbers(object, subjects[place] ?? none)] ?? none;
    if (holder === none) throw new RangeError(`who holds assignment ${place} is not among the principals`);
    return holder;
  });
}

type Terms = { readonly memberships: Uint8Array; readonly from: Float64Array; readonly until: Float64Array };

function termsOf(table: Table<"assignments">, asOf: Date, readAt: Date): Terms {
  const terms = {
    memberships: new Uint8Array(table.size),
    from: new Float64Array(table.size),
    until: new Float64Array(table.size),
  };
  const states = table.labels("state");
  const [starts, expirations, ends] = [
    table.cells("startDateTime").all()[Symbol.iterator](),
    table.cells("expiration").all()[Symbol.iterator](),
    table.cells("expiredDateTime").all()[Symbol.iterator](),
  ];
  for (let place = 0; place < table.size; place += 1) {
    const { membership, from, until } = termAt(
      {
        state: labelAt(states, place),
        startDateTime: starts.next().value ?? null,
        expiration: expirations.next().value ?? null,
        expiredDateTime: ends.next().value ?? null,
      },
      asOf,
      readAt,
    );
    terms.memberships[place] = memberships.indexOf(membership);
    terms.from[place] = timeOf(from);
    terms.until[place] = timeOf(until);
  }
  return terms;
}

type Termed = Parameters<typeof termOf>[0] & { readonly expiredDateTime: string | null };

/** What was over when the tenant was read may have been held at a moment before, unless it was over by then. */
function termAt(row: Termed, asOf: Date, readAt: Date): AssignmentTerm {
  const term = termOf(row, asOf);
  const overBy = Date.parse(row.expiredDateTime ?? "");
  const isTold = term.membership !== "ended" || asOf >= readAt || overBy <= asOf.getTime();
  return isTold ? term : { ...term, membership: "unknown" };
}

function namesIn(table: Table<"assignments">) {
  return {
    packageNames: table.labels("accessPackageName"),
    policies: table.labels("policyId"),
    policyNames: table.labels("policyName"),
    states: table.labels("state"),
    expired: table.cells("expiredDateTime"),
  };
}

type Columns = ReturnType<typeof namesIn> & {
  readonly table: Table<"assignments">;
  readonly idOf: (number: number) => string;
  readonly principals: Principals;
  readonly terms: Terms;
  readonly holding: Uint32Array;
  readonly packages: Labels<string>;
};

/** Reads the assignment's properties when they are asked for. */
class AssignmentPlace implements Assignment {
  readonly #columns: Columns;
  readonly #number: number;

  constructor(columns: Columns, number: number) {
    this.#columns = columns;
    this.#number = number;
  }

  get id(): string {
    return this.#columns.idOf(this.#number);
  }

  get accessPackageId(): string {
    return labelAt(this.#columns.packages, this.#number);
  }

  get accessPackageName(): string {
    return labelAt(this.#columns.packageNames, this.#number);
  }

  get policyId(): string | null {
    return labelAt(this.#columns.policies, this.#number);
  }

  get policyName(): string {
    return labelAt(this.#columns.policyNames, this.#number);
  }

  get state(): string {
    return labelAt(this.#columns.states, this.#number);
  }

  get expiredDateTime(): string | null {
    return this.#columns.expired.at(this.#number);
  }

  get holder(): number {
    return this.#columns.holding[this.#number] ?? none;
  }

  get principalId(): string {
    return this.#columns.principals.idOf(this.holder);
  }

  get term(): AssignmentTerm {
    const { terms } = this.#columns;
    return {
      membership: membershipIn(terms, this.#number),
      from: momentOf(terms.from[this.#number]),
      until: momentOf(terms.until[this.#number]),
    };
  }

  get evidence(): EvidenceRef {
    return this.#columns.table.evidence(this.#number);
  }
}

function membershipIn({ memberships: column }: Terms, number: number): AssignmentTerm["membership"] {
  return memberships[column[number] ?? none] ?? "unknown";
}

function labelAt<Value>({ numbers, values }: Labels<Value>, place: number): Value {
  const value = values[numbers[place] ?? none];
  if (value === undefined) throw new RangeError(`no assignment has number ${place}`);
  return value;
}

function timeOf(moment: string | null): number {
  return moment === null ? Number.NaN : Date.parse(moment);
}

/** A time in milliseconds of the epoch as ISO 8601 in UTC; null where it is NaN. */
export function momentOf(time = Number.NaN): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
