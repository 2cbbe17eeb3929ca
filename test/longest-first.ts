import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first. */
const longest = [
  "end-to-end/broken-endpoints",
  "end-to-end/resume",
  "end-to-end/faults",
  "end-to-end/mutated-payloads",
  "end-to-end/commands",
  "end-to-end/dual-holders",
  "end-to-end/declarations",
  "end-to-end/since",
  "end-to-end/",
  "differential/",
  "remediate/",
  "conflicts/",
];

/** Begins with what takes longest, so that no worker is left with it at the end while the others have nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => place(a) - place(b));
  }
}

function place({ moduleId }: TestSpecification): number {
  const found = longest.findIndex((name) => moduleId.includes(`/test/${name}`));
  return found === -1 ? longest.length : found;
}
