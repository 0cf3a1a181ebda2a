/** For how long a subgraph lets its answer be kept, as its `Cache-Control` says (RFC 9111, section 5.2.2). */
import type { Kept } from "../../execution/plan/run.ts";

/** Without the header, or with one that forbids it, an answer is not kept at all: nothing is guessed. */
export function keptOf(cacheControl: string | string[] | undefined): Kept {
  const directives = String(cacheControl ?? "").toLowerCase();
  const scope = /\bpublic\b/.test(directives) ? "PUBLIC" : "PRIVATE";
  if (/\bno-store\b|\bno-cache\b|\bprivate *=/.test(directives)) return { seconds: 0, scope };
  const age = /\bs-maxage *= *"?(\d{1,10})/.exec(directives) ?? /\bmax-age *= *"?(\d{1,10})/.exec(directives);
  return { seconds: Number(age?.[1] ?? 0), scope };
}
