/** `GET /.well-known/oauth-authorization-server`: what a client needs to know to come in (RFC 8414). */
import { assertionAlgorithms } from "../public-keys.ts";
import { clientCredentials, tokenExchange } from "./token-endpoint.ts";

export const paths = {
  token: "/oauth/token",
  revoke: "/oauth/revoke",
  introspect: "/oauth/introspect",
  jwks: "/oauth/jwks",
  metadata: "/.well-known/oauth-authorization-server",
} as const;

const methods = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

export function metadataOf(issuer: string): object {
  return {
    issuer,
    token_endpoint: issuer + paths.token,
    jwks_uri: issuer + paths.jwks,
    // There is no authorization endpoint: partners are programs.
    response_types_supported: [],
    grant_types_supported: [clientCredentials, tokenExchange],
    token_endpoint_auth_methods_supported: methods,
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    revocation_endpoint: issuer + paths.revoke,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    introspection_endpoint: issuer + paths.introspect,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  };
}
