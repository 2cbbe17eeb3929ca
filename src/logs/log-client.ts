import type { TokenCredential } from "@azure/identity";
import type { LogsQueryClient } from "@azure/monitor-query";
import { type Cloud, clouds } from "../graph/clouds.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import { ScanError } from "../scan-error.ts";

/**
 * The Log Analytics client, loaded when it is first needed. It neither tries again nor follows redirects of its own accord,
 * and asks no origin but the one given. It refuses to send a token over plain http, even on loopback: so it composes an
 * https address, and the last step before the wire sets the true one.
 */
export async function openLogClient(
  credential: TokenCredential,
  cloud: Cloud,
  origin: string,
): Promise<LogsQueryClient> {
  const { LogsQueryClient: Client } = await import("@azure/monitor-query");
  return new Client(guarded(credential, origin), {
    endpoint: origin.replace(/^http:/u, "https:"),
    audience: clouds[cloud].logs,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    additionalPolicies: [
      {
        position: "perRetry",
        policy: {
          name: "exactOrigin",
          sendRequest: (request, next) => {
            const { pathname, search } = new URL(request.url);
            request.url = origin + pathname + search;
            if (origin.startsWith("http:")) {
              request.allowInsecureConnection = true;
              delete request.agent; // a proxy's, which does not lead to loopback
            }
            return next(request);
          },
        },
      },
    ],
  });
}

/** The credential, failing as a call to Log Analytics fails. */
function guarded(credential: TokenCredential, origin: string): TokenCredential {
  return {
    getToken: async (scopes, options) => {
      try {
        return await credential.getToken(scopes, options);
      } catch (cause) {
        if (cause instanceof ScanError) throw cause;
        const said = cause instanceof Error ? cause.message : String(cause);
        throw new GraphFailure("unauthenticated", `no token for Log Analytics: ${said}`, { url: origin, cause });
      }
    },
  };
}
