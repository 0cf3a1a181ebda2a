/** The OAuth endpoints over HTTP, and how their refusals are told. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { AuditUnavailable } from "../../audit/audit-log.ts";
import { HttpRefusal } from "../../http/body.ts";
import type { Route } from "../../http/server.ts";
import { type OAuthAnswer, OAuthEndpoints, type OAuthOptions } from "./endpoints.ts";
import { paths } from "./metadata.ts";
import { type OAuthError, OAuthRefusal } from "./refusal.ts";

interface Endpoint {
  readonly method: "GET" | "POST";
  readonly answer: (request: IncomingMessage) => OAuthAnswer | Promise<OAuthAnswer>;
}

export function oauthRoute(options: OAuthOptions): Route {
  const endpoints = new OAuthEndpoints(options);
  const known = new Map<string, Endpoint>([
    [paths.token, { method: "POST", answer: (request) => endpoints.token(request) }],
    [paths.introspect, { method: "POST", answer: (request) => endpoints.introspect(request) }],
    [paths.revoke, { method: "POST", answer: (request) => endpoints.revoke(request) }],
    [paths.jwks, { method: "GET", answer: () => endpoints.jwks() }],
    [paths.metadata, { method: "GET", answer: () => endpoints.metadata() }],
  ]);
  return async (request, response, { pathname }) => {
    const endpoint = known.get(pathname);
    if (!endpoint) return false;
    try {
      const { method, answer } = endpoint;
      if (request.method !== method) throw new OAuthRefusal("invalid_request", `Send this by ${method}`, 405, { allow: method });
      send(response, 200, await answer(request));
    } catch (fault) {
      const { error, message, status, headers } = toRefusal(fault);
      send(response, status, { body: { error, error_description: message }, caching: "no-store" }, headers);
    }
    return true;
  };
}

const errorOf: Readonly<Record<number, OAuthError>> = { 401: "invalid_token", 403: "insufficient_scope" };

/** Throws what is no refusal. */
function toRefusal(fault: unknown): OAuthRefusal {
  if (fault instanceof OAuthRefusal) return fault;
  if (fault instanceof HttpRefusal) {
    return new OAuthRefusal(errorOf[fault.status] ?? "invalid_request", fault.message, fault.status, fault.headers);
  }
  if (fault instanceof AuditUnavailable) {
    return new OAuthRefusal("temporarily_unavailable", "This cannot be recorded now; try again later", 503, { "retry-after": "5" });
  }
  throw fault;
}

function send(
  response: ServerResponse,
  status: number,
  { body, caching }: OAuthAnswer,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = body === null ? "" : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "cache-control": caching,
    ...(caching === "no-store" ? { pragma: "no-cache" } : {}),
    ...headers,
  });
  response.end(text);
}
