import type { TokenCredential } from "@azure/identity";
import type { LogsQueryClient, LogsQueryOptions } from "@azure/monitor-query";
import { z } from "zod";
import type { Clock } from "../graph/clock.ts";
import { type Cloud, clouds } from "../graph/clouds.ts";
import type { Governor } from "../graph/governor.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Sign } from "../graph/lane.ts";
import { graphOrigin } from "../graph/origin.ts";
import { tryAgain } from "../graph/try-again.ts";
import type { AuditAnswer, AuditWindow } from "./audit-trail.ts";
import { openLogClient } from "./log-client.ts";
import { logFailure, type RawAnswer, requestIdOf, saidBy, signOf } from "./log-failure.ts";

export type LogSettings = {
  readonly credential: TokenCredential;
  readonly workspaceId: string;
  readonly cloud: Cloud;
  /** An origin other than the cloud's own. The token is sent there and nowhere else. */
  readonly logsUrl?: string;
  readonly clock: Clock;
  readonly governor: Governor;
};

/** What a query came to: the raw response, its rows by column name, and why they are not all, where the service says so. */
export type LogAnswer = Omit<AuditAnswer, "pointer"> & {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly partial: string | null;
};

/** Runs KQL on what was logged in a window, trying again where that helps; every failure left is a `GraphFailure`. */
export type LogQuery = (kql: string, window: AuditWindow) => Promise<LogAnswer>;

/** Milliseconds an attempt may take: the service itself gives a query up after three minutes. */
const attemptTimeout = 190_000;

/** Throws `graph/unsafe-origin` where a token may not travel to `logsUrl`. */
export function openLogQuery({ credential, workspaceId, cloud, logsUrl, clock, governor }: LogSettings): LogQuery {
  const origin = graphOrigin(logsUrl ?? clouds[cloud].logs);
  const url = `${origin}/v1/workspaces/${encodeURIComponent(workspaceId)}/query`;
  let opened: Promise<LogsQueryClient> | undefined;

  const attempt = async (kql: string, { from, to }: AuditWindow, sign: (sign: Sign) => void): Promise<LogAnswer> => {
    opened ??= openLogClient(credential, cloud, origin);
    const client = await opened;
    const requestedAt = clock.now().toISOString();
    const { raw, partial } = await answerOf(url, clock, sign, (options) =>
      client.queryWorkspace(workspaceId, kql, { startTime: from, endTime: to }, options),
    );
    const body = raw.bodyAsText ?? "";
    return {
      url,
      requestedAt,
      receivedAt: clock.now().toISOString(),
      requestId: requestIdOf(raw),
      status: raw.status,
      body: Buffer.from(body),
      rows: rowsIn(body, url, raw),
      partial,
    };
  };

  return (kql, window) => tryAgain(clock, () => governor.run([url], (sign) => attempt(kql, window, sign)));
}

/** What the library makes of an answer, with the answer itself. */
async function answerOf(
  url: string,
  clock: Clock,
  sign: (sign: Sign) => void,
  call: (options: LogsQueryOptions) => ReturnType<LogsQueryClient["queryWorkspace"]>,
): Promise<{ readonly raw: RawAnswer; readonly partial: string | null }> {
  const answers: RawAnswer[] = [];
  try {
    const result = await call({
      requestOptions: { timeout: attemptTimeout, shouldDeserialize: isFailed },
      onResponse: (answer) => {
        answers.push(answer);
        sign(signOf(answer, clock));
      },
    });
    const [raw] = answers;
    if (raw === undefined) throw new TypeError(`the Log Analytics client gave no response for ${url}`);
    return { raw, partial: "partialError" in result ? saidBy(raw) : null };
  } catch (thrown) {
    throw logFailure(thrown, answers[0], url, clock);
  }
}

/**
 * Which answers the library reads by its schema. It takes every cell of a row for a dictionary there, and a text goes through
 * character by character: minutes for what a day can hold.
 */
function isFailed({ status }: Pick<RawAnswer, "status">): boolean {
  return status !== 200;
}

const result = z.object({
  tables: z
    .tuple([z.object({ columns: z.array(z.object({ name: z.string() })), rows: z.array(z.array(z.unknown())) })])
    .rest(z.unknown()),
});

/** The rows as the service wrote them; the library cuts the fraction of a second down to milliseconds. */
function rowsIn(body: string, url: string, raw: RawAnswer): LogAnswer["rows"] {
  const parsed = result.safeParse(JSON.parse(body));
  if (!parsed.success) {
    const { status } = raw;
    throw new GraphFailure("malformed", "Log Analytics answered without a table", {
      url,
      status,
      requestId: requestIdOf(raw),
    });
  }
  const [{ columns, rows }] = parsed.data.tables;
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}
