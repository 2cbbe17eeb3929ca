/** In what way a call failed; decides whether it is tried again and what its section is called. */
export type FailureKind =
  | "unauthenticated"
  | "denied"
  | "unlicensed"
  | "not-found"
  | "rejected"
  | "throttled"
  | "server"
  | "network"
  | "malformed"
  | "contradicted"
  | "unsafe-link"
  | "repeated-link";

/** A call that Graph refused or that broke, with all that a support case needs. */
export class GraphFailure extends Error {
  override readonly name = "GraphFailure";
  readonly kind: FailureKind;
  readonly url: string;
  readonly status: number | null;
  readonly requestId: string | null;
  /** Seconds that Graph asked to wait. */
  readonly retryAfter: number | null;

  constructor(
    kind: FailureKind,
    message: string,
    details: { url: string; status?: number; requestId?: string | null; retryAfter?: number | null; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.url = details.url;
    this.status = details.status ?? null;
    this.requestId = details.requestId ?? null;
    this.retryAfter = details.retryAfter ?? null;
  }

  /** One line for a person: what happened, to which call, under which request id. */
  get summary(): string {
    const id = this.requestId === null ? "" : ` (request-id ${this.requestId})`;
    return `${this.message}: ${this.url}${id}`;
  }
}

const transientKinds: ReadonlySet<FailureKind> = new Set(["throttled", "server", "network", "malformed"]);

export function isTransient(failure: GraphFailure): boolean {
  return transientKinds.has(failure.kind);
}

/**
 * How Graph says that the tenant lacks a licence, under 400 as well as 403: the codes of the directory, of Privileged Identity
 * Management and of entitlement management. Seen in MicrosoftDocs/azure-docs pull 77948, maester365/maester issue 1421 and
 * AzureAD/AzureAD-Governance-Assessment issue 2; no page of the documentation lists them.
 */
const licenceCodes: ReadonlySet<string> = new Set([
  "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
  "AadPremiumLicenseRequired",
  "NoLicense",
]);

/** The kind of an HTTP status that is not a success, and of the error code in its body. */
export function kindOfStatus(status: number, code = ""): FailureKind {
  if (licenceCodes.has(code)) return "unlicensed";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "denied";
  if (status === 404) return "not-found";
  if (status === 429) return "throttled";
  if (status === 408 || (status >= 500 && status !== 501)) return "server";
  return "rejected";
}
