import type { EvidenceRef } from "../domain/evidence.ts";
import type { Labels, Table } from "../snapshot/tables/table.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import type { AssignmentTerm } from "./assignment-term.ts";
import { membershipIn, momentOf, type Terms } from "./assignment-terms.ts";
import { labelAt } from "./label-at.ts";
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

/** What an assignment is read from, by its place. */
export type AssignmentColumns = ReturnType<typeof namesIn> & {
  readonly table: Table<"assignments">;
  readonly idOf: (number: number) => string;
  readonly principals: Principals;
  readonly terms: Terms;
  readonly holding: Uint32Array;
  readonly packages: Labels<string>;
};

/** Reads the assignment's properties when they are asked for. */
export class AssignmentPlace implements Assignment {
  readonly #columns: AssignmentColumns;
  readonly #number: number;

  constructor(columns: AssignmentColumns, number: number) {
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

export function namesIn(table: Table<"assignments">) {
  return {
    packageNames: table.labels("accessPackageName"),
    policies: table.labels("policyId"),
    policyNames: table.labels("policyName"),
    states: table.labels("state"),
    expired: table.cells("expiredDateTime"),
  };
}
