import { z } from "zod";
import { batchSize } from "../graph/batch.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { type Budget, budgets, tenantSize } from "../graph/limits.ts";
import { query } from "../graph/query.ts";
import { entitlementManagement } from "./entitlement-management.ts";

/** How many objects there are of what a crawl's length goes by; null where the tenant would not say. */
export type Survey = { readonly [Counted in keyof typeof lists]: number | null };

/** What reading a tenant will take at the least. */
export type Estimate = {
  readonly calls: number;
  /** Those of the calls whose limits are not published. */
  readonly governanceCalls: number;
  readonly resourceUnits: number;
  /** Seconds at the published limits of the directory and of sign-in activity, which are read side by side; what the audit trail takes is not counted. */
  readonly seconds: number;
};

/** Counting is documented of the directory alone; entitlement management is asked all the same, and may refuse. */
const lists = {
  users: "/users",
  groups: "/groups",
  servicePrincipals: "/servicePrincipals",
  catalogs: `${entitlementManagement}/catalogs`,
  accessPackages: `${entitlementManagement}/accessPackages`,
  assignmentPolicies: `${entitlementManagement}/assignmentPolicies`,
} as const;

const uncounted: Survey = {
  users: null,
  groups: null,
  servicePrincipals: null,
  catalogs: null,
  accessPackages: null,
  assignmentPolicies: null,
};

const counted = z.object({ "@odata.count": z.int() });

/** Asks the tenant for its own counts, in one call. */
export async function surveyTenant(graph: Graph): Promise<Survey> {
  const paths = Object.values(lists).map((list) => query(list, { select: ["id"], top: 1, count: true }));
  try {
    const { answers } = await graph.batch(paths, { eventual: true });
    const counts = answers.map((answer) =>
      answer instanceof GraphFailure ? null : (counted.safeParse(answer.body).data?.["@odata.count"] ?? null),
    );
    const [users = null, groups = null, servicePrincipals = null, ...governance] = counts;
    const [catalogs = null, accessPackages = null, assignmentPolicies = null] = governance;
    return { users, groups, servicePrincipals, catalogs, accessPackages, assignmentPolicies };
  } catch (failure) {
    if (failure instanceof GraphFailure) return uncounted;
    throw failure;
  }
}

/**
 * A crawl as far as the tenant's own counts tell: every list once, at its largest pages, and what is asked of each object at
 * 20 reads a call; of groups only where each one is read. Managers come expanded, at 2 units a page, as do members and SKUs.
 */
export function estimate(survey: Survey, allGroups: boolean): Estimate {
  const { users, groups, servicePrincipals, catalogs, accessPackages, assignmentPolicies } = survey;
  const read = allGroups ? groups : 0;
  const signIns = pages(users, 500);
  const managers = pages(users, 100);
  const ofDirectory = pages(users, 999) + pages(groups, 999) + pages(servicePrincipals, 999) + directoryLists;
  const directory = [read, read, servicePrincipals, servicePrincipals];
  const ofEachPackage = Array.from({ length: sectionsOfPackages }, () => accessPackages);
  const governance = [read, read, catalogs, catalogs, ...ofEachPackage, assignmentPolicies];
  const governanceCalls = governanceLists + batches(governance);
  const resourceUnits = ofDirectory + 1 + 2 * managers + total(directory) + (read ?? 0);
  const { identity, signInActivity } = budgets[tenantSize(users ?? 0)];
  return {
    calls: signIns + managers + ofDirectory + batches(directory) + governanceCalls,
    governanceCalls,
    resourceUnits,
    seconds: Math.max(secondsFor(resourceUnits, identity), secondsFor(signIns, signInActivity)),
  };
}

/** The organization, its SKUs, deleted users and deleted groups. */
const directoryLists = 4;

/**
 * Catalogs, packages, policies, requests, connected organizations, the settings, the definitions of both kinds of roles, role
 * eligibilities and schedules, reviews.
 */
const governanceLists = 11;

/** What they grant, whom they exclude (packages both ways, groups), and assignments. */
const sectionsOfPackages = 5;

function pages(rows: number | null, size: number): number {
  return Math.max(1, Math.ceil((rows ?? 0) / size));
}

/** Calls for reads of each section; batches do not mix sections. */
function batches(reads: readonly (number | null)[]): number {
  return total(reads.map((count) => Math.ceil((count ?? 0) / batchSize)));
}

function total(counts: readonly (number | null)[]): number {
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** What is there at once costs no time. */
function secondsFor(cost: number, budget: Budget): number {
  return budget === null ? 0 : Math.max(0, Math.ceil(((cost - budget.amount) * budget.seconds) / budget.amount));
}
