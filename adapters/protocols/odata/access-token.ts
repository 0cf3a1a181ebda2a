/** OAuth 2.0 client credentials (RFC 6749 4.4): one token for all requests, renewed shortly before it expires. */
import { type Agent, request } from "undici";
import { SourceUnavailable } from "../../port.ts";

export interface AccessToken {
  /** A token that is still good. Throws SourceUnavailable when none is given. */
  get(signal: AbortSignal): Promise<string>;
  /** The token was refused; the next call asks for another. */
  forget(): void;
}

export interface ClientCredentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const renewBeforeMs = 60_000;

export function createAccessToken(credentials: ClientCredentials, agent: Agent): AccessToken {
  let current: { readonly value: string; readonly goodUntil: number } | null = null;
  let underWay: Promise<string> | null = null;

  // Not bound to one caller's signal: others may wait for the same token. The agent's time-outs end it.
  const ask = async (): Promise<string> => {
    const { token, seconds } = await requestToken(credentials, agent);
    current = { value: token, goodUntil: Date.now() + Math.max(1_000, seconds * 1000 - renewBeforeMs) };
    return token;
  };
  return {
    get(signal) {
      signal.throwIfAborted();
      if (current && current.goodUntil > Date.now()) return Promise.resolve(current.value);
      underWay ??= ask().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    forget() {
      current = null;
    },
  };
}

async function requestToken(
  { tokenUrl, clientId, clientSecret }: ClientCredentials,
  agent: Agent,
): Promise<{ token: string; seconds: number }> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString("base64");
  const response = await request(tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: "grant_type=client_credentials",
    dispatcher: agent,
  }).catch((cause: unknown) => {
    throw new SourceUnavailable(`no access token from ${tokenUrl}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  const text = await response.body.text().catch(() => "");
  const body = parse(text);
  if (response.statusCode === 200 && typeof body.access_token === "string") {
    return { token: body.access_token, seconds: typeof body.expires_in === "number" ? body.expires_in : 600 };
  }
  const hint = response.statusCode === 400 || response.statusCode === 401 ? "; check clientId and clientSecret of the connection" : "";
  throw new SourceUnavailable(`no access token from ${tokenUrl}: it answered ${response.statusCode}${hint}`);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
