/**
 * Keys of what ECC tells by messages that may be lost before anybody here knew the entity. Stock and inspection lots are read by tables, so
 * that nothing of them is missed.
 */
import type { EntityKind } from "#schema/canonical/change.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";
import { readOrderNumbers } from "./order-tables.ts";
import { readPurchaseOrderItems } from "./purchase-tables.ts";
import { readSchedules } from "./tables.ts";

/** All keys of a kind in a plant, as `keyOf` builds them; null for a kind of which nothing is missed. */
export async function readKeys(
  session: RfcSession,
  kind: EntityKind,
  plant: string,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (kind === "production-order") return (await readOrderNumbers(session, plant, signal)).map(withoutPadding);
  if (kind !== "supplier-commitment") return null;
  const items = await readPurchaseOrderItems(session, plant, signal);
  const own = new Set(items.map(({ EBELN, EBELP }) => `${EBELN}/${EBELP}`));
  const { schedule } = await readSchedules(session, [...new Set(items.map(({ EBELN = "" }) => EBELN))], signal);
  return schedule
    .filter(({ EBELN, EBELP }) => own.has(`${EBELN}/${EBELP}`))
    .map(({ EBELN = "", EBELP = "", ETENR = "" }) =>
      keyOf.supplierCommitment(withoutPadding(EBELN), withoutPadding(EBELP), withoutPadding(ETENR)),
    );
}
