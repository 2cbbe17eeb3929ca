import type { SectionName } from "../domain/sections.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadQueue } from "./reads.ts";

/** Tells that a section begins, and with each call the rows that came of it. */
export function tellReads(
  section: SectionName,
  parents: readonly string[],
  queue: ReadQueue,
  { writer, progress }: ReadContext,
): (rows: number) => void {
  if (parents.length === 1 && parents[0] === "") {
    const tell = (): void => progress.list(section, writer.read(section, ""));
    tell();
    return tell;
  }
  let told = queue.ended();
  progress.begin(section, { done: told, of: parents.length });
  return (rows) => {
    const ended = queue.ended();
    progress.add(section, { done: ended - told, rows });
    told = ended;
  };
}
