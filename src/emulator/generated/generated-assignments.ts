import { daysBefore } from "../builder/dated.ts";
import type { Setting } from "../builder/draft-directory.ts";
import type { Assignment, Schedule } from "../tenant/governance.ts";
import { subjectOfUser } from "../tenant/subject.ts";
import type { Lookup } from "../tenant/tenant-index.ts";
import type { Tenant } from "../tenant.ts";
import type { Narrowing } from "./computed-list.ts";
import { computedLookup } from "./computed-lookup.ts";
import { type GeneratedDirectory, named, objectIds, only } from "./generated-directory.ts";
import type { Numerals } from "./numerals.ts";
import type { Population } from "./population.ts";
import { numbersIn, type Progression } from "./progression.ts";

/** The assignments of a population, made when they are asked for: all delivered thirty days ago, for half a year. */
export class GeneratedAssignments {
  readonly ids: Numerals;
  readonly byId: Lookup<Assignment>;
  readonly #directory: GeneratedDirectory;
  readonly #population: Population;
  readonly #subjectIds: Numerals;
  readonly #schedule: Schedule;
  readonly #packageIds: readonly string[];
  readonly #policyIds: readonly string[];

  constructor(directory: GeneratedDirectory, { accessPackages, policies }: Tenant, setting: Setting) {
    const { users, assignments } = directory.population.generation;
    this.#directory = directory;
    this.#population = directory.population;
    this.#subjectIds = objectIds(users, "subject", setting);
    this.#schedule = halfAYearFrom(daysBefore(setting.now, 30));
    this.#packageIds = accessPackages.map(({ id }) => id);
    this.#policyIds = policies.map(({ id }) => id);
    this.ids = objectIds(assignments, "assignment", setting);
    this.byId = computedLookup(this.ids, (number) => this.assignment(number));
  }

  assignment(number: number): Assignment {
    const accessPackage = this.#population.packageOf(number);
    const holder = this.#population.holderOf(number);
    return {
      id: this.ids.name(number),
      accessPackageId: this.#packageIds[accessPackage] ?? "",
      policyId: this.#policyIds[accessPackage] ?? null,
      target: subjectOfUser(this.#directory.user(holder), this.#subjectIds.name(holder)),
      state: "delivered",
      status: "Delivered",
      schedule: this.#schedule,
      expiredDateTime: null,
    };
  }

  /** The assignments of one package whose holder also has another. */
  ofBoth(accessPackageId: string, otherId: string): readonly Progression[] {
    const other = this.#packageIds.indexOf(otherId);
    return numbersIn(this.#ofPackage(accessPackageId))
      .filter((assignment) => this.#population.assignmentOf(this.#population.holderOf(assignment), other) !== null)
      .flatMap(only)
      .toArray();
  }

  readonly narrow: Narrowing = (comparison) => {
    const { property, operator, value } = comparison;
    if (property === "id") return named(this.ids, comparison);
    if (operator !== "eq" || typeof value !== "string") return null;
    if (property === "accessPackage/id") return this.#ofPackage(value);
    if (property === "assignmentPolicy/id") return this.#underPolicy(value);
    if (property === "target/objectId") return this.#ofUser(value);
    if (property === "state") return value.toLowerCase() === "delivered" ? "all" : [];
    return null;
  };

  #ofPackage(id: string): readonly Progression[] {
    const accessPackage = this.#packageIds.indexOf(id);
    return accessPackage === -1 ? [] : [this.#population.assignmentsOf(accessPackage)];
  }

  /** The first policy of each package is the one its assignments are under. */
  #underPolicy(id: string): readonly Progression[] {
    return this.#ofPackage(this.#packageIds[this.#policyIds.indexOf(id)] ?? "");
  }

  #ofUser(id: string): readonly Progression[] {
    const user = this.#directory.userIds.number(id);
    if (user === null) return [];
    return this.#packageIds.flatMap((_, accessPackage) => only(this.#population.assignmentOf(user, accessPackage)));
  }
}

function halfAYearFrom(start: Date): Schedule {
  return {
    startDateTime: start.toISOString(),
    recurrence: null,
    expiration: { type: "afterDuration", duration: "P180D", endDateTime: null },
  };
}
