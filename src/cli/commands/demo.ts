import { join } from "node:path";
import { permissionNeeds } from "../../collect/permissions.ts";
import type { Plan } from "../../domain/plan.ts";
import { contosoBank } from "../../emulator/contoso-bank.ts";
import { mintToken } from "../../emulator/mint-token.ts";
import { type Emulator, startEmulator } from "../../emulator/start-emulator.ts";
import type { Tenant } from "../../emulator/tenant.ts";
import { exitCodes, type ExitCode } from "../../exit-codes.ts";
import { applyPlan } from "../../remediate/apply.ts";
import { visibleLine } from "../../report-kit/visible-text.ts";
import type { GroupOptions } from "../common-options.ts";
import { readConfig } from "../config.ts";
import { formats } from "../formats.ts";
import type { Io } from "../io.ts";
import type { Judged } from "../judge.ts";
import { type OpenTenant, openWith } from "../open-tenant.ts";
import { loadRules } from "../rule-files.ts";
import { packageRoot } from "../version.ts";
import { scanInto } from "./scan.ts";

const concurrency = 8;
const writePermissions = [
  "EntitlementManagement.ReadWrite.All",
  "GroupMember.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
];

/**
 * The whole job on the built-in bank, over HTTP: scan, plan, apply, scan again. Throws where the bank does not come out as
 * its story says, because then sodscan is wrong.
 */
export async function demo({ out, ...groups }: { readonly out: string } & GroupOptions, io: Io): Promise<ExitCode> {
  const tenant = contosoBank({ now: io.now() });
  const emulator = await startEmulator({ tenant, now: io.now });
  try {
    io.print(
      `Contoso Bank is served at ${emulator.url}: a Microsoft Graph on loopback, nothing leaves this machine.\n`,
    );
    const before = await scanAs(
      "1. Scan: who can both raise and approve a payment?",
      join(out, "before"),
      emulator,
      tenant,
      groups,
      io,
    );
    await applyAs("2. Apply the plan, with an identity of its own that may write", before.plan, emulator, tenant, io);
    const after = await scanAs("3. Scan again: what is left?", join(out, "after"), emulator, tenant, groups, io);

    checkStory(before, after);
    for (const line of endLines(before, after, out)) io.print(line);
    return exitCodes.clean;
  } finally {
    await emulator.close();
  }
}

async function scanAs(
  title: string,
  folder: string,
  emulator: Emulator,
  tenant: Tenant,
  groups: GroupOptions,
  io: Io,
): Promise<Judged> {
  io.print(`${title}\n`);
  const reader = await connect(
    emulator,
    tenant,
    permissionNeeds().map(({ permission }) => permission),
    io,
  );
  const config = readConfig(join(packageRoot ?? "", "rules", "examples", "contoso-bank.yaml"));
  const rules = loadRules({ rules: [], onlyRules: false }, config);
  return scanInto(folder, reader, rules, { ...groups, concurrency, formats, json: false, failOn: "high" }, io);
}

async function applyAs(title: string, plan: Plan, emulator: Emulator, tenant: Tenant, io: Io): Promise<void> {
  io.print(`${title}\n`);
  const { graph } = await connect(emulator, tenant, writePermissions, io);
  await applyPlan(plan, {
    graph,
    clock: io,
    onApplied: ({ action, result }, { principal, kind, accessPoint }) =>
      io.print(
        `  ${action}  ${result.padEnd(7)} ${kind.padEnd(24)} ${visibleLine(principal.displayName).padEnd(24)} ${visibleLine(accessPoint.name)}`,
      ),
  });
  io.print("");
}

function connect(emulator: Emulator, tenant: Tenant, roles: readonly string[], io: Io): Promise<OpenTenant> {
  const token = mintToken({ roles, tenantId: tenant.organization.id });
  return openWith(() => Promise.resolve(token), emulator.url, concurrency, io);
}

const paymentConflict = "PAY-R01";

function checkStory(before: Judged, after: Judged): void {
  const { single, joint } = holdersIn(before);
  if (single !== 11) throw new Error(`the bank has eleven people with both payment duties, and ${single} were found`);
  if (joint !== 2) throw new Error(`two more have them by two accounts, and ${joint} were found`);
  const left = after.plan.simulation.before.total;
  const announced = before.plan.cannotFix.length;
  if (left !== announced || after.plan.actions.length > 0) {
    throw new Error(`the plan left ${announced} violations to people, and ${left} were found afterwards`);
  }
}

type Holders = { readonly single: number; readonly joint: number };

function holdersIn({ judgement }: Judged): Holders {
  const payments = judgement.assessment.conflicts.find(({ id }) => id === paymentConflict);
  return { single: payments?.holders ?? 0, joint: payments?.jointHolders ?? 0 };
}

function holdersLine({ single, joint }: Holders): string {
  return `${single} people could raise and approve the same payment, and ${joint} more by two accounts`;
}

function endLines(before: Judged, after: Judged, out: string): readonly string[] {
  const left = after.plan.cannotFix.map(
    ({ principal, conflict, whoCan }) =>
      `  ${visibleLine(principal?.displayName ?? "")} (${conflict}): ${visibleLine(whoCan)}`,
  );
  return [
    `Before: ${holdersLine(holdersIn(before))}.`,
    `After:  ${holdersLine(holdersIn(after))}. None of them can Graph separate. Who can:`,
    ...left,
    "",
    `Open first:  ${join(out, "before", "data", "report.html")}`,
    `Then:        ${join(out, "after", "data", "report.html")}`,
    `For an examiner: evidence.xlsx beside each; for programs: assessment.json and plan.json.`,
  ];
}
