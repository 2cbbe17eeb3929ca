import { onTestFinished } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";

export const now = new Date("2026-11-23T09:00:00Z");
export const governance = "/identityGovernance/entitlementManagement";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & {
    value: Record<string, unknown>[];
    error: { code: string; message: string };
  };
  readonly text: string;
};

type Options = { readonly headers?: Record<string, string>; readonly body?: unknown; readonly token?: string | null };

/** An emulator that lasts as long as the test, spoken to over HTTP by paths below `/v1.0`. */
export async function serve(options: EmulatorOptions) {
  const emulator = await startEmulator({ now: () => now, ...options });
  onTestFinished(() => emulator.close());

  const ask = async (
    method: string,
    path: string,
    { headers, body, token = "opaque" }: Options = {},
  ): Promise<Answer> => {
    const response = await fetch(path.startsWith("http") ? path : `${emulator.url}/v1.0${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {}, text };
  };

  return {
    ...emulator,
    get: (path: string, asked?: Options) => ask("GET", path, asked),
    post: (path: string, body: unknown, asked?: Options) => ask("POST", path, { ...asked, body }),
    delete: (path: string, asked?: Options) => ask("DELETE", path, asked),
    /** Everything in a collection, page after page. */
    all: async (path: string, asked?: Options): Promise<Record<string, unknown>[]> => {
      const rows: Record<string, unknown>[] = [];
      for (let next: unknown = path; typeof next === "string"; ) {
        const { status, body } = await ask("GET", next, asked);
        if (status !== 200) throw new Error(`${next}: ${status} ${body.error.message}`);
        rows.push(...body.value);
        next = body["@odata.nextLink"];
      }
      return rows;
    },
  };
}
