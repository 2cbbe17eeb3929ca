import { closureOf } from "../../../src/access/closure/closure.ts";
import { graphShapes, graphSizes, membershipsOf } from "./graphs.ts";

/**
 * `node peak.ts <shape> <size> <stage>` tells how many MiB this process held at most: at stage `index` from the edges to the
 * index made of them, at stage `closure` with the members of the groups named, too.
 */
const [shape, size, stage] = process.argv.slice(2);
const wanted = graphSizes[size === "full" ? "full" : "quick"];
const graph = graphShapes[shape === "adversarial" ? "adversarial" : "realistic"](wanted);
const closure = closureOf(membershipsOf(graph, wanted));
if (stage === "closure") for (const list of closure.effectiveMembers(graph.named)) void list;
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
