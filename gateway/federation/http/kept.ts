/** For how long a subgraph lets its answer be kept, as its headers say (RFC 9111, sections 4.2 and 5.2.2). */
import type { IncomingHttpHeaders } from "node:http";

export interface KeptFor {
  /** Unix ms after which it is not used any more; 0 for an answer that is not kept at all. */
  readonly until: number;
  /** Whether it may be given to others than the caller for whom it was asked. */
  readonly scope: "PUBLIC" | "PRIVATE";
}

export const notKept: KeptFor = { until: 0, scope: "PRIVATE" };

/**
 * Without the header, or with one that forbids it, an answer is not kept at all: nothing is guessed. `askedAt` (Unix ms) is when
 * the answer was asked for: how long it was on its way counts as age (RFC 9111, 4.2.3).
 */
export function keptFor(headers: IncomingHttpHeaders, askedAt: number): KeptFor {
  const directives = readDirectives(String(headers["cache-control"] ?? ""));
  const vary = String(headers.vary ?? "").toLowerCase();
  const isForbidden = directives.has("no-store") || directives.has("no-cache") || vary.includes("*");
  // `private` with names of fields allows parts to be kept; which they are of an answer of GraphQL, nobody knows.
  if (isForbidden || directives.get("private")) return notKept;
  const isOwn = directives.has("private") || /\bauthorization\b/.test(vary);
  const scope = directives.has("public") && !isOwn ? "PUBLIC" : "PRIVATE";
  const seconds = secondsOf(directives.get("s-maxage") ?? directives.get("max-age")) - secondsOf(String(headers.age ?? ""));
  return seconds > 0 ? { until: askedAt + seconds * 1_000, scope } : notKept;
}

/** Names in lower case; of a directive that is there twice, the first. */
function readDirectives(text: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const [, name = "", quoted, plain] of text.matchAll(/([\w-]+)(?: *= *(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g)) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? plain ?? "");
  }
  return directives;
}

/** What is no number of seconds is none. */
function secondsOf(text: string | undefined): number {
  return /^\d{1,10}$/.test(text ?? "") ? Number(text) : 0;
}
