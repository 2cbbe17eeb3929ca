import type { TokenCredential } from "@azure/identity";
import { ScanError } from "../scan-error.ts";
import type { Cloud } from "./clouds.ts";
import { clouds } from "./clouds.ts";
import type { TokenSource } from "./token.ts";

export const authNames = [
  "default",
  "cli",
  "device-code",
  "client-secret",
  "client-certificate",
  "managed-identity",
  "workload-identity",
  "static-token",
] as const;

export type AuthName = (typeof authNames)[number];

export type CredentialSettings = {
  readonly auth: AuthName;
  readonly cloud: Cloud;
  /** Environment variables: `SODSCAN_ACCESS_TOKEN`, `SODSCAN_LOGS_ACCESS_TOKEN`, and the `AZURE_*` names that @azure/identity documents. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shows a person the device code and where to enter it. */
  readonly prompt: (message: string) => void;
};

/** The ways to the two services, each with a token of its own: one for the one is never sent to the other. */
export type Credentials = {
  /** The bearer for Graph. */
  readonly graph: TokenSource;
  /** What gives a bearer for Log Analytics. Throws `graph/unauthenticated` where nothing does. */
  readonly logs: () => TokenCredential;
};

/** The bearers by the way chosen. No secret is taken from the command line. */
export async function openCredentials(settings: CredentialSettings): Promise<Credentials> {
  if (settings.auth === "static-token") return staticCredentials(settings);

  const credential = await azureCredential(settings, settings.auth);
  const scope = `${clouds[settings.cloud].graph}/.default`;
  return {
    graph: async () => {
      try {
        return (await credential.getToken(scope))?.token ?? noToken(settings.auth);
      } catch (cause) {
        const said = cause instanceof Error ? cause.message : String(cause);
        throw new ScanError("graph/unauthenticated", `no token by --auth ${settings.auth}: ${said}`, { cause });
      }
    },
    logs: () => credential,
  };
}

function staticCredentials(settings: CredentialSettings): Credentials {
  const graph = required(settings, "SODSCAN_ACCESS_TOKEN");
  return {
    graph: () => Promise.resolve(graph),
    logs: () => {
      const token = required(settings, "SODSCAN_LOGS_ACCESS_TOKEN");
      return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };
    },
  };
}

async function azureCredential(
  settings: CredentialSettings,
  auth: Exclude<AuthName, "static-token">,
): Promise<TokenCredential> {
  const identity = await import("@azure/identity");
  const authorityHost = clouds[settings.cloud].authority;
  const clientId = settings.environment["AZURE_CLIENT_ID"];
  const tenant = (): string => required(settings, "AZURE_TENANT_ID");
  const client = (): string => required(settings, "AZURE_CLIENT_ID");

  switch (auth) {
    case "default":
      return new identity.DefaultAzureCredential({ authorityHost });
    case "cli":
      return new identity.AzureCliCredential();
    case "device-code":
      return new identity.DeviceCodeCredential({
        authorityHost,
        tenantId: tenant(),
        clientId: client(),
        userPromptCallback: ({ message }) => settings.prompt(message),
      });
    case "client-secret":
      return new identity.ClientSecretCredential(tenant(), client(), required(settings, "AZURE_CLIENT_SECRET"), {
        authorityHost,
      });
    case "client-certificate":
      return new identity.ClientCertificateCredential(
        tenant(),
        client(),
        required(settings, "AZURE_CLIENT_CERTIFICATE_PATH"),
        { authorityHost },
      );
    case "managed-identity":
      return clientId === undefined
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential({ clientId });
    case "workload-identity":
      return new identity.WorkloadIdentityCredential({ authorityHost });
  }
}

function required({ auth, environment }: CredentialSettings, name: string): string {
  const value = environment[name];
  if (value !== undefined && value !== "") return value;
  throw new ScanError("graph/unauthenticated", `--auth ${auth} needs the environment variable ${name}`);
}

function noToken(auth: AuthName): never {
  throw new ScanError("graph/unauthenticated", `--auth ${auth} gave no token`);
}
