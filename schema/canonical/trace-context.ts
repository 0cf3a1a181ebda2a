/** W3C Trace Context: what names the trace that something belongs to, on its way through systems and through our own stores. */
import { hash } from "node:crypto";

const form = /^([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * A `traceparent` as it is carried on, of version 00. Null for a malformed one, which is as good as none (section 4.3): what it
 * comes with is worth more than its trace. Of a later version that much is taken which every version begins with (section 4).
 */
export function readTraceparent(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const [, version, traceId, spanId, flags = "", rest] = form.exec(text) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && rest !== undefined)) return null;
  // Of the flags, only `sampled` is known to version 00.
  return version === "00" ? text : `00-${traceId}-${spanId}-0${Number.parseInt(flags, 16) & 1}`;
}

/** Id of the trace: 32 hexadecimal digits; null where there is none. */
export function traceIdOf(traceparent: string | null | undefined): string | null {
  return traceparent?.split("-")[1] ?? null;
}

/** Context of a part of something, the same whenever it is asked for: of the same trace, with a span's id that follows from the part's name. */
export function partOf(traceparent: string, name: string): string {
  const [version, traceId, , flags] = traceparent.split("-");
  return `${version}-${traceId}-${hash("sha256", `${traceparent}\n${name}`, "hex").slice(0, 16)}-${flags}`;
}
