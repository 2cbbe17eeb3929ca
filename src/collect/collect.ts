import type { SectionCoverage } from "../domain/sections.ts";
import type { Clock } from "../graph/clock.ts";
import type { Graph } from "../graph/graph.ts";
import type { TokenClaims } from "../graph/token.ts";
import { createSnapshot } from "../snapshot/writer.ts";
import { crawl } from "./crawl.ts";

export type CollectSettings = {
  readonly graph: Graph;
  readonly graphUrl: string;
  readonly claims: TokenClaims;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly runId: string;
  readonly toolVersion: string;
  readonly path: string;
  readonly onSection: (coverage: SectionCoverage) => void;
};

/** Reads the tenant into the snapshot file at `path`. Where nothing can be read it throws and leaves no file. */
export async function collect(settings: CollectSettings): Promise<readonly SectionCoverage[]> {
  const { clock, claims } = settings;
  const startedAt = clock.now().toISOString();
  const writer = createSnapshot(settings.path);

  try {
    const coverage = await crawl({
      ...settings,
      writer,
      permissions: claims.identity.permissions,
    });
    const [tenant] = writer.rows("organization");
    const { runId, toolVersion, graphUrl } = settings;
    writer.finish(
      {
        runId,
        tenantId: tenant?.id ?? claims.tenantId ?? "unknown",
        tenantName: tenant?.displayName ?? "unknown tenant",
        startedAt,
        finishedAt: clock.now().toISOString(),
        toolVersion,
        graphUrl,
        identity: claims.identity,
      },
      coverage,
    );
    return coverage;
  } catch (error) {
    writer.discard();
    throw error;
  }
}
