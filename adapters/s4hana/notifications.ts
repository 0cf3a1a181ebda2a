/** Business events of S/4HANA (CloudEvents): the keys that they tell of, kept until changes are read next. */
import type { ErpAdapter } from "../port.ts";
import { createBell } from "./bell.ts";
import type { StreamName } from "./streams.ts";

type CloudEvent = Parameters<NonNullable<ErpAdapter["notify"]>>[0];

/** Where announced keys are read: a stream, or the material documents by `2026/4900000001`. */
type AnnouncedSet = StreamName | "documents";

/** What is known to have changed. */
export interface Announced {
  readonly keys: ReadonlyMap<AnnouncedSet, ReadonlySet<string>>;
  /** True when more changed than keys are known of: everything is to be asked for what changed. */
  readonly isMore: boolean;
}

export interface Notifications {
  /** False when the event is about nothing that this adapter reads. */
  take(event: CloudEvent): boolean;
  /** Returns at the first event, after so many milliseconds, or when the signal is aborted: with what has been announced. */
  wait(milliseconds: number, signal: AbortSignal): Promise<Announced>;
}

/** By the object in the event's type, `sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1`: its set, and the key in its data. */
const objects = new Map<string, { readonly set: AnnouncedSet; readonly key: readonly string[] }>([
  ["productionorder", { set: "orders", key: ["ProductionOrder"] }],
  ["purchaseorder", { set: "purchaseOrders", key: ["PurchaseOrder"] }],
  ["supplierconfirmation", { set: "confirmations", key: ["SupplierConfirmation"] }],
  ["inspectionlot", { set: "lots", key: ["InspectionLot"] }],
  ["materialdocument", { set: "documents", key: ["MaterialDocumentYear", "MaterialDocument"] }],
]);

/** More keys than this are read faster by asking for what changed. */
const mostKeys = 200;

export function createNotifications(): Notifications {
  const bell = createBell();
  let keys = new Map<AnnouncedSet, Set<string>>();
  let isMore = false;
  return {
    take(event) {
      const object = objects.get(/^sap\.s4\.beh\.([a-z]+)\./i.exec(event.type)?.[1]?.toLowerCase() ?? "");
      if (!object) return false;
      const key = keyIn(event.data, object.key);
      if (key === null) isMore = true;
      else keys.set(object.set, (keys.get(object.set) ?? new Set()).add(key));
      if ((keys.get(object.set)?.size ?? 0) > mostKeys) isMore = true;
      // What is asked for as a whole needs no keys, and their memory has an end.
      if (isMore) keys = new Map();
      bell.ring();
      return true;
    },
    async wait(milliseconds, signal) {
      await bell.wait(milliseconds, signal);
      const announced = { keys, isMore };
      keys = new Map();
      isMore = false;
      return announced;
    },
  };
}

function keyIn(data: unknown, properties: readonly string[]): string | null {
  const values = properties.map((property) => (data as Readonly<Record<string, unknown>> | null | undefined)?.[property]);
  return values.every((value) => typeof value === "string" && value !== "") ? values.join("/") : null;
}
