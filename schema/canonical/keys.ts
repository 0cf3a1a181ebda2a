/** Business keys of the canonical entities, within a plant. Parts are joined by `/`, which no ERP number contains. */

/** Numbers lose the zeros that an ERP pads them with; `000000000000004711` and `4711` are one material. */
export function withoutPadding(number: string): string {
  const trimmed = number.trim();
  // An alphanumeric number such as 00AB is not padded: SAP's ALPHA conversion pads digits only.
  return /^\d+$/.test(trimmed) ? trimmed.replace(/^0+(?=\d)/, "") : trimmed;
}

export const keyOf = {
  productionOrder: (number: string): string => number,
  materialAvailability: (material: string): string => material,
  supplierCommitment: (purchaseOrder: string, item: string, scheduleLine: string): string => `${purchaseOrder}/${item}/${scheduleLine}`,
  inspectionLot: (number: string): string => number,
  batch: (material: string, batch: string): string => `${material}/${batch}`,
  qualityDisposition: (material: string, batch: string): string => `${material}/${batch}`,
  material: (number: string): string => number,
  supplier: (number: string): string => number,
  materialEnrichment: (material: string): string => material,
  supplierEnrichment: (supplier: string): string => supplier,
} as const;
