import type { SectionName } from "../domain/sections.ts";
import { assignmentReading } from "./assignment-reading.ts";
import { groupReadings } from "./group-readings.ts";
import type { Reading } from "./reading.ts";

/** The sections that are read in a way of their own. */
export const readings: { readonly [Section in SectionName]?: Reading } = {
  ...groupReadings,
  assignments: assignmentReading,
};
