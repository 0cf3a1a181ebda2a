/**
 * How a sender shows that it knows the secret: as a bearer token (HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 3.1),
 * or by a signature over what it sends (Standard Webhooks 1.0). A secret in the address (section 3.2) is not taken, because
 * addresses are logged on the way.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { HttpRefusal } from "../http/body.ts";

/** A signed request that is older, or of the future by more, is a replay. */
const toleranceSeconds = 300;

/** Lets a request with the secret as its token pass, and one that has yet to be read because it is signed. Throws HttpRefusal 401. */
export function checkToken(headers: IncomingHttpHeaders, secret: string): void {
  const { authorization } = headers;
  if (authorization === undefined) {
    if (headers["webhook-signature"] !== undefined) return;
    throw refusal("Send the secret as a bearer token, or sign the request by it", "Bearer");
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw refusal("The authorization is no bearer token", "Bearer");
  if (!isSame(token, secret)) throw refusal("The bearer token is not the secret of this system", 'Bearer error="invalid_token"');
}

/** Checks the signature of a request that has one and no token. Throws HttpRefusal 401. */
export function checkSignature(headers: IncomingHttpHeaders, body: string, secret: string, now: number = Date.now()): void {
  if (headers.authorization !== undefined) return;
  const [id, sent, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => String(headers[name] ?? ""));
  if (!id || !sent || !signatures) throw refusal("A signed request has webhook-id, webhook-timestamp and webhook-signature", "Bearer");
  if (!/^\d{1,12}$/.test(sent) || Math.abs(now / 1_000 - Number(sent)) > toleranceSeconds)
    throw refusal("webhook-timestamp is not within five minutes of now, in seconds since 1970", "Bearer");
  const expected = `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${sent}.${body}`).digest("base64")}`;
  // A sender that changes its secret signs with the old and the new one for a while.
  const fitting = signatures.split(" ").filter((signature) => isSame(signature, expected));
  if (fitting.length === 0) throw refusal("webhook-signature is not of this request and the secret of this system", "Bearer");
}

/** Standard Webhooks writes a key as `whsec_` and Base64; any other secret is the key itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret);
}

/** Takes as long whatever is alike; digests make the lengths equal. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function refusal(message: string, challenge: string): HttpRefusal {
  return new HttpRefusal(401, message, { "www-authenticate": challenge });
}
