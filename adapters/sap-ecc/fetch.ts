/** Present truth of single entities, asked of ECC's tables. */
import type { EntityKind } from "#schema/canonical/change.ts";
import { SourceUnavailable, type Translation } from "../port.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";
import { readLots, readStock } from "./tables.ts";
import { joined, type Translator } from "./translation.ts";

/** Orders and purchase orders are told whole by their messages only: no BAPI has their statuses as codes. They are refused by name. */
export async function fetchKeys(
  { rfc, translator }: { readonly rfc: RfcSession; readonly translator: Translator },
  kind: EntityKind,
  plant: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Translation> {
  const observedAt = new Date().toISOString();
  if (kind === "material-availability") {
    const materials = keys.map((key) => (/^\d+$/.test(key) ? key.padStart(18, "0") : key));
    return joined((await readStock(rfc, plant, materials, signal)).map((facts) => translator.stock(plant, facts, observedAt)));
  }
  if (kind === "inspection-lot") {
    const numbers = keys.map((key) => key.padStart(12, "0"));
    return joined((await readLots(rfc, plant, { numbers }, signal)).map((facts) => translator.lot(plant, facts, observedAt)));
  }
  throw new SourceUnavailable(`ECC tells ${kind} by IDoc; it cannot be asked for single ones`);
}
