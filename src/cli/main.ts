import { Command, CommanderError, Option } from "commander";
import { z } from "zod";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { visibleText } from "../report-kit/visible-text.ts";
import { ScanError } from "../scan-error.ts";
import {
  addPackOptions,
  addRuleOptions,
  addTenantOptions,
  allGroupsOption,
  asOfOption,
  groupOptionsSchema,
  packOptionsSchema,
  ruleOptionsSchema,
  tenantOptionsSchema,
  wholeNumber,
} from "./common-options.ts";
import { formats } from "./formats.ts";
import type { Io } from "./io.ts";
import { addRulesCommands } from "./rules-commands.ts";
import { toolVersion } from "./version.ts";

/** Runs one command line and gives its exit code. The only place where errors end. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.clean;
  const program = commandLine(io, async (command) => {
    exitCode = await command;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, io);
  }
}

function explain(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (io.interrupted.aborted) {
    io.tell("sodscan: interrupted. What was read is kept; go on with the same command and --resume.");
    return exitCodes.interrupted;
  }
  if (error instanceof ScanError) {
    io.tell(visibleText(`sodscan: ${error.message}`));
    io.tell(`  ${error.hint}`);
    return error.exitCode;
  }
  io.tell("sodscan: this is a bug in sodscan; please report it with the lines below.");
  io.tell(visibleText(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return exitCodes.bug;
}

type Settle = (command: Promise<ExitCode>) => Promise<void>;

const outSchema = z.object({ out: z.string().optional() });
const resumeSchema = z.object({ resume: z.boolean(), since: z.string().exactOptional() });
const formatsSchema = z.object({ formats: z.array(z.enum(formats)), json: z.boolean() });
const scanSchema = z.object({
  ...tenantOptionsSchema.shape,
  ...ruleOptionsSchema.shape,
  ...groupOptionsSchema.shape,
  ...resumeSchema.shape,
  ...formatsSchema.shape,
});
const collectSchema = z.object({
  ...tenantOptionsSchema.shape,
  ...packOptionsSchema.shape,
  ...groupOptionsSchema.shape,
  ...resumeSchema.shape,
});
const assessSchema = z.object({ ...ruleOptionsSchema.shape, ...formatsSchema.shape, snapshot: z.string() });
const tenantSizes = ["small", "medium", "large"] as const;
const emulateSchema = z.object({
  port: z.int().min(0).max(65_535),
  generate: z.string().optional(),
  faults: z.string().optional(),
  throttle: z.enum(tenantSizes).optional(),
});
const explainSchema = z.object({
  ...packOptionsSchema.shape,
  asOf: z.date().exactOptional(),
  snapshot: z.string().optional(),
  json: z.boolean(),
});
const overlapSchema = z.object({
  ...tenantOptionsSchema.shape,
  asOf: z.date().exactOptional(),
  snapshot: z.string().optional(),
  json: z.boolean(),
});

/** Each command is loaded when it is given: together they are most of the time it takes to start. */
function commandLine(io: Io, settle: Settle): Command {
  const program = new Command("sodscan")
    .description("Who holds both sides of what no one person may do in Microsoft Entra, how, and what to revoke.")
    .version(toolVersion)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), writeErr: (text) => io.tell(text.trimEnd()) });
  program
    .command("demo")
    .description("start the built-in bank on loopback and do the whole job against it")
    .option("--out <folder>", "where the evidence goes", "evidence/demo")
    .addOption(allGroupsOption())
    .action(async (options: unknown) => {
      const { demo } = await import("./commands/demo.ts");
      await settle(demo(z.object({ out: z.string(), ...groupOptionsSchema.shape }).parse(options), io));
    });

  addReportOptions(addRuleOptions(addTenantOptions(program.command("scan"))))
    .description("collect, assess, plan and write the evidence")
    .addOption(allGroupsOption())
    .addOption(resumeOption())
    .addOption(sinceOption())
    .action(async (options: unknown) => {
      const { scan } = await import("./commands/scan.ts");
      await settle(scan({ ...scanSchema.parse(options), ...out(options) }, io));
    });

  addPackOptions(addTenantOptions(program.command("collect")))
    .description("read the tenant into a snapshot")
    .addOption(allGroupsOption())
    .addOption(resumeOption())
    .addOption(sinceOption())
    .option("--out <folder>", "the evidence pack to write")
    .action(async (options: unknown) => {
      const { collectCommand } = await import("./commands/collect.ts");
      await settle(collectCommand({ ...collectSchema.parse(options), ...out(options) }, io));
    });

  addReportOptions(addRuleOptions(program.command("assess")))
    .description("judge a snapshot; needs no network")
    .requiredOption("--snapshot <file>", "the snapshot that collect or scan wrote")
    .action(async (options: unknown) => {
      const { assessCommand } = await import("./commands/assess.ts");
      await settle(assessCommand({ ...assessSchema.parse(options), ...out(options) }, io));
    });

  addTenantOptions(program.command("overlap <a> <b>"))
    .description("all of two packages or groups (names or ids), before they are declared incompatible")
    .option("--snapshot <file>", "judge this snapshot instead of reading the tenant")
    .option("--json", "print it as JSON", false)
    .addOption(asOfOption())
    .action(async (a: string, b: string, options: unknown) => {
      const { overlap } = await import("./commands/overlap.ts");
      const { snapshot, ...rest } = overlapSchema.parse(options);
      await settle(overlap(a, b, { ...rest, snapshot }, io));
    });

  addRuleOptions(program.command("plan <assessment>"))
    .description("plan the revocations that end the violations of an assessment.json")
    .action(async (assessment: string, options: unknown) => {
      const { planCommand } = await import("./commands/plan.ts");
      await settle(planCommand({ ...ruleOptionsSchema.parse(options), assessment }, io));
    });

  addPackOptions(program.command("explain <what> [duty]"))
    .description("why a person (name or id) does or does not hold a duty; without a duty, what a rule is about")
    .option("--snapshot <file>", "the snapshot that collect or scan wrote")
    .option("--json", "print it as JSON", false)
    .addOption(asOfOption())
    .action(async (what: string, duty: string | undefined, options: unknown) => {
      const { explainCommand } = await import("./commands/explain.ts");
      const { snapshot, ...rest } = explainSchema.parse(options);
      await settle(explainCommand(what, duty, { ...rest, snapshot }, io));
    });

  addTenantOptions(program.command("doctor"))
    .description("which permissions the token has, which are missing, and which rules that costs")
    .action(async (options: unknown) => {
      const { doctor } = await import("./commands/doctor.ts");
      await settle(doctor(tenantOptionsSchema.parse(options), io));
    });

  program
    .command("emulate")
    .description("serve a tenant as a local Microsoft Graph")
    .addOption(new Option("--tenant <name>", "which tenant").choices(["contoso-bank"]).default("contoso-bank"))
    .option("--port <n>", "the port on loopback (0: any)", wholeNumber(0, 65_535), 8080)
    .option("--generate <sizes>", "a generated tenant instead, such as users=100000,groups=5000,packages=200")
    .option("--faults <file>", "what goes wrong on purpose (YAML or JSON)")
    .addOption(new Option("--throttle <size>", "throttle as Graph does a tenant of this size").choices(tenantSizes))
    .action(async (options: unknown) => {
      const { emulate } = await import("./commands/emulate.ts");
      const { port, generate, faults, throttle } = emulateSchema.parse(options);
      await settle(emulate({ port, generate, faults, throttle }, io));
    });

  addRulesCommands(program, io, settle);
  return program;
}

function out(options: unknown): { readonly out: string | undefined } {
  return { out: outSchema.parse(options).out };
}

function resumeOption(): Option {
  return new Option("--resume", "go on where an interrupted run was left (in --out, or the latest)").default(false);
}

function sinceOption(): Option {
  return new Option(
    "--since <snapshot>",
    "read of users, groups and applications what has changed since an earlier snapshot",
  ).conflicts("resume");
}

function addReportOptions(command: Command): Command {
  return command
    .option("--out <folder>", "the evidence pack to write (default: evidence/<tenant>/<run>)")
    .addOption(new Option("--formats <format...>", "what to write").choices(formats).default([...formats]))
    .option("--json", "print the outcome as JSON", false);
}
