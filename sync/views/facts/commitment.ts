/** What can be told of a supplier's commitment beyond what its ERP says. */
import type { CommitmentState, SupplierCommitment } from "#schema/canonical/entities.generated.ts";

const settled: ReadonlySet<CommitmentState> = new Set(["RECEIVED", "REJECTED", "CANCELLED", "CLOSED"]);
const dayMs = 86_400_000;

/** Something is still to be delivered. */
export function isOpen({ state }: Pick<SupplierCommitment, "state">): boolean {
  return !settled.has(state);
}

/** Latest day that the supplier has confirmed; null while unconfirmed. */
export function confirmedDate({ confirmations }: Pick<SupplierCommitment, "confirmations">): string | null {
  return confirmations.reduce<string | null>(
    (latest, { date }) => (date !== null && (latest === null || date > latest) ? date : latest),
    null,
  );
}

/** Days that the confirmed date is after the requested one; negative when earlier, null while unconfirmed. */
export function deltaDays(commitment: Pick<SupplierCommitment, "confirmations" | "requested">): number | null {
  const confirmed = confirmedDate(commitment);
  return confirmed === null ? null : Math.round((Date.parse(confirmed) - Date.parse(commitment.requested.date)) / dayMs);
}

/**
 * The moment (Unix ms) after which the commitment is late: the end of the requested day while unconfirmed, always when it is
 * confirmed for a later day; null when it will not be, being settled or confirmed in time.
 */
export function commitmentLateAfter(commitment: Pick<SupplierCommitment, "state" | "confirmations" | "requested">): number | null {
  if (!isOpen(commitment)) return null;
  const confirmed = confirmedDate(commitment);
  if (confirmed === null) return endOfDay(commitment.requested.date);
  return confirmed > commitment.requested.date ? Number.NEGATIVE_INFINITY : null;
}

/** Last millisecond of a calendar day, in UTC, by which days are compared with now. */
export function endOfDay(day: string): number {
  return Date.parse(day) + dayMs - 1;
}
