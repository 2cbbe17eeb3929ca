import { z } from "zod";
import { readYaml } from "../../conflicts/yaml-document.ts";
import { addDuration } from "../../domain/iso-duration.ts";
import { ScanError } from "../../scan-error.ts";

const text = z.string().trim().min(1);
const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const frequency = text.refine((value) => addDuration(new Date(0), value) !== null, "an ISO 8601 duration, such as P1M");

const controlSchema = z.strictObject({
  title: text,
  owner: text,
  frequency,
  /** When the control was last carried out, and where that can be seen. */
  lastPerformed: day,
  evidence: text,
});

const waiverSchema = z.strictObject({
  id: text,
  rule: text,
  principal: text.exactOptional(),
  conflict: text.exactOptional(),
  subject: text.exactOptional(),
  /** The ways of holding that are accepted, each as hops joined by " > "; anything else that appears later is not. */
  paths: z.array(text).default([]),
  owner: text,
  approver: text,
  reason: text,
  granted: day,
  expires: day,
  control: text.exactOptional(),
});

const fileSchema = z.strictObject({
  controls: z.record(text, controlSchema).default({}),
  waivers: z.array(waiverSchema).default([]),
});

export type Control = z.infer<typeof controlSchema>;

/** A finding that somebody answers for, for a time. `at` is its place in the file. */
export type Waiver = z.infer<typeof waiverSchema> & { readonly at: string };

export type WaiverFile = {
  readonly controls: ReadonlyMap<string, Control>;
  readonly waivers: readonly Waiver[];
};

export const noWaivers: WaiverFile = { controls: new Map(), waivers: [] };

/** Throws `waivers/invalid` with file, line and column, also for a waiver told twice or leaning on a control there is none of. */
export function parseWaivers(file: string, source: string): WaiverFile {
  const { value, at } = readYaml(file, source, fileSchema, "waivers/invalid");
  const controls = new Map(Object.entries(value.controls));
  const seen = new Set<string>();
  const waivers = value.waivers.map((waiver, index) => {
    const place = at(["waivers", index]);
    if (seen.has(waiver.id)) throw new ScanError("waivers/invalid", `${place}: ${waiver.id} stands here twice`);
    seen.add(waiver.id);
    if (waiver.control !== undefined && !controls.has(waiver.control)) {
      throw new ScanError(
        "waivers/invalid",
        `${at(["waivers", index, "control"])}: there is no control ${waiver.control}`,
      );
    }
    return { ...waiver, at: place };
  });
  return { controls, waivers };
}
