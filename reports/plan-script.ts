import type { GraphRequest, Plan, PlanAction } from "../src/domain/plan.ts";
import { inertJson } from "../src/report-kit/inert-json.ts";
import { psComment, psLiteral } from "../src/report-kit/powershell.ts";
import { kindWords, principalName, requestLine } from "../src/report-kit/wording.ts";
import { epilogue, prelude } from "./plan-script/prelude.ts";

/** Windows PowerShell reads a script without it in the system's code page, in which UTF-8 letters can be quotes. */
const byteOrderMark = "\ufeff";

/** `plan.ps1`: the plan as the exact calls of Microsoft Graph, inert until someone runs it with -Execute. */
export function planScript(plan: Plan): string {
  const waves = [...Map.groupBy(plan.actions, ({ wave }) => wave)].toSorted(([a], [b]) => a - b);
  const parts = [
    headOf(plan),
    prelude.trim(),
    ...waves.map(([wave, actions]) => waveOf(wave, actions)),
    cannotFixOf(plan),
    declarationsOf(plan),
    epilogue.trim(),
  ];
  return `${byteOrderMark}${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function headOf({
  planId,
  tenantId,
  tenantName,
  snapshotDigest,
  createdAt,
  expiresAt,
  actions,
  cannotFix,
}: Plan): string {
  return `#Requires -Version 5.1
#Requires -Modules Microsoft.Graph.Authentication
${psComment(`Separation of duties: plan ${planId} for ${tenantName}`)}
${psComment(`Made ${createdAt} from the snapshot ${snapshotDigest}`)}
${psComment(`${actions.length} revocations; ${cannotFix.length} findings that cannot be fixed here, listed below`)}
${psComment("Without -Execute it only prints. -From goes on from a step. -Declare adds the declarations at the end:")}
${psComment("scan again before that, and declare only once nobody holds both sides.")}
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
  [switch]$Execute,
  [switch]$Declare,
  [string]$From = '',
  [int]$TimeoutMinutes = 30
)

$planTenantId = ${psLiteral(tenantId)}
$planExpiresAt = ${psLiteral(expiresAt)}`;
}

function waveOf(wave: number, actions: readonly PlanAction[]): string {
  return [`# ---- Wave ${wave}: ${actions.length} revocations`, ...actions.map(stepOf)].join("\n\n");
}

function stepOf(action: PlanAction): string {
  const { id, kind, principal, accessPoint, request, rollback, why, precondition, postcondition, dependsOn } = action;
  const what = `${principalName(principal)} gives up ${kindWords(accessPoint.kind)} ${accessPoint.name}`;
  const undo = rollback.request === null ? "cannot be undone" : requestLine(rollback.request);
  const comments = [
    `${id}: ${what}`,
    `why:      ${why}`,
    `drops:    ${action.dutyDropped}, keeps ${action.dutyKept}`,
    `before:   ${precondition}`,
    `after:    ${postcondition}`,
    `rollback: ${undo} (until ${rollback.validUntil})`,
    ...(dependsOn.length > 0 ? [`needs:    ${dependsOn.join(", ")}`] : []),
    ...(action.collateral.length > 0 ? [`also lost: ${action.collateral.map(({ name }) => name).join(", ")}`] : []),
  ];
  const poll = kind === "removeAssignment" ? ` -PollUri ${psLiteral(request.url)}` : "";
  return `${comments.map(psComment).join("\n")}\n${call(id, what, request)}${poll}`;
}

function call(id: string, what: string, { method, url, body }: GraphRequest): string {
  const payload =
    body === null || body === undefined ? "" : ` -ContentType 'application/json' -Body ${psLiteral(inertJson(body))}`;
  return `Step ${psLiteral(id)} ${psLiteral(what)} {
  Invoke-MgGraphRequest -Method ${method} -Uri ${psLiteral(url)}${payload}
}`;
}

function cannotFixOf({ cannotFix }: Plan): string {
  if (cannotFix.length === 0) return "";
  const lines = cannotFix.flatMap(({ finding, principal, conflict, reason, whoCan }) => [
    `${finding}: ${principalName(principal)}, ${conflict}`,
    `  ${reason}`,
    `  who can: ${whoCan}`,
  ]);
  return ["# ---- Cannot be fixed here", ...lines.map(psComment)].join("\n");
}

function declarationsOf({ declarations }: Plan): string {
  if (declarations.length === 0) return "";
  const steps = declarations.map(({ from, to, request }, index) =>
    call(`D${String(index + 1).padStart(2, "0")}`, `Holders of ${to.name} are kept from ${from.name}`, request),
  );
  return ["# ---- Declarations, only once nobody holds both sides", "if ($Declare) {", ...steps, "}"].join("\n");
}
