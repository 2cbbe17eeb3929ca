import { type SectionCoverage, type SectionName, sectionNames } from "../domain/sections.ts";
import { type FailureKind, GraphFailure } from "../graph/graph-failure.ts";
import { ScanError } from "../scan-error.ts";
import { collectors } from "./collectors/index.ts";
import { declarationSections, declarationTrouble } from "./declarations.ts";
import { coverageOf, type Ending, endingOf } from "./ending.ts";
import { readTrail, type TrailContext } from "./read-trail.ts";
import { type ReadEnding, readWhole, type WholeContext } from "./read-whole.ts";

export type CrawlContext = WholeContext & TrailContext & { readonly onSection: (coverage: SectionCoverage) => void };

/**
 * Reads every section into the snapshot. A section that is refused or breaks is recorded as such and the rest goes on;
 * only where nothing at all could be read does it throw (`graph/unauthenticated`, `graph/unreachable`).
 */
export async function crawl(context: CrawlContext): Promise<readonly SectionCoverage[]> {
  const started = new Map<SectionName, Promise<Ending>>();
  const read: ReadEnding = (section) => {
    const running = started.get(section) ?? beginning(section, settled, context);
    started.set(section, running);
    return running;
  };
  const settled: ReadEnding = async (section) => (isDeclared(section) ? await contradicted : null) ?? read(section);
  const contradicted = contradictions(read, context);

  const results = await Promise.all(
    sectionNames.map(async (section) => {
      const { failure, ...how } = await settled(section);
      const coverage = coverageOf(section, how, context);
      context.onSection(coverage);
      return { coverage, ...(failure === undefined ? {} : { failure }) };
    }),
  );
  refuseNothing(results);
  return results.map(({ coverage }) => coverage);
}

function beginning(section: SectionName, read: ReadEnding, context: CrawlContext): Promise<Ending> {
  return section === "auditEvents" ? readAudit(context) : readWhole(collectors[section], read, context);
}

async function readAudit(context: CrawlContext): Promise<Ending> {
  try {
    await readTrail(context);
    return { status: "complete" };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return endingOf(failure, context.trail, context.permissions);
  }
}

/** How both lists of declarations end where each is whole and they contradict each other. */
async function contradictions(read: ReadEnding, context: CrawlContext): Promise<Ending | null> {
  const endings = await Promise.all(declarationSections.map(read));
  if (endings.some(({ status }) => status !== "complete")) return null;
  try {
    const reason = await declarationTrouble(context);
    return reason === null ? null : { status: "failed", reason, contradicted: true };
  } catch (failure) {
    if (!(failure instanceof GraphFailure)) throw failure;
    return { status: "failed", reason: failure.summary, failure: failure.kind };
  }
}

function isDeclared(section: SectionName): boolean {
  return declarationSections.some((declared) => declared === section);
}

function refuseNothing(
  results: readonly { readonly coverage: SectionCoverage; readonly failure?: FailureKind }[],
): void {
  if (results.some(({ coverage }) => coverage.read > 0 || coverage.status === "complete")) return;
  const first = results.find(({ failure }) => failure !== undefined);
  const reason = first?.coverage.reason ?? "no section could be read";
  if (results.some(({ failure }) => failure === "unauthenticated"))
    throw new ScanError("graph/unauthenticated", reason);
  if (first?.failure === "network") throw new ScanError("graph/unreachable", reason);
}
