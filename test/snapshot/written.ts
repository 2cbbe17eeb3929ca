import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { sectionNames, type SectionName } from "../../src/domain/sections.ts";
import type { Row, SourcedRow } from "../../src/snapshot/sections.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";
import type { Begun } from "../../src/snapshot/layout.ts";
import type { SnapshotPage } from "../../src/snapshot/saving.ts";
import { createSnapshot } from "../../src/snapshot/writer.ts";

/** A path for a snapshot, in a folder that lasts as long as the test. */
export function snapshotPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "sodscan-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "snapshot.sqlite");
}

export function pageOf<S extends SectionName>(section: S, body: string, rows: readonly Row<S>[]): SnapshotPage<S> {
  return {
    section,
    url: `https://graph.microsoft.com/v1.0/${section}`,
    requestedAt: "2026-11-23T08:00:00.000Z",
    receivedAt: "2026-11-23T08:00:01.000Z",
    requestId: "request-1",
    status: 200,
    body: Buffer.from(body),
    parts: [
      { parentId: "", pointer: "/value", rows: rows.map((row, item) => ({ item, row })), next: null, expected: null },
    ],
  };
}

/** The row as it stood in the response. */
export function withoutEvidence<S extends SectionName>(row: SourcedRow<S>): Row<S> {
  const own = Object.entries(row).filter(([name]) => name !== "evidence");
  return Object.fromEntries(own) as unknown as Row<S>;
}

/** Writes a tenant to a file, each section in pages of that many rows. */
export function write(tenant: Snapshot, path: string, pageSize = 2): void {
  const writer = createSnapshot(path, begun);
  for (const section of sectionNames) {
    const rows = [...tenant.rows(section)];
    for (let page = 0; page * pageSize < rows.length; page += 1) {
      const part = rows.slice(page * pageSize, (page + 1) * pageSize);
      const bare = part.map(withoutEvidence);
      writer.save(pageOf(section, JSON.stringify({ value: bare }), bare));
    }
  }
  writer.finish(tenant.run, tenant.coverage);
}

/** What a run says of itself when it begins. */
export const begun: Begun = {
  runId: "run-1",
  startedAt: "2026-11-23T08:00:00.000Z",
  graphUrl: "https://graph.microsoft.com",
  toolVersion: "0.0.0",
  audit: {
    source: { kind: "directoryAudits", workspaceId: null },
    asked: { from: "2026-10-24T08:00:00.000Z", to: "2026-11-23T08:00:00.000Z" },
  },
};

/** The rows of a section as they stood in the responses, in an order of their own. */
export function rowsIn<S extends SectionName>(snapshot: Pick<Snapshot, "rows">, section: S): readonly Row<S>[] {
  const rows = [...snapshot.rows(section)].map(withoutEvidence);
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** A tenant with a little in several sections. */
export function aLittleBank(): TenantBuilder {
  return aTenant().users("ann", "bob", "cleo").group("G").members("G", "ann", "bob").assign("ann", "P");
}

export const ann: Row<"users"> = {
  id: "ann",
  displayName: "Ann",
  userPrincipalName: null,
  mail: null,
  userType: null,
  accountEnabled: true,
  createdDateTime: null,
  department: null,
  companyName: null,
  jobTitle: null,
  employeeId: null,
  onPremisesSecurityIdentifier: null,
  onPremisesImmutableId: null,
  otherMails: [],
  proxyAddresses: [],
  identities: [],
};
