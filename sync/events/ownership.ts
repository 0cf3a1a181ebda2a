/** Whose word counts: which kind of system may tell which type of event. */
import type { EventType, SystemRole } from "#schema/canonical/event.ts";

/** Where a plant does not say otherwise. */
const owners: Readonly<Record<EventType, readonly SystemRole[]>> = {
  "andon.schedule.changed": ["aps"],
  "andon.order.release-requested": ["mes", "aps"],
  "andon.machine.state-changed": ["mes"],
  "andon.material.shortage-reported": ["wms", "mes"],
  "andon.supplier-commitment.proposed": ["portal"],
  "andon.quality.hold-placed": ["qms"],
  "andon.quality.hold-lifted": ["qms"],
  "andon.quality.usage-decided": ["qms"],
  "andon.operation.confirmed": ["mes"],
  "andon.goods.moved": ["wms"],
  "andon.material.enriched": ["mdm"],
  "andon.supplier.enriched": ["mdm"],
  "andon.engineering.revision-released": ["plm"],
  "andon.customer-order.changed": ["crm"],
};

/** What is otherwise in some plants, by their codes: a plant without a WMS may have its MES tell of goods. */
export type OwnershipOfPlants = ReadonlyMap<string, Readonly<Partial<Record<EventType, readonly SystemRole[]>>>>;

/** The kinds of systems that own a fact in a plant. */
export function ownersOf(type: EventType, plant: string, plants: OwnershipOfPlants): readonly SystemRole[] {
  return plants.get(plant)?.[type] ?? owners[type];
}
