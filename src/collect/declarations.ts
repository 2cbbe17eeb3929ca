import type { SnapshotWriter } from "../snapshot/writer.ts";
import { collectors } from "./collectors/index.ts";
import type { ReadContext } from "./read-context.ts";
import { readSection } from "./read-section.ts";

/** The sections in which the tenant lists its declarations between packages, one for each end. */
export const declarationSections = ["incompatibleAccessPackages", "accessPackagesIncompatibleWith"] as const;

/** Holders of `listed` are ineligible for `declaring`; told at one end and not at the other. */
type Disagreement = {
  readonly declaring: string;
  readonly listed: string;
  readonly toldBy: (typeof declarationSections)[number];
};

/**
 * Compares what the tenant lists at either end, once both sections are whole. Lists that disagree are read once more, as the
 * tenant may have changed in between; says why what was read is not to be relied on where they still do, else null. Throws
 * what reading throws.
 */
export async function declarationTrouble(context: ReadContext): Promise<string | null> {
  const { writer } = context;
  const first = disagreements(writer);
  if (first.length === 0) return null;

  for (const { declaring, listed } of first) {
    writer.restart("incompatibleAccessPackages", declaring);
    writer.restart("accessPackagesIncompatibleWith", listed);
  }
  const packages = writer.parents("accessPackages");
  for (const section of declarationSections) await readSection(collectors[section], packages, context);
  return describe(disagreements(writer));
}

/** Edges between packages that were both read, because only those could be told twice. */
function disagreements(writer: SnapshotWriter): readonly Disagreement[] {
  const packages = new Set(writer.parents("accessPackages"));
  const told = new Map<string, Disagreement>();
  const tell = (edge: Disagreement): void => {
    if (!packages.has(edge.declaring) || !packages.has(edge.listed)) return;
    const key = JSON.stringify([edge.declaring, edge.listed]);
    if (!told.delete(key)) told.set(key, edge);
  };
  for (const { accessPackageId, incompatibleId } of writer.rows("incompatibleAccessPackages"))
    tell({ declaring: accessPackageId, listed: incompatibleId, toldBy: "incompatibleAccessPackages" });
  for (const { accessPackageId, incompatibleWithId } of writer.rows("accessPackagesIncompatibleWith"))
    tell({ declaring: incompatibleWithId, listed: accessPackageId, toldBy: "accessPackagesIncompatibleWith" });
  return [...told.values()];
}

function describe([first, ...others]: readonly Disagreement[]): string | null {
  if (first === undefined) return null;
  const { declaring, listed, toldBy } = first;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `the tenant's two lists of incompatible packages disagree, read twice: only ${toldBy} tells that package ${declaring} declares ${listed} incompatible${more}; collect again, and ask Microsoft support if it stays so`;
}
