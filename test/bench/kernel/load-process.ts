import { holderIndexBuilder } from "../../../src/conflicts/kernel/holder-index.ts";
import { stopwatch } from "./engine.ts";
import { guidsOf, randomNumbers, sizes } from "./world.ts";

/**
 * Holdings under GUIDs into an index, four thousand at a time and access points mixed, in a process of its own: its highest
 * memory is that of the index, of what it takes to build it, and of the ids' texts as they pass. Figures as JSON lines on stdout.
 */
const size = sizes[process.argv[2] as keyof typeof sizes];
const batch = 4000;

const ids = passOver(() => undefined);
const builder = holderIndexBuilder();
const adding = passOver(builder.add) - ids;
const watch = stopwatch();
const { holders, principals } = builder.build();
const building = watch().cpu;
const arrays = process.memoryUsage().arrayBuffers;

const peak = process.resourceUsage().maxRSS * 1024;
const most = 64 * 2 ** 20 + 4 * size.holdings + 128 * principals.size();
const figures = [
  { metric: "load: ids to numbers, a holding", value: (adding * 1e6) / size.holdings, unit: "ns of CPU" },
  { metric: "load: lists made and sorted, a holding", value: (building * 1e6) / size.holdings, unit: "ns of CPU" },
  { metric: "load: all", value: adding + building, unit: "ms of CPU" },
  { metric: "load: of it in typed arrays", value: arrays / 2 ** 20, unit: "MiB" },
  { metric: "load: highest memory", value: peak / 2 ** 20, unit: "MiB", aim: `<= ${Math.round(most / 2 ** 20)}` },
  {
    metric: "index: lists, a holding",
    value: (4 * (holders.numbers.length + holders.offsets.length)) / holders.numbers.length,
    unit: "bytes",
  },
];
for (const figure of figures) {
  process.stdout.write(`${JSON.stringify({ size: size.label, ...figure, better: "lower" })}\n`);
}

/** Milliseconds of CPU for all holdings, the same in every pass, with ids that are new texts each time. */
function passOver(take: (accessPoints: readonly string[], principals: readonly string[]) => void): number {
  const random = randomNumbers(0x10ad);
  const watch = stopwatch();
  for (let done = 0; done < size.holdings; done += batch) {
    const points = Array.from({ length: batch }, () => Math.floor(random() ** 3 * size.accessPoints) + 2 ** 27);
    const holders = Array.from({ length: batch }, () => Math.floor(random() * size.people));
    take(guidsOf(points), guidsOf(holders));
  }
  return watch().cpu;
}
