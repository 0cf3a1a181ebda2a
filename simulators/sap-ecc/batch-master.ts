/** Batch master records (MCHA), kept at plant level, and how they are told: BATMAS03. */
import type { CatalogMaterial } from "../catalog.ts";
import { padKey } from "./notation.ts";
import { type Segment, segment } from "./segment.ts";

export interface Batch {
  readonly material: CatalogMaterial;
  readonly number: string;
  /** Status key ZUSTD: what is in unrestricted stock must not be used. */
  restricted: boolean;
  /** Shelf life expiration date VFDAT as YYYYMMDD; blank without one. */
  readonly expires: string;
}

export function batchKey(material: CatalogMaterial, number: string): string {
  return `${material.number}/${number}`;
}

/** Only what ages has a shelf life. */
export function ages({ unit }: CatalogMaterial): boolean {
  return unit === "litre" || unit === "kilogram";
}

/** E1BATMAS with its attributes and its status. */
export function batchSegment(plant: string, batch: Batch): Segment {
  return segment("E1BATMAS", { MATERIAL: padKey(batch.material.number, 18), BATCH: batch.number, PLANT: plant }, [
    segment("E1BATCHATT", { EXPIRYDATE: batch.expires }),
    segment("E1BATCHSTATUS", { RESTRICTED: batch.restricted ? "X" : "" }),
  ]);
}
