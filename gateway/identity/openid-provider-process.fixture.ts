/**
 * A certified OpenID provider in a process of its own, as a company or a supplier network runs one: clients get access tokens that are
 * JWTs, with the groups that the provider knows them by. Tests tell it to change its keys, and count how often these were asked for.
 */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { type Configuration, Provider } from "oidc-provider";

export interface ProviderOrder {
  /** 0 for any that is free; the address is the issuer's name, so that one that comes back needs its former port. */
  readonly port: number;
  readonly algorithm: "ES256" | "RS256" | "EdDSA";
  readonly audience: string;
  /** What each client's tokens say beside what the provider says itself. */
  readonly clients: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Keys to start with, the one that signs first; new ones where there are none. */
  readonly keys?: readonly JWK[];
}

/** `ROTATE` puts a new key in front of the others, `RETIRE` drops all but the first, `COUNT` changes nothing. */
export type ProviderCommand = "ROTATE" | "RETIRE" | "COUNT";

export interface ProviderState {
  readonly issuer: string;
  /** Private ones. */
  readonly keys: readonly JWK[];
  /** Requests for the public keys so far. */
  readonly keyRequests: number;
}

// What the provider warns of at every start is that it keeps its data in memory, which is what is wanted here.
console.warn = () => undefined;

process.once("message", async (order: ProviderOrder) => {
  let listener: RequestListener = () => undefined;
  let keyRequests = 0;
  const server = createServer((request, response) => {
    if (request.url === "/jwks") keyRequests += 1;
    listener(request, response);
  });
  server.listen(order.port, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let keys = order.keys ?? [await newKey(order.algorithm)];
  const publish = (): void => {
    listener = new Provider(issuer, configurationOf(order, keys)).callback();
  };
  publish();
  const tell = (): boolean | undefined => process.send?.({ issuer, keys, keyRequests } satisfies ProviderState);
  process.on("message", async (command: ProviderCommand) => {
    if (command === "ROTATE") keys = [await newKey(order.algorithm), ...keys];
    if (command === "RETIRE") keys = keys.slice(0, 1);
    if (command !== "COUNT") publish();
    tell();
  });
  tell();
});

async function newKey(algorithm: ProviderOrder["algorithm"]): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: algorithm, use: "sig" };
}

function configurationOf({ clients, audience, algorithm }: ProviderOrder, keys: readonly JWK[]): Configuration {
  return {
    jwks: { keys: [...keys] } as NonNullable<Configuration["jwks"]>,
    clients: Object.keys(clients).map((name) => ({
      client_id: name,
      client_secret: `secret of ${name}`,
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: "client_secret_post",
      id_token_signed_response_alg: algorithm,
    })),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "https://graph.example/",
        getResourceServerInfo: () => ({
          scope: "production-order:read",
          audience,
          accessTokenTTL: 2 * 60 * 60,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: algorithm } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => ({ ...clients[token.clientId ?? ""] }),
  };
}
