import type { EvidenceRef } from "../domain/evidence.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type AssignmentTerm, termOf } from "./assignment-term.ts";
import { EvidenceTable } from "./evidence-table.ts";
import { FewTexts } from "./ids/few-texts.ts";
import { idTable } from "./ids/id-table.ts";
import { TextList } from "./ids/text-list.ts";
import { placesByKey } from "./places-by-key.ts";
import type { HolderOf } from "./principal-naming.ts";
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
  readonly principalId: string;
  readonly term: AssignmentTerm;
  readonly evidence: EvidenceRef;
};

/** All assignments of a tenant under dense numbers in the order of their ids, at about 70 bytes each. */
export type Assignments = {
  readonly size: number;
  readonly has: (id: string) => boolean;
  readonly at: (number: number) => Assignment;
  readonly all: () => Generator<Assignment>;
  readonly membershipOf: (number: number) => AssignmentTerm["membership"];
  /** The number of the principal that holds it. */
  readonly holderOf: (number: number) => number;
  /** Numbers of the assignments to a package, and of those that a principal holds. */
  readonly toPackage: (packageId: string) => Uint32Array;
  readonly heldBy: (principal: number) => Uint32Array;
};

const memberships = ["active", "eligible", "pending", "scheduled", "ended", "unknown"] as const;

/** The columns that tell who holds what, and how. */
const read = [
  "id",
  "accessPackageId",
  "accessPackageName",
  "policyId",
  "policyName",
  "state",
  "subjectId",
  "targetObjectId",
  "startDateTime",
  "expiration",
  "expiredDateTime",
  "evidence",
] as const;

export function assignmentsOf(snapshot: Snapshot, principals: Principals, holderId: HolderOf, asOf: Date): Assignments {
  const readAt = new Date(snapshot.run.startedAt);
  const [ids, packages, names, ends, evidences] = [
    idTable(),
    idTable(),
    new FewTexts(),
    new TextList(),
    new EvidenceTable(),
  ];
  const columns = new Columns();
  for (const row of snapshot.columns("assignments", read)) {
    const { membership, from, until } = termAt(row, asOf, readAt);
    ids.add(row.id);
    ends.push(row.expiredDateTime);
    columns.push({
      package: packages.add(row.accessPackageId),
      packageName: names.numberOf(row.accessPackageName),
      policy: names.numberOf(row.policyId),
      policyName: names.numberOf(row.policyName),
      state: names.numberOf(row.state),
      holder: numberOf(holderId(row), principals),
      membership: memberships.indexOf(membership),
      from: timeOf(from),
      until: timeOf(until),
      evidence: evidences.numberOf(row.evidence),
    });
  }

  const cell = (number: number, column: Column): number => columns.at(number, column);
  const name = (number: number, column: Column): string => names.at(cell(number, column)) ?? "";
  const membershipOf = (number: number): AssignmentTerm["membership"] =>
    memberships[cell(number, "membership")] ?? "unknown";
  const at = (number: number): Assignment => ({
    id: ids.idOf(number),
    accessPackageId: packages.idOf(cell(number, "package")),
    accessPackageName: name(number, "packageName"),
    policyId: names.at(cell(number, "policy")),
    policyName: name(number, "policyName"),
    state: name(number, "state"),
    expiredDateTime: ends.at(number),
    principalId: principals.idOf(cell(number, "holder")),
    term: {
      membership: membershipOf(number),
      from: momentOf(cell(number, "from")),
      until: momentOf(cell(number, "until")),
    },
    evidence: evidences.at(cell(number, "evidence")),
  });
  const toPackage = placesByKey(columns.numbers("package"), packages.size());
  return {
    size: ids.size(),
    has: (id) => ids.numberOf(id) !== undefined,
    at,
    *all() {
      for (let number = 0; number < ids.size(); number += 1) yield at(number);
    },
    membershipOf,
    holderOf: (number) => cell(number, "holder"),
    toPackage: (packageId) => {
      const number = packages.numberOf(packageId);
      return number === undefined ? new Uint32Array() : toPackage(number);
    },
    heldBy: placesByKey(columns.numbers("holder"), principals.size),
  };
}

const columnNames = [
  "package",
  "packageName",
  "policy",
  "policyName",
  "state",
  "holder",
  "membership",
  "from",
  "until",
  "evidence",
] as const;

type Column = (typeof columnNames)[number];

/** Rows of numbers, column by column. */
class Columns {
  readonly #columns = new Map(columnNames.map((name) => [name, [] as number[]]));

  push(row: Readonly<Record<Column, number>>): void {
    for (const [name, column] of this.#columns) column.push(row[name]);
  }

  at(number: number, name: Column): number {
    const value = this.#columns.get(name)?.[number];
    if (value === undefined) throw new RangeError(`no assignment has number ${number}`);
    return value;
  }

  numbers(name: Column): Uint32Array {
    return Uint32Array.from(this.#columns.get(name) ?? []);
  }
}

/** What was over when the tenant was read may have been held at a moment before, unless it was over by then. */
function termAt(
  row: Pick<Row<"assignments">, "state" | "startDateTime" | "expiration" | "expiredDateTime">,
  asOf: Date,
  readAt: Date,
): AssignmentTerm {
  const term = termOf(row, asOf);
  const overBy = Date.parse(row.expiredDateTime ?? "");
  const isTold = term.membership !== "ended" || asOf >= readAt || overBy <= asOf.getTime();
  return isTold ? term : { ...term, membership: "unknown" };
}

function numberOf(id: string, principals: Principals): number {
  const number = principals.numberOf(id);
  if (number === undefined) throw new RangeError(`${id} holds a package and is not among the principals`);
  return number;
}

function timeOf(moment: string | null): number {
  return moment === null ? Number.NaN : Date.parse(moment);
}

function momentOf(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
