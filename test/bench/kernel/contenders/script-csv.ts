import { createReadStream } from "node:fs";
import { conflictsIn, type Contender } from "./contender.ts";

/** What a script does: a Set of ids for each access point, and the smaller side looked up in the larger. */
export const answer: Contender = async (files) => {
  const holders = new Map<string, Set<string>>();
  let rest = "";
  for await (const chunk of createReadStream(files.csv, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [point = "", person = ""] = line.split(",");
      const set = holders.get(point);
      if (set === undefined) holders.set(point, new Set([person]));
      else set.add(person);
    }
  }
  return conflictsIn(files).flatMap((points, conflict) => {
    const [few, many] = points.map((point) => holders.get(point)!).sort((a, b) => a.size - b.size);
    return [...few!].filter((person) => many!.has(person)).map((person) => [conflict, person] as const);
  });
};
