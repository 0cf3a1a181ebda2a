/** Canonical changes as tests need them: whole, valid, and different only in what a test is about. */
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { ProductionOrder, StockStatus, SupplierCommitment } from "#schema/canonical/entities.generated.ts";

const piece = { unit: "H87", sourceUnit: "PCE" } as const;

interface Told {
  readonly plant?: string;
  readonly version?: string;
}

function envelope<K extends string>(kind: K, key: string, { plant = "1010", version = "1" }: Told) {
  return {
    id: `${kind}/${key}/${version}`,
    source: `/systems/erp-${plant}`,
    system: "erp",
    plant,
    kind,
    key,
    version,
    changedAt: null,
    observedAt: "2026-11-23T08:00:00Z",
    sourceKey: key.padStart(12, "0"),
    sourceStatuses: [] as readonly string[],
  };
}

export function orderChange(
  number: string,
  { plant = "1010", version = "1", ...body }: Told & Partial<ProductionOrder> = {},
): CanonicalChange<"production-order"> {
  const none = { priority: null, confirmedYield: null, confirmedScrap: null, delivered: null, orderType: null, batch: null };
  const dates = {
    basicStart: null,
    basicEnd: null,
    scheduledStart: "2046-12-01T06:00:00+01:00",
    scheduledEnd: "2046-12-02T22:00:00+01:00",
    actualStart: null,
    actualEnd: null,
  };
  return {
    ...envelope("production-order", number, { plant, version }),
    body: {
      ...none,
      ...dates,
      number,
      plant,
      material: "4711",
      state: "CREATED",
      confirmation: "NONE",
      delivery: "NONE",
      readiness: "NOT_CHECKED",
      flags: [],
      planned: { value: "100.000", ...piece },
      operations: [],
      components: [],
      ...body,
    },
  };
}

export function stockChange(
  material: string,
  balances: readonly (readonly [batch: string, status: StockStatus, value: string])[],
  version = "1",
): CanonicalChange<"material-availability"> {
  const stock = balances.map(([batch, status, value]) => ({
    location: "0001",
    batch,
    status,
    specialStock: null,
    quantity: { value, ...piece },
  }));
  return { ...envelope("material-availability", material, { version }), body: { material, plant: "1010", stock } };
}

export function commitmentChange(
  purchaseOrder: string,
  supplier: string,
  { plant = "1010", version = "1", ...body }: Told & Partial<SupplierCommitment> = {},
): CanonicalChange<"supplier-commitment"> {
  return {
    ...envelope("supplier-commitment", `${purchaseOrder}/10/1`, { plant, version }),
    body: {
      purchaseOrder,
      item: "10",
      scheduleLine: "1",
      plant,
      supplier,
      material: "8000",
      state: "UNCONFIRMED",
      requested: { date: "2046-12-10", quantity: { value: "50", ...piece } },
      confirmations: [],
      received: null,
      purchaseOrderRevision: null,
      ...body,
    },
  };
}
