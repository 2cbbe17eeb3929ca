import type { Bench } from "./bench.ts";
import { figuresFrom } from "./figures-from.ts";

/** Who violates what: the kernel beside SQL engines, a script and a plain read of the same lists; loading; and all from a file. */
export const bench: Bench = {
  name: "kernel",
  async *run({ quick, tell }) {
    for (const size of quick ? ["S"] : ["S", "M", "L"]) {
      tell(`asks at size ${size}`);
      yield* figuresFrom("kernel/query-process.ts", [size]);
      tell(`loads at size ${size}`);
      yield* figuresFrom("kernel/load-process.ts", [size]);
    }
    for (const size of quick ? ["S"] : ["S", "M"]) {
      tell(`from files to answers at size ${size}`);
      yield* figuresFrom("kernel/file-process.ts", [size]);
    }
    tell("reads snapshot layouts");
    yield* figuresFrom("kernel/layout-process.ts", [quick ? "S" : "M"]);
  },
};
