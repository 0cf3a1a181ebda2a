/** Addresses of the OData services, as published on SAP's API hub, and how queries to them are written. */

import { quote } from "../protocols/odata/v2.ts";

export const services = {
  orders: "/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV/",
  operationConfirmations: "/sap/opu/odata/sap/API_PROD_ORDER_CONFIRMATION_2_SRV/",
  stock: "/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV/",
  documents: "/sap/opu/odata/sap/API_MATERIAL_DOCUMENT_SRV/",
  lots: "/sap/opu/odata/sap/API_INSPECTIONLOT_SRV/",
  purchaseOrders: "/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001/",
  confirmations: "/sap/opu/odata4/sap/api_supplierconfirmation/srvd_a2x/sap/supplierconfirmation/0001/",
} as const;

export interface Query {
  readonly filter?: string;
  readonly orderby?: string;
  readonly expand?: string;
  readonly select?: string;
  readonly top?: number;
}

/** Path of an entity set with its query options; options that are empty are left out. */
export function pathTo(service: keyof typeof services, set: string, query: Query = {}): string {
  const options = Object.entries(query).filter(([, value]) => value !== "" && value !== undefined);
  const text = options.map(([name, value]) => `$${name}=${encodeURIComponent(String(value))}`).join("&");
  return `${services[service]}${set}${text === "" ? "" : `?${text}`}`;
}

/** `(A eq 'x' or A eq 'y')`. */
export const oneOf = (field: string, values: readonly string[]): string =>
  `(${values.map((value) => `${field} eq ${quote(value)}`).join(" or ")})`;

/** Conditions joined by `and`; empty ones are left out. */
export const allOf = (...conditions: readonly string[]): string => conditions.filter((condition) => condition !== "").join(" and ");

/** Keys so many to a request that its address stays below 4 kB. */
export function* inChunks<T>(values: readonly T[], size = 40): Generator<T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size);
}

const batchRoots = Object.values(services).filter((root) => root.startsWith("/sap/opu/odata/"));

/** Root of the V2 service that a path is of, which takes a `$batch`; null for one of V4, which is asked one by one. */
export const batchRootOf = (path: string): string | null => batchRoots.find((root) => path.startsWith(root)) ?? null;
