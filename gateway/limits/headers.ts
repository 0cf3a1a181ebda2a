/** What a client is told of its budget in the fields of an HTTP response (draft-ietf-httpapi-ratelimit-headers-11; Retry-After: RFC 9110, 10.2.3). */
import type { Decision } from "./budget.ts";

/** Name of the policy: what is counted are points of cost, for which the draft's registry has no quota unit. */
const policy = '"cost"';

export function rateLimitHeaders({ remaining, limit, resetSeconds, retryAfterSeconds }: Decision): Readonly<Record<string, string>> {
  // The draft wants no Retry-After that lies before the end of the window that is told.
  const window = retryAfterSeconds ? Math.min(resetSeconds, retryAfterSeconds) : resetSeconds;
  return {
    "RateLimit-Policy": `${policy};q=${Math.floor(limit)};w=60`,
    RateLimit: `${policy};r=${remaining};t=${window}`,
    ...(retryAfterSeconds ? { "Retry-After": String(retryAfterSeconds) } : {}),
  };
}
