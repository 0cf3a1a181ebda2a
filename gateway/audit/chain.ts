/**
 * The chain of the audit log: each entry carries a digest of itself and of the one before, so that whoever changes, removes or puts in
 * an entry would have to write all that follow anew, which a head that was kept elsewhere shows.
 */
import { createHash } from "node:crypto";
import type { AuditHead } from "./audit-log.ts";

/** An entry as it is written; its members in this order are what is digested. */
export interface AuditRow {
  readonly position: number;
  readonly at: string;
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly partner: string | null;
  readonly action: string;
  /** JSON of the facts. */
  readonly what: string;
  readonly result: string;
  readonly traceId: string | null;
}

export type ChainedRow = AuditRow & { readonly hash: string };

/** Digest of the entry before the first. */
export const beginning = "";

export function hashOf(previous: string, row: AuditRow): string {
  const { position, at, subject, issuer, partner, action, what, result, traceId } = row;
  const members = JSON.stringify([position, at, subject, issuer, partner, action, what, result, traceId]);
  return createHash("sha256").update(`${previous}\n${members}`).digest("hex");
}

/** More faults tell nobody more. */
const mostFaults = 100;

/**
 * What is wrong with a chain, as sentences. `rows` come by position; `lastPosition` is the highest that was ever given; `known` is a
 * head that was told before.
 */
export function chainFaults(rows: Iterable<ChainedRow>, lastPosition: number, known: AuditHead | null): readonly string[] {
  const faults: string[] = [];
  let before: AuditHead = { position: 0, hash: beginning };
  let isKnownSeen = known === null;
  for (const row of rows) {
    const isNext = row.position === before.position + 1;
    if (!isNext) faults.push(`${span(before.position + 1, row.position - 1)} gone`);
    // Of what follows a gap, only the next one can be checked again.
    else if (row.hash !== hashOf(before.hash, row))
      faults.push(`entry ${row.position} is not as it was written after entry ${before.position}`);
    if (row.position === known?.position) {
      isKnownSeen = true;
      if (row.hash !== known.hash) faults.push(`entry ${row.position} is not the one that was known; it or one before it was written anew`);
    }
    before = row;
    if (faults.length >= mostFaults) return faults;
  }
  if (before.position < lastPosition) faults.push(`${span(before.position + 1, lastPosition)} gone, the last that there were`);
  if (!isKnownSeen) faults.push(`entry ${known?.position}, which was known, is gone`);
  return faults;
}

function span(from: number, to: number): string {
  return from === to ? `entry ${from} is` : `entries ${from} to ${to} are`;
}
