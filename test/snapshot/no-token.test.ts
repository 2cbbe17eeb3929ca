import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { collect } from "../../src/collect/collect.ts";
import { sectionNames } from "../../src/domain/sections.ts";
import { openGovernor } from "../../src/graph/governor.ts";
import { claimsOf } from "../../src/graph/token.ts";
import { directoryAuditsTrail } from "../../src/logs/directory-audits.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { now } from "../builders/tenant.ts";
import { type Answer, json, refused, tinyGraph } from "../graph/tiny-graph.ts";
import { snapshotPath } from "./written.ts";

const claims = Buffer.from(JSON.stringify({ tid: "t", appid: "a", roles: ["User.Read.All"] })).toString("base64url");
const bearer = ["eyJhbGciOiJub25lIn0", claims, "c2lnbmF0dXJl"].join(".");

/** One user, a refusal, and nothing else. */
const bank: Answer = (response, asked, origin) => {
  const path = new URL(asked.url, origin).pathname.replace("/v1.0", "");
  if (path === "/users")
    json({ value: [{ id: "ann", displayName: "Ann" }], "@odata.count": 1 })(response, asked, origin);
  else if (path === "/groups") refused(403, "Forbidden")(response, asked, origin);
  else json({ value: [], "@odata.count": 0 })(response, asked, origin);
};

describe("a collected snapshot", () => {
  it("holds what the token says of its bearer, and no part of the token", async () => {
    const { graph, origin, asked } = await tinyGraph([bank], () => Promise.resolve(bearer));
    const path = snapshotPath();
    let waited = 0;
    const clock = {
      now: () => new Date(now.getTime() + waited),
      sleep: (milliseconds: number) => {
        waited += milliseconds;
        return Promise.resolve();
      },
      random: () => 0,
    };
    await collect({
      graph,
      governor: openGovernor(clock, 1),
      onSurvey: () => undefined,
      restsOn: () => [],
      onConfirmed: () => undefined,
      graphUrl: origin,
      trail: directoryAuditsTrail(graph),
      sliceFrom: 1,
      auditDays: 30,
      onTrail: () => undefined,
      claims: claimsOf(bearer),
      clock,
      concurrency: 1,
      groups: () => false,
      runId: "run-1",
      toolVersion: "0.0.0",
      path,
      resume: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onSection: () => undefined,
    });
    expect(asked.every(({ headers }) => headers.authorization === `Bearer ${bearer}`)).toBe(true);

    const snapshot = await openSnapshot(path);
    const pages = sectionNames.map((section) =>
      Buffer.from(snapshot.page(`${section}/1`)?.body ?? []).toString("utf8"),
    );
    const everything = [readFileSync(path).toString("latin1"), JSON.stringify(snapshot.coverage), ...pages].join("\n");
    snapshot.close();

    expect(snapshot.run.identity).toMatchObject({ appId: "a", permissions: ["User.Read.All"] });
    expect(snapshot.coverage.find(({ section }) => section === "groups")?.status).toBe("denied");
    expect(everything).toContain('"displayName":"Ann"');
    for (const part of [...bearer.split("."), "Bearer"]) expect(everything).not.toContain(part);
  });
});
