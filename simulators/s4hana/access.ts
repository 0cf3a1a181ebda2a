/** Who may come in: OAuth 2 client credentials for every request, and a CSRF token with its session for each write. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface Access {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Answers a request for a token whose form body is `body`. */
  grant(request: IncomingMessage, response: ServerResponse, body: string): void;
  isAuthorized(request: IncomingMessage): boolean;
  /** Gives the session a CSRF token when the request asks for one. */
  offerCsrfToken(request: IncomingMessage, response: ServerResponse): void;
  hasCsrfToken(request: IncomingMessage): boolean;
  /** Forgets all tokens and sessions. */
  expireAll(): void;
}

const lifetimeSeconds = 3600;
const sessionCookie = "SAP_SESSIONID_S4H_100";

/** Makes a client with a random secret. */
export function createAccess(clientId: string): Access {
  const clientSecret = randomBytes(24).toString("base64url");
  const expiries = new Map<string, number>();
  const csrfTokens = new Map<string, string>();
  return {
    clientId,
    clientSecret,
    grant(request, response, body) {
      const form = new URLSearchParams(body);
      const refuse = (status: number, error: string, description: string): void => {
        const headers = {
          "content-type": "application/json",
          "cache-control": "no-store",
          ...(status === 401 ? { "www-authenticate": "Basic" } : {}),
        };
        response.writeHead(status, headers).end(JSON.stringify({ error, error_description: description }));
      };
      if (form.get("grant_type") !== "client_credentials")
        return refuse(400, "unsupported_grant_type", "grant_type must be client_credentials");
      const [id, secret] = basicCredentials(request) ?? [form.get("client_id") ?? "", form.get("client_secret") ?? ""];
      if (id !== clientId || !equal(secret, clientSecret)) return refuse(401, "invalid_client", "Client authentication failed");
      const token = randomBytes(32).toString("base64url");
      expiries.set(token, Date.now() + lifetimeSeconds * 1000);
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(JSON.stringify({ access_token: token, token_type: "Bearer", expires_in: lifetimeSeconds, scope: "API_ALL" }));
    },
    isAuthorized: (request) => (expiries.get(/^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "") ?? 0) > Date.now(),
    offerCsrfToken(request, response) {
      if (String(request.headers["x-csrf-token"]).toLowerCase() !== "fetch") return;
      const known = sessionOf(request);
      const session = known !== undefined && csrfTokens.has(known) ? known : randomBytes(18).toString("base64url");
      const token = csrfTokens.get(session) ?? `${randomBytes(16).toString("base64url")}==`;
      csrfTokens.set(session, token);
      response.setHeader("x-csrf-token", token);
      response.setHeader("set-cookie", [`${sessionCookie}=${session}; path=/; HttpOnly`, "sap-usercontext=sap-client=100; path=/"]);
    },
    hasCsrfToken(request) {
      const token = csrfTokens.get(sessionOf(request) ?? "");
      return token !== undefined && request.headers["x-csrf-token"] === token;
    },
    expireAll() {
      expiries.clear();
      csrfTokens.clear();
    },
  };
}

function basicCredentials(request: IncomingMessage): [string, string] | null {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (encoded === undefined) return null;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  try {
    // RFC 6749 has both form-encoded inside Basic.
    return [decodeURIComponent(id), decodeURIComponent(secret.join(":"))];
  } catch {
    return [id, secret.join(":")];
  }
}

function sessionOf(request: IncomingMessage): string | undefined {
  return new RegExp(`${sessionCookie}=([^;\\s]+)`).exec(request.headers.cookie ?? "")?.[1];
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
