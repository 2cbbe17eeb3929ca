import { rules } from "../../../rules/index.ts";
import { isGranted, permissionNeeds } from "../../collect/permissions.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { GraphFailure } from "../../graph/graph-failure.ts";
import type { AuditTrail } from "../../logs/audit-trail.ts";
import { sectionsOfFact } from "../../rule-kit/facts.ts";
import { visibleLine } from "../../report-kit/visible-text.ts";
import type { TenantOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { openTenant } from "../open-tenant.ts";

/** Compares the permissions in the token, and the role on a workspace, with those that collecting needs; exits 3 where one is missing. */
export async function doctor(options: TenantOptions, io: Io): Promise<ExitCode> {
  const { claims, graphUrl, trail } = await openTenant(options, io);
  const { kind, appId, permissions } = claims.identity;
  io.print(`Graph      ${graphUrl}`);
  io.print(`Tenant     ${visibleLine(claims.tenantId ?? "not in the token")}`);
  io.print(`Identity   ${kind}${appId === null ? "" : `, application ${visibleLine(appId)}`}\n`);
  if (kind === "unknown") {
    io.print("The token is opaque: what it permits shows only when a scan is refused.");
    return exitCodes.inconclusive;
  }

  const refused = await refusalBy(trail);
  const lines = permissionNeeds(trail.permissions).map(({ permission, sections }) => {
    const isOfWorkspace = trail.source.kind === "logAnalytics" && trail.permissions.includes(permission);
    const granted = isOfWorkspace ? refused === null : isGranted(permission, permissions);
    const costs = rules.filter(({ meta }) =>
      meta.needs.some((need) => sectionsOfFact[need].some((section) => sections.includes(section))),
    );
    const lost = granted || costs.length === 0 ? "" : `  costs ${costs.map(({ meta }) => meta.id).join(", ")}`;
    const why = isOfWorkspace && refused !== null ? `  ${visibleLine(refused)}` : "";
    return {
      granted,
      text: `${granted ? "granted" : "MISSING"}  ${permission.padEnd(34)} ${sections.join(", ")}${lost}${why}`,
    };
  });
  for (const { text } of lines) io.print(text);

  const writes = permissions.filter((permission) => /ReadWrite|\.Write\b/u.test(permission));
  if (writes.length > 0)
    io.print(
      `\nThe scanner needs no write permission and holds ${writes.map(visibleLine).join(", ")}: take them away.`,
    );
  return lines.every(({ granted }) => granted) ? exitCodes.clean : exitCodes.inconclusive;
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
