import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Decision } from "./budget.ts";
import { rateLimitHeaders } from "./headers.ts";

const decision: Decision = { allowed: true, remaining: 40, limit: 6_000, resetSeconds: 7, retryAfterSeconds: 0, isStoreAway: false };

describe("the fields of a rate limit", () => {
  it("tell the policy, what remains and until when", () => {
    assert.deepEqual(rateLimitHeaders(decision), { "RateLimit-Policy": '"cost";q=6000;w=60', RateLimit: '"cost";r=40;t=7' });
  });

  it("tell a refused caller how long to wait, no earlier than the window's end", () => {
    assert.deepEqual(rateLimitHeaders({ ...decision, allowed: false, remaining: 0, retryAfterSeconds: 3 }), {
      "RateLimit-Policy": '"cost";q=6000;w=60',
      RateLimit: '"cost";r=0;t=3',
      "Retry-After": "3",
    });
  });

  it("promise no wait where none will do", () => {
    assert.equal("Retry-After" in rateLimitHeaders({ ...decision, allowed: false, retryAfterSeconds: null }), false);
  });
});
