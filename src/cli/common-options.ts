import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { severities } from "../domain/severity.ts";
import { cloudNames } from "../graph/clouds.ts";
import { authNames } from "../graph/credentials.ts";

export const tenantOptionsSchema = z.object({
  auth: z.enum(authNames),
  cloud: z.enum(cloudNames),
  graphUrl: z.string().exactOptional(),
  workspace: z.string().exactOptional(),
  logsUrl: z.string().exactOptional(),
  auditDays: z.int(),
  concurrency: z.int().min(1).max(64),
});

/** As long as Entra itself keeps its audit log at the most. */
export const defaultAuditDays = 30;

/** How the tenant is reached. */
export type TenantOptions = z.infer<typeof tenantOptionsSchema>;

export const ruleOptionsSchema = z.object({
  config: z.string().exactOptional(),
  rules: z.array(z.string()),
  onlyRules: z.boolean(),
  waivers: z.string().exactOptional(),
  asOf: z.date().exactOptional(),
  failOn: z.enum(severities),
});

/** Which groups' members are read. */
export const groupOptionsSchema = z.object({ allGroups: z.boolean() });

export type GroupOptions = z.infer<typeof groupOptionsSchema>;

export const packOptionsSchema = ruleOptionsSchema.pick({ config: true, rules: true, onlyRules: true, waivers: true });

/** Which packs there are. */
export type PackOptions = z.infer<typeof packOptionsSchema>;

/** By what the tenant is judged. */
export type RuleOptions = z.infer<typeof ruleOptionsSchema>;

export function addTenantOptions(command: Command): Command {
  return command
    .addOption(new Option("--auth <way>", "how to get a token").choices(authNames).default("default"))
    .addOption(new Option("--cloud <cloud>", "which national cloud").choices(cloudNames).default("global"))
    .option("--graph-url <origin>", "another Graph, such as http://127.0.0.1:8080")
    .option("--workspace <id>", "read the audit trail from this Log Analytics workspace, not from Graph", workspaceId)
    .option("--logs-url <origin>", "another Log Analytics, such as http://127.0.0.1:8080")
    .option("--audit-days <n>", "days of the audit trail to read (1 to 730)", wholeNumber(1, 730), defaultAuditDays)
    .option("--concurrency <n>", "calls under way at once (1 to 64)", wholeNumber(1, 64), 8);
}

export function addPackOptions(command: Command): Command {
  return command
    .option("--config <file>", "configuration (default: sodscan.yaml, where there is one)")
    .option("--rules <path...>", "rule packs, or folders of them, to add to the built-in ones", collect, [])
    .option("--waivers <file>", "findings that somebody answers for, until when and why")
    .option("--only-rules", "judge by the packs of --rules and --config only", false);
}

export function allGroupsOption(): Option {
  const what = "read the members of every group, not only of those that the tenant's governance or the rules name";
  return new Option("--all-groups", what).default(false);
}

export function addRuleOptions(command: Command): Command {
  return addPackOptions(command)
    .addOption(asOfOption())
    .addOption(new Option("--fail-on <severity>", "exit 1 from this severity up").choices(severities).default("high"));
}

export function asOfOption(): Option {
  return new Option("--as-of <time>", "judge as of this moment (default: the end of the collection)").argParser(moment);
}

function collect(value: string, previous: unknown): readonly string[] {
  return [...(Array.isArray(previous) ? previous.map(String) : []), value];
}

function workspaceId(text: string): string {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError("It must be the workspace's id, such as 11111111-2222-3333-4444-555555555555.");
}

/** Reads a whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

const isoMoment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/u;

/** A day in UTC, or a moment with its zone; a day that no calendar has is refused, not moved. */
function moment(text: string): Date {
  const time = new Date(text);
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  if (isoMoment.test(text) && exists && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError("It must be a day or a moment with its zone, such as 2026-11-23T00:00:00Z.");
}
