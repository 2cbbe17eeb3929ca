import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { closureOf } from "../../src/access/closure/closure.ts";
import type { Memberships } from "../../src/access/closure/memberships.ts";
import type { Bench, BenchOptions, Figure } from "./bench.ts";
import { type Calls, callsForTransitive, callsToReadAll, callsToWalk } from "./closure/calls.ts";
import type { Case } from "./closure/case.ts";
import { graphShapes, graphSizes, membershipsOf } from "./closure/graphs.ts";
import { measureMembers } from "./closure/measure-members.ts";
import { measureWays } from "./closure/measure-ways.ts";
import { secondsOf } from "./closure/timing.ts";

type Shape = keyof typeof graphShapes;
type Scale = keyof typeof graphSizes;

/** Members of nested groups, the ways to them, and what asking Graph for them takes. Seconds are processor time. */
export const bench: Bench = {
  name: "closure",
  async *run(options) {
    yield* runOn("realistic", options);
    yield* runOn("adversarial", options);
  },
};

async function* runOn(shape: Shape, { quick, tell }: BenchOptions): AsyncGenerator<Figure> {
  const scale = quick ? "quick" : "full";
  const wanted = graphSizes[scale];
  const size = `${shape}, ${wanted.groups / 1000} k groups`;
  tell(`${size}: making ${wanted.memberships.toLocaleString("en-US")} memberships`);
  const graph = graphShapes[shape](wanted);
  const made: Memberships[] = [];
  const seconds = secondsOf(() => made.push(membershipsOf(graph, wanted)));
  yield { metric: "index of the edges, which come sorted", size, value: seconds, unit: "s", better: "lower" };

  const [memberships] = made;
  if (memberships === undefined) throw new Error("no index was made");
  const one: Case = { size, memberships, closure: closureOf(memberships), named: graph.named, tell };
  if (shape === "realistic") {
    yield* measureMembers(one, { scripted: one.named.length / 10, searched: one.named.length, aims: realisticAims });
    yield* measureWays(one, { pairs: one.named.length * 50, aim: "<= 0.18" });
    yield* calls(one);
  } else {
    yield* measureMembers(one, { scripted: 5, searched: 20, aims: { seconds: "<= 7" } });
    yield* measureWays(one, { pairs: 2_500 });
  }
  yield* peaks(shape, scale, size);
}

const realisticAims = { seconds: "<= 0.5", script: ">= 160" };

/** The most memory that a process of its own held. */
function* peaks(shape: Shape, scale: Scale, size: string): Generator<Figure> {
  const program = fileURLToPath(new URL("./closure/peak.ts", import.meta.url));
  for (const [stage, metric] of [
    ["index", "peak memory, edges and index"],
    ["closure", "peak memory, members of the groups named with it"],
  ] as const) {
    const value = Number(execFileSync(process.execPath, [program, shape, scale, stage], { encoding: "utf8" }));
    yield { metric, size, value, unit: "MiB", better: "lower" };
  }
}

function* calls({ size, memberships, closure, named }: Case): Generator<Figure> {
  const { nested, members } = memberships;
  const groups = nested.starts.length - 1;
  const transitive = callsForTransitive(named, closure);
  const share = groups / named.length;
  const all = { pages: transitive.pages * share, calls: transitive.calls * share, units: transitive.units * share };
  yield* callFigures("walking from the groups named", size, callsToWalk(named, nested, members));
  yield* callFigures("transitiveMembers of the groups named (no ways)", size, transitive);
  yield* callFigures("members of every group", size, callsToReadAll(nested, members));
  yield* callFigures("transitiveMembers of every group (extrapolated)", size, all);
}

function* callFigures(metric: string, size: string, { pages, calls, units }: Calls): Generator<Figure> {
  yield { metric: `${metric}: pages`, size, value: pages, unit: "pages", better: "lower" };
  yield { metric: `${metric}: calls`, size, value: calls, unit: "calls", better: "lower" };
  yield { metric: `${metric}: cost`, size, value: units, unit: "units", better: "lower" };
}
