import { rules } from "../../../rules/index.ts";
import { isGranted, permissionNeeds } from "../../collect/permissions.ts";
import { isLicensed, licenceNeeds, servicePlansIn } from "../../collect/tenant-licences.ts";
import type { SectionName } from "../../domain/sections.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { GraphFailure } from "../../graph/graph-failure.ts";
import type { Graph } from "../../graph/graph.ts";
import type { AuditTrail } from "../../logs/audit-trail.ts";
import { sectionsOfFact } from "../../rule-kit/facts/sections-of-facts.ts";
import { visibleLine } from "../../report-kit/visible-text.ts";
import type { TenantOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { openTenant } from "../open-tenant.ts";

/** Something that collecting needs, and whether it is there. */
type Check = {
  readonly state: "granted" | "present" | "MISSING" | "unknown";
  readonly name: string;
  readonly sections: readonly SectionName[];
  readonly why?: string;
};

/**
 * Compares the permissions in the token, the role on a workspace and the tenant's licences with those that collecting needs; exits 3 where one is
 * missing or cannot be told.
 */
export async function doctor(options: TenantOptions, io: Io): Promise<ExitCode> {
  const { claims, graph, graphUrl, trail } = await openTenant(options, io);
  const { kind, appId, permissions } = claims.identity;
  io.print(`Graph      ${graphUrl}`);
  io.print(`Tenant     ${visibleLine(claims.tenantId ?? "not in the token")}`);
  io.print(`Identity   ${kind}${appId === null ? "" : `, application ${visibleLine(appId)}`}\n`);

  const isOpaque = kind === "unknown";
  if (isOpaque) io.print("The token is opaque: what it permits shows only when a scan is refused.");
  const granted = isOpaque ? [] : await permissionChecks(permissions, trail);
  for (const check of granted) io.print(lineOf(check));
  io.print("");
  const licensed = await licenceChecks(graph, io);
  for (const check of licensed) io.print(lineOf(check));

  const writes = permissions.filter((permission) => /ReadWrite|\.Write\b/u.test(permission));
  if (writes.length > 0)
    io.print(
      `\nThe scanner needs no write permission and holds ${writes.map(visibleLine).join(", ")}: take them away.`,
    );
  return !isOpaque && [...granted, ...licensed].every(isThere) ? exitCodes.clean : exitCodes.inconclusive;
}

function isThere({ state }: Check): boolean {
  return state === "granted" || state === "present";
}

async function permissionChecks(permissions: readonly string[], trail: AuditTrail): Promise<readonly Check[]> {
  const refused = await refusalBy(trail);
  return permissionNeeds(trail.permissions).map(({ permission, sections }) => {
    const isOfWorkspace = trail.source.kind === "logAnalytics" && trail.permissions.includes(permission);
    const granted = isOfWorkspace ? refused === null : isGranted(permission, permissions);
    const why = isOfWorkspace && refused !== null ? { why: refused } : {};
    return { state: granted ? "granted" : "MISSING", name: permission, sections, ...why };
  });
}

async function licenceChecks(graph: Graph, io: Io): Promise<readonly Check[]> {
  const plans = await servicePlansIn(graph);
  if ("refused" in plans) io.print(`Which licences the tenant has cannot be told: ${visibleLine(plans.refused)}`);
  return licenceNeeds().map(({ licence, sections }) => {
    if ("refused" in plans) return { state: "unknown", name: licence, sections };
    return { state: isLicensed(licence, plans) ? "present" : "MISSING", name: licence, sections };
  });
}

function lineOf({ state, name, sections, why }: Check): string {
  const costs = rules.filter(({ meta }) =>
    meta.needs.some((need) => sectionsOfFact(need).some((section) => sections.includes(section))),
  );
  const lost =
    state !== "MISSING" || costs.length === 0 ? "" : `  costs ${costs.map(({ meta }) => meta.id).join(", ")}`;
  return `${state}  ${name.padEnd(46)} ${sections.join(", ")}${lost}${why === undefined ? "" : `  ${visibleLine(why)}`}`;
}

/** Why a workspace gives nothing; null where it does. Roles of Azure stand in no token: they show when it is asked. */
async function refusalBy({ source, seen }: AuditTrail): Promise<string | null> {
  if (source.kind !== "logAnalytics") return null;
  try {
    await seen();
    return null;
  } catch (failure) {
    if (failure instanceof GraphFailure) return failure.summary;
    throw failure;
  }
}
