/** A response to one read: where its JSON stands in the body that is kept, and what it says. */
export type Answer = {
  readonly pointer: string;
  readonly json: unknown;
  readonly url: string;
  readonly requestId: string | null;
};
