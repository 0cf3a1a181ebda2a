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

/** Open, and confirmed for a later day than requested, or unconfirmed with the requested day passed. */
export function isCommitmentLate(commitment: Pick<SupplierCommitment, "state" | "confirmations" | "requested">, now: Date): boolean {
  if (!isOpen(commitment)) return false;
  const confirmed = confirmedDate(commitment);
  return confirmed === null ? commitment.requested.date < now.toISOString().slice(0, 10) : confirmed > commitment.requested.date;
}
