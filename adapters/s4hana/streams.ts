/**
 * The entity sets that tell when they changed: how each is asked, and what records its entities make.
 * Pages are in the sequence of keys, not of dates: a row that changes meanwhile then stays where it is, and paging by
 * position skips nothing.
 */

import type { ODataClient } from "../protocols/odata/client.ts";
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import { quote } from "../protocols/odata/v2.ts";
import { createdSince } from "./plant-clock.ts";
import type { RecordType, SourceRecord } from "./record.ts";
import { allOf, inChunks, oneOf, pathTo, type services } from "./services.ts";

export const streamNames = ["orders", "purchaseOrders", "confirmations", "lots", "decisions"] as const;
export type StreamName = (typeof streamNames)[number];

export interface ReadContext {
  readonly client: ODataClient;
  readonly plants: readonly string[];
  /** Zones of all plants of the system. */
  readonly timeZones: readonly string[];
  readonly signal: AbortSignal;
}

export interface Stream {
  readonly name: StreamName;
  readonly service: keyof typeof services;
  readonly set: string;
  readonly key: string;
  readonly expand: string;
  /** Property that tells when it changed, and how a moment is written for it. */
  readonly changed: string;
  literal(moment: string): string;
  /** Day and time of creation by the plant's clock, for entities that may have no change moment before their first change. */
  readonly created: readonly [date: string, time: string] | null;
  /** The moment of a value of it, in UTC with milliseconds. */
  moment(value: string): string | null;
  /** Property of the plant, if the entity has one. */
  readonly plant: string | null;
  /** Records of these entities, with what belongs to them read beside. */
  assemble(context: ReadContext, entities: readonly Entity[]): Promise<SourceRecord[]>;
}

export const textOf = (entity: Entity, property: string): string => {
  const value = entity[property];
  return typeof value === "string" ? value : "";
};

const orders: Stream = {
  name: "orders",
  service: "orders",
  set: "A_ProductionOrder_2",
  key: "ManufacturingOrder",
  expand: "to_ProductionOrderComponent,to_ProductionOrderItem,to_ProductionOrderOperation,to_ProductionOrderStatus",
  changed: "LastChangeDateTime",
  literal: (moment) => `'${moment.slice(0, 19).replace(/[-:T]/g, "")}'`,
  moment: (value) => momentOf(value.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$/, "$1-$2-$3T$4:$5:$6Z")),
  plant: "ProductionPlant",
  created: null,
  assemble: async (_context, entities) =>
    entities.map((entity) =>
      record("A_ProductionOrder_2", textOf(entity, "ManufacturingOrder"), textOf(entity, "ProductionPlant"), entity),
    ),
};

const purchaseOrders: Stream = {
  name: "purchaseOrders",
  service: "purchaseOrders",
  set: "PurchaseOrder",
  key: "PurchaseOrder",
  expand: "_PurchaseOrderItem($expand=_PurchaseOrderScheduleLineTP),_SupplierAddress",
  changed: "LastChangeDateTime",
  literal: (moment) => moment,
  moment: momentOf,
  plant: null,
  created: null,
  async assemble(context, entities) {
    const parts = await readBeside(context, confirmations, "SuplrConfRefPurchaseOrder", keysOf(entities, "PurchaseOrder"));
    return entities.flatMap((entity) => {
      const number = textOf(entity, "PurchaseOrder");
      const items = Array.isArray(entity._PurchaseOrderItem) ? (entity._PurchaseOrderItem as Entity[]) : [];
      const concerned = context.plants.filter((plant) => items.some((item) => item.Plant === plant));
      return concerned.map((plant) => record("PurchaseOrder", number, plant, entity, parts.get(number)));
    });
  },
};

const confirmations: Stream = {
  name: "confirmations",
  service: "confirmations",
  set: "Confirmation",
  key: "SupplierConfirmation",
  expand: "_SupplierConfirmationItemTP($expand=_SupplierConfirmationLineTP)",
  changed: "LastChangeDateTime",
  literal: (moment) => moment,
  moment: momentOf,
  plant: null,
  created: null,
  assemble: (context, entities) => readByKeys(context, purchaseOrders, keysOf(entities, "SuplrConfRefPurchaseOrder")),
};

const lots: Stream = {
  name: "lots",
  service: "lots",
  set: "A_InspectionLot",
  key: "InspectionLot",
  expand: "",
  changed: "ChangedDateTime",
  literal: (moment) => `datetimeoffset'${moment}'`,
  moment: momentOfV2,
  plant: "Plant",
  created: ["InspLotCreatedOnLocalDate", "InspLotCreatedOnLocalTime"],
  async assemble(context, entities) {
    const parts = await readBeside(context, decisions, "InspectionLot", keysOf(entities, "InspectionLot"));
    return entities.map((entity) => {
      const number = textOf(entity, "InspectionLot");
      return record("A_InspectionLot", number, textOf(entity, "Plant"), entity, parts.get(number));
    });
  },
};

const decisions: Stream = {
  ...lots,
  name: "decisions",
  set: "A_InspLotUsageDecision",
  created: null,
  plant: null,
  assemble: (context, entities) => readByKeys(context, lots, keysOf(entities, "InspectionLot")),
};

/** In the sequence in which a poll asks them. */
export const streams: readonly Stream[] = [orders, purchaseOrders, confirmations, lots, decisions];

export function streamOf(name: StreamName): Stream {
  const stream = streams.find((each) => each.name === name);
  if (!stream) throw new RangeError(`there is no stream "${name}"`);
  return stream;
}

/** Path of a stream's first page, in the sequence of its keys. */
export function pageOf(stream: Stream, context: ReadContext, after: string, since: string | null): string {
  const filter = allOf(
    stream.plant === null ? "" : oneOf(stream.plant, context.plants),
    since === null ? "" : changedSince(stream, context, since),
    after === "" ? "" : `${stream.key} gt ${quote(after)}`,
  );
  return pathTo(stream.service, stream.set, { filter, orderby: stream.key, expand: stream.expand });
}

function changedSince({ changed, created, literal }: Stream, { client, timeZones }: ReadContext, since: string): string {
  const condition = `${changed} ge ${literal(since)}`;
  if (created === null) return condition;
  return `(${condition} or ${createdSince(...created, { since, now: new Date(client.serverTime()).toISOString(), timeZones })})`;
}

/** Records of these keys, as far as they exist in the plants. */
export async function readByKeys(context: ReadContext, stream: Stream, keys: readonly string[]): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for (const chunk of inChunks(keys)) {
    const filter = allOf(stream.plant === null ? "" : oneOf(stream.plant, context.plants), oneOf(stream.key, chunk));
    const observedAt = new Date().toISOString();
    const found = await readAll(context.client, pathTo(stream.service, stream.set, { filter, expand: stream.expand }), context.signal);
    records.push(...observed(await stream.assemble(context, found), observedAt));
  }
  return records;
}

/** Entities of another set by the key that they refer to. */
async function readBeside(context: ReadContext, stream: Stream, property: string, keys: readonly string[]): Promise<Map<string, Entity[]>> {
  const found = new Map<string, Entity[]>();
  for (const chunk of inChunks(keys)) {
    const path = pathTo(stream.service, stream.set, { filter: oneOf(property, chunk), expand: stream.expand, orderby: stream.key });
    for (const entity of await readAll(context.client, path, context.signal)) {
      const key = textOf(entity, property);
      found.set(key, [...(found.get(key) ?? []), entity]);
    }
  }
  return found;
}

const keysOf = (entities: readonly Entity[], property: string): string[] => [
  ...new Set(entities.map((entity) => textOf(entity, property))),
];

function record(type: RecordType, id: string, plant: string, entity: Entity, parts: readonly Entity[] = []): SourceRecord {
  return { type, id, plant, entity, parts, observedAt: new Date().toISOString() };
}

/** Records as asked for at a moment: what was changed since may not be in them. */
export const observed = (records: readonly SourceRecord[], observedAt: string): SourceRecord[] =>
  records.map((each) => ({ ...each, observedAt }));

function momentOf(value: string): string | null {
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function momentOfV2(value: string): string | null {
  const milliseconds = /^\/Date\((-?\d+)/.exec(value)?.[1];
  return milliseconds === undefined ? null : new Date(Number(milliseconds)).toISOString();
}
