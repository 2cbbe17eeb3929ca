/** An answer of Graph's that succeeded, whole. */
export type GraphResponse = {
  readonly url: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly requestedAt: string;
  readonly receivedAt: string;
  /** The body as it came, but for secrets in addresses: those are withheld. */
  readonly bytes: Uint8Array;
  readonly json: unknown;
};
