import type { EvidenceRef } from "../domain/evidence.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { AssignmentTerm } from "./assignment-term.ts";
import { EvidenceTable } from "./evidence-table.ts";
import { FewTexts } from "./ids/few-texts.ts";
import { idTable } from "./ids/id-table.ts";
import { TextList } from "./ids/text-list.ts";
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

/** The columns that tell who holds what, and how. */
export const assignmentColumns = [
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

export type AssignmentRow = Pick<SourcedRow<"assignments">, (typeof assignmentColumns)[number]>;

const memberships = ["active", "eligible", "pending", "scheduled", "ended", "unknown"] as const;

/** Assignments as they come, a list a column. */
export class AssignmentTable {
  readonly principals: Principals;
  readonly ids = idTable();
  readonly packageIds = idTable();
  readonly names = new FewTexts();
  readonly evidences = new EvidenceTable();
  readonly expired = new TextList();
  readonly packages: number[] = [];
  readonly packageNames: number[] = [];
  readonly policies: number[] = [];
  readonly policyNames: number[] = [];
  readonly states: number[] = [];
  readonly holders: number[] = [];
  readonly memberships: number[] = [];
  readonly from: number[] = [];
  readonly until: number[] = [];
  readonly evidence: number[] = [];

  constructor(principals: Principals) {
    this.principals = principals;
  }

  push(row: AssignmentRow, holderId: string, { membership, from, until }: AssignmentTerm): void {
    const holder = this.principals.numberOf(holderId);
    if (holder === undefined) throw new RangeError(`${holderId} holds a package and is not among the principals`);
    if (this.ids.add(row.id) !== this.holders.length) throw new RangeError(`assignment ${row.id} came twice`);
    this.expired.push(row.expiredDateTime);
    this.packages.push(this.packageIds.add(row.accessPackageId));
    this.packageNames.push(this.names.numberOf(row.accessPackageName));
    this.policies.push(this.names.numberOf(row.policyId));
    this.policyNames.push(this.names.numberOf(row.policyName));
    this.states.push(this.names.numberOf(row.state));
    this.holders.push(holder);
    this.memberships.push(memberships.indexOf(membership));
    this.from.push(timeOf(from));
    this.until.push(timeOf(until));
    this.evidence.push(this.evidences.numberOf(row.evidence));
  }
}

/** Reads the assignment's properties when they are asked for. */
export class AssignmentPlace implements Assignment {
  readonly #table: AssignmentTable;
  readonly #number: number;

  constructor(table: AssignmentTable, number: number) {
    this.#table = table;
    this.#number = number;
  }

  get id(): string {
    return this.#table.ids.idOf(this.#number);
  }

  get accessPackageId(): string {
    return this.#table.packageIds.idOf(this.#in(this.#table.packages));
  }

  get accessPackageName(): string {
    return this.#table.names.at(this.#in(this.#table.packageNames)) ?? "";
  }

  get policyId(): string | null {
    return this.#table.names.at(this.#in(this.#table.policies));
  }

  get policyName(): string {
    return this.#table.names.at(this.#in(this.#table.policyNames)) ?? "";
  }

  get state(): string {
    return this.#table.names.at(this.#in(this.#table.states)) ?? "";
  }

  get expiredDateTime(): string | null {
    return this.#table.expired.at(this.#number);
  }

  get holder(): number {
    return this.#in(this.#table.holders);
  }

  get principalId(): string {
    return this.#table.principals.idOf(this.holder);
  }

  get term(): AssignmentTerm {
    return {
      membership: membershipAt(this.#table, this.#number),
      from: momentOf(this.#in(this.#table.from)),
      until: momentOf(this.#in(this.#table.until)),
    };
  }

  get evidence(): EvidenceRef {
    return this.#table.evidences.at(this.#in(this.#table.evidence));
  }

  #in(column: readonly number[]): number {
    return column[this.#number] ?? Number.NaN;
  }
}

export function membershipAt({ memberships: column }: AssignmentTable, number: number): AssignmentTerm["membership"] {
  return memberships[column[number] ?? -1] ?? "unknown";
}

function timeOf(moment: string | null): number {
  return moment === null ? Number.NaN : Date.parse(moment);
}

function momentOf(time: number): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
