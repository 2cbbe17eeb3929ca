import { runExamples } from "../../../conflicts/lab/examples.ts";
import { isOverlay, packOf, type TextFile } from "../../../conflicts/packs.ts";
import { packSchema } from "../../../conflicts/pack-schema.ts";
import { readYaml } from "../../../conflicts/yaml-document.ts";
import { type ExitCode, exitCodes } from "../../../exit-codes.ts";
import { counted } from "../../../report-kit/conclusion.ts";
import { visibleLine } from "../../../report-kit/visible-text.ts";
import type { Io } from "../../io.ts";
import { readPackFiles } from "../../rule-files.ts";

/** Runs the examples that stand in packs; exits 1 where one does not come out as it expects. */
export function testRules(paths: readonly string[], io: Io): ExitCode {
  const failed = readPackFiles(paths).map((file) => testPack(file, io));
  return failed.some((failures) => failures > 0) ? exitCodes.findings : exitCodes.clean;
}

/** Prints what failed, and gives how many examples did. */
function testPack({ file, text }: TextFile, io: Io): number {
  const document = readYaml(file, text, packSchema, "pack/invalid");
  if (isOverlay(document.value)) {
    io.print(visibleLine(`${file}: only bindings, nothing to test`));
    return 0;
  }
  const pack = packOf(document);
  const results = runExamples(pack);
  const failing = results.filter(({ failures }) => failures.length > 0);
  for (const { example, failures } of failing) {
    io.print(visibleLine(`${example.at}: "${example.name}"`));
    for (const failure of failures) io.print(visibleLine(`  ${failure}`));
  }
  const shown = new Set(pack.examples.flatMap(({ expect }) => Object.keys(expect)));
  const unshown = pack.conflicts.filter(({ id }) => !shown.has(id)).map(({ id }) => id);
  const rest = unshown.length === 0 ? "" : `; no example violates ${unshown.join(", ")}`;
  io.print(
    visibleLine(
      `${pack.name}: ${counted(results.length, "example")}, ${failing.length.toLocaleString("en-US")} failed${rest}`,
    ),
  );
  return failing.length;
}
