/** How this system writes numbers, quantities and units. */
import type { Unit } from "../catalog.ts";

/** Client, logical system and release of this ERP. */
export const system = { client: "100", logicalSystem: "ECCCLNT100", port: "SAPECC", release: "731", partner: "GATEWAY" } as const;

/** Order number with SAP's leading zeros (12). */
export function orderKey(number: string): string {
  return number.padStart(12, "0");
}

/** Material number with SAP's leading zeros (18). */
export function materialKey(number: string): string {
  return number.padStart(18, "0");
}

/** Supplier number with SAP's leading zeros (10). */
export function supplierKey(number: string): string {
  return number.padStart(10, "0");
}

/** Inspection lot number with SAP's leading zeros (12). */
export function lotKey(number: string): string {
  return number.padStart(12, "0");
}

/** Any key without its leading zeros, for look-ups. */
export function bareKey(key: string): string {
  return key.trim().replace(/^0+(?=.)/, "");
}

/** Thousandths as SAP's decimal text with three places, `500.000`. */
export function quantityText(thousandths: number): string {
  const digits = String(Math.abs(thousandths)).padStart(4, "0");
  return `${thousandths < 0 ? "-" : ""}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** Reads a decimal text with at most three places into thousandths; NaN when it is none. */
export function thousandths(text: string): number {
  const match = /^\+?(\d{1,10})(?:\.(\d{0,3})0*)?$/.exec(text.trim());
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0")) : Number.NaN;
}

export interface UnitCode {
  /** Internal code, as tables hold it. */
  readonly sap: string;
  /** ISO code, as IDocs carry it; POI customising of this system sends ISO codes. */
  readonly iso: string;
}

const units: Readonly<Record<Unit, UnitCode>> = {
  piece: { sap: "ST", iso: "PCE" },
  kilogram: { sap: "KG", iso: "KGM" },
  metre: { sap: "M", iso: "MTR" },
  litre: { sap: "L", iso: "LTR" },
};

/** A unit that somebody customised without an ISO code: IDocs carry the internal code. */
export const customerUnit: UnitCode = { sap: "KAN", iso: "KAN" };

/** Both codes of a unit. */
export function unitCode(unit: Unit): UnitCode {
  return units[unit];
}
