import type { Command } from "commander";
import { z } from "zod";
import type { ExitCode } from "../exit-codes.ts";
import { addPackOptions, packOptionsSchema } from "./common-options.ts";
import type { Io } from "./io.ts";

const configOption = ["--config <file>", "configuration (default: sodscan.yaml, where there is one)"] as const;
const configSchema = z.object({ config: z.string().exactOptional() });
const listSchema = z.object({ ...packOptionsSchema.shape, json: z.boolean() });
const lintSchema = z.object({ ...configSchema.shape, snapshot: z.string().exactOptional() });
const suggestSchema = z.object({
  ...packOptionsSchema.shape,
  snapshot: z.string(),
  pack: z.string().exactOptional(),
});
const diffSchema = z.object({ ...configSchema.shape, snapshot: z.string(), json: z.boolean() });

/** The rule lab: everything that can be done with rules and packs without a tenant at hand. */
export function addRulesCommands(
  program: Command,
  io: Io,
  settle: (command: Promise<ExitCode>) => Promise<void>,
): void {
  const rules = program.command("rules").description("list, show, lint, test, suggest and compare rules and packs");

  addPackOptions(rules.command("list"))
    .description("every rule and pack that a scan would judge by")
    .option("--json", "print them as JSON", false)
    .action(async (options: unknown) => {
      const { listRules } = await import("./commands/rules/list.ts");
      await settle(settled(() => listRules(listSchema.parse(options), io)));
    });

  addPackOptions(rules.command("show <name>"))
    .description("the page of a rule, a conflict or a pack")
    .action(async (name: string, options: unknown) => {
      const { showRule } = await import("./commands/rules/show.ts");
      await settle(settled(() => showRule(name, packOptionsSchema.parse(options), io)));
    });

  rules
    .command("lint <files...>")
    .description("what is wrong with packs, with file, line and column")
    .option(...configOption)
    .option("--snapshot <file>", "look up every name in this snapshot")
    .action(async (files: string[], options: unknown) => {
      const { lintRules } = await import("./commands/rules/lint.ts");
      await settle(lintRules(files, lintSchema.parse(options), io));
    });

  rules
    .command("test <files...>")
    .description("run the examples that stand in packs")
    .action(async (files: string[]) => {
      const { testRules } = await import("./commands/rules/test.ts");
      await settle(settled(() => testRules(files, io)));
    });

  addPackOptions(rules.command("suggest"))
    .description("propose what could be bound to unbound duties; binds nothing")
    .requiredOption("--snapshot <file>", "the snapshot that collect or scan wrote")
    .option("--pack <name>", "for the duties of this pack only")
    .action(async (options: unknown) => {
      const { suggestRules } = await import("./commands/rules/suggest.ts");
      await settle(suggestRules(suggestSchema.parse(options), io));
    });

  rules
    .command("diff <old> <new>")
    .description("which findings a changed pack adds and removes on a snapshot")
    .requiredOption("--snapshot <file>", "the snapshot that collect or scan wrote")
    .option(...configOption)
    .option("--json", "print the difference as JSON", false)
    .action(async (old: string, changed: string, options: unknown) => {
      const { diffRules } = await import("./commands/rules/diff.ts");
      await settle(diffRules(old, changed, diffSchema.parse(options), io));
    });
}

/** A command that has nothing to wait for; what it throws goes the way of all errors. */
async function settled(command: () => ExitCode): Promise<ExitCode> {
  return command();
}
