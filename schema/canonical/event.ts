/**
 * What the systems around the ERPs tell: planning, shop floor, warehouse, laboratory, suppliers, customers, engineering. An
 * event is what a system says has happened in its own affairs; what the ERP makes of it comes back as a change.
 * `schema/events/in/` has the JSON Schema of each, by which a sender's data is checked.
 */

/** Kinds of systems that send events; each has a scope `event:<kind>`, such as `event:mes`. */
export const systemRoles = ["aps", "mes", "wms", "qms", "portal", "crm", "plm", "mdm"] as const;
export type SystemRole = (typeof systemRoles)[number];

/** A quantity in canonical form: decimal as text, unit as UN/ECE Rec 20. */
interface EventQuantity {
  readonly value: string;
  readonly unit: string;
}

/** Data of each type of event, in its newest version. Moments are RFC 3339 with offset, days `2026-12-01`. */
export interface EventData {
  /** APS: orders were put into another sequence or moved. What is null or left out stays as it is. */
  readonly "andon.schedule.changed": {
    readonly reason: "MACHINE_DOWN" | "DEMAND_CHANGED" | "MATERIAL_SHORTAGE" | "RESEQUENCED";
    readonly orders: readonly {
      readonly order: string;
      readonly basicStart?: string | null;
      readonly basicEnd?: string | null;
      /** 1 (most urgent) to 9. */
      readonly priority?: number | null;
    }[];
  };
  /** MES, APS, or a person: work on an order may start. */
  readonly "andon.order.release-requested": { readonly order: string };
  /** MES: a machine stopped or runs again. */
  readonly "andon.machine.state-changed": {
    readonly workCenter: string;
    readonly state: "DOWN" | "UP";
    readonly since: string;
    readonly expectedUntil?: string | null;
    readonly reason?: string | null;
  };
  /** WMS or MES: material for an order is not where it should be. */
  readonly "andon.material.shortage-reported": {
    readonly order: string;
    readonly material: string;
    readonly missing: EventQuantity;
    readonly neededAt?: string | null;
  };
  /** Supplier portal: what a supplier commits itself to for one schedule line. */
  readonly "andon.supplier-commitment.proposed": {
    readonly supplier: string;
    readonly purchaseOrder: string;
    readonly item: string;
    readonly scheduleLine: string;
    readonly date: string;
    readonly quantity: EventQuantity;
  };
  /** QMS: a batch must not be used. */
  readonly "andon.quality.hold-placed": { readonly material: string; readonly batch: string; readonly reason: string };
  /** QMS: a held batch may be used again. */
  readonly "andon.quality.hold-lifted": { readonly material: string; readonly batch: string; readonly reason: string };
  /** QMS: the laboratory's decision on an inspection lot. */
  readonly "andon.quality.usage-decided": {
    readonly inspectionLot: string;
    readonly decision: "ACCEPTED" | "REJECTED";
    readonly reason?: string | null;
  };
  /** MES: what was made in an operation. */
  readonly "andon.operation.confirmed": {
    readonly order: string;
    readonly operation: string;
    readonly yield: EventQuantity;
    readonly scrap?: EventQuantity | null;
    readonly isFinal: boolean;
    readonly finishedAt: string;
  };
  /** WMS: goods left the warehouse for an order, or came in from it. */
  readonly "andon.goods.moved": {
    readonly movement: "ISSUED" | "RECEIVED";
    readonly order: string;
    readonly material: string;
    readonly batch?: string | null;
    readonly quantity: EventQuantity;
    readonly movedAt: string;
  };
  /** MDM: what is known of a material beyond the ERP's master data. */
  readonly "andon.material.enriched": {
    readonly material: string;
    readonly standardCost?: { readonly amount: string; readonly currency: string; readonly per: EventQuantity } | null;
    readonly description?: string | null;
  };
  /** MDM: what is known of a supplier beyond the ERP's master data. */
  readonly "andon.supplier.enriched": {
    readonly supplier: string;
    readonly rating?: "A" | "B" | "C" | null;
    readonly leadTimeDays?: number | null;
  };
  /** PLM: another revision of a material holds from a day on. */
  readonly "andon.engineering.revision-released": {
    readonly material: string;
    readonly revision: string;
    readonly effectiveFrom: string;
    readonly reason?: string | null;
  };
  /** CRM: a customer wants something else, or at another time. */
  readonly "andon.customer-order.changed": {
    readonly customerOrder: string;
    readonly material: string;
    readonly quantity: EventQuantity;
    readonly requestedDate: string;
  };
}

export type EventType = keyof EventData;

/** An event that passed its contract, lifted to the newest version of its type. */
export type PlantEvent<T extends EventType = EventType> = {
  readonly [Type in T]: EventEnvelope & { readonly type: Type; readonly data: EventData[Type] };
}[T];

interface EventEnvelope {
  /** Unique within `source` (CloudEvents 1.0, section 3.1.1). */
  readonly id: string;
  /** Such as `/systems/aps`; the last part names the system in the landscape. */
  readonly source: string;
  readonly plant: string;
  /** The business key within the plant that it is about, such as an order's number: events of one key are taken in order. */
  readonly key: string;
  /** When it happened there (RFC 3339); null when the sender does not say. */
  readonly time: string | null;
  /** Counts up by one within `source` for senders that count (CloudEvents extension `sequence`); null for others. */
  readonly sequence: string | null;
  /** W3C trace context; the start of the trace to the ERP's acknowledgement. */
  readonly traceparent: string | null;
}
