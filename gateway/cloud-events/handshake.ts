/**
 * The handshake by which a sender makes sure that it is wanted (HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 4). It
 * grants nothing: what is delivered has to show the secret. A callback that the sender offers is never called, so that nobody
 * can make this process send requests.
 */
import type { IncomingHttpHeaders } from "node:http";
import { HttpRefusal } from "../http/body.ts";

export const allow = "POST, OPTIONS";

/** Headers of the answer; without consent when another origin is expected. Throws HttpRefusal 400 that names a malformed header. */
export function answerHandshake(headers: IncomingHttpHeaders, expectedOrigin: string | null): Readonly<Record<string, string>> {
  const origin = headers["webhook-request-origin"];
  if (origin === undefined) return { allow };
  if (typeof origin !== "string" || !/^[\w.*-]{1,253}$/.test(origin))
    throw new HttpRefusal(400, "WebHook-Request-Origin is no DNS name; send one, such as events.example.com");
  const rate = headers["webhook-request-rate"];
  if (rate !== undefined && !/^[1-9]\d*$/.test(String(rate)))
    throw new HttpRefusal(400, "WebHook-Request-Rate is no number of requests a minute; send a whole number of 1 or more");
  if (expectedOrigin !== null && origin.toLowerCase() !== expectedOrigin.toLowerCase()) return { allow };
  return { allow, "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" };
}
