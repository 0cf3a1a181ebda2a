/** A production order as a discrete job with its operations and material requirements. */
import type { PlantComponent, PlantOrder } from "../../plant.ts";
import type { LocalClock } from "../clock.ts";
import { itemId, organizationId, seedUser, statusTypes, subinventoryOf, wipEntityId } from "../codes.ts";
import type { TableRows } from "../load.ts";

const departmentIds: Readonly<Record<string, number>> = {
  SAW01: 3001,
  MILL01: 3002,
  MILL02: 3003,
  LATHE01: 3004,
  ASSY01: 3005,
  ASSY02: 3006,
  TEST01: 3007,
  PAINT01: 3008,
  PACK01: 3009,
};

export function jobRows(plant: string, order: PlantOrder, clock: LocalClock): TableRows {
  const own = { wip_entity_id: wipEntityId(plant, order.number), organization_id: organizationId };
  // Old enough to lie outside the window that an integration reads again at every poll.
  const changed = clock.ago(7_200 + (order.index % 86_400));
  const who: Who = { last_update_date: changed, last_updated_by: seedUser };
  const through = isThrough(order);
  return {
    wip_entities: [
      {
        ...own,
        wip_entity_name: order.number,
        entity_type: order.stage === "closed" ? 3 : 1,
        primary_item_id: itemId(order.material.number),
        last_update_date: changed,
      },
    ],
    wip_discrete_jobs: [
      {
        ...own,
        primary_item_id: itemId(order.material.number),
        status_type: statusTypes[order.stage],
        class_code: "Discrete",
        start_quantity: order.quantity,
        net_quantity: order.quantity,
        quantity_completed: order.delivered,
        quantity_scrapped: order.operations.reduce((sum, operation) => sum + operation.scrap, 0),
        scheduled_start_date: clock.at(order.start),
        scheduled_completion_date: clock.at(order.end),
        date_released: order.stage === "created" ? null : clock.at({ ...order.start, minute: 0 }),
        date_completed: through ? clock.at(order.end) : null,
        date_closed: order.stage === "closed" ? clock.at(order.end) : null,
        lot_number: order.batch,
        completion_subinventory: subinventoryOf("0003"),
        priority: order.priority,
        ...who,
        creation_date: changed,
        created_by: seedUser,
      },
    ],
    wip_operations: order.operations.map((_, step) => ({ ...own, ...operationRow(order, step, clock), ...who })),
    wip_requirement_operations: order.components.map((component) => ({ ...own, ...requirementRow(order, component, clock), ...who })),
  };
}

interface Who {
  readonly last_update_date: string;
  readonly last_updated_by: number;
}

const isThrough = (order: PlantOrder): boolean => order.stage === "delivered" || order.stage === "completed" || order.stage === "closed";

function operationRow(order: PlantOrder, step: number, clock: LocalClock): Readonly<Record<string, unknown>> {
  const operation = order.operations[step];
  if (!operation) throw new RangeError(`order ${order.number} has no step ${step}`);
  const previous = order.operations[step - 1];
  const arrived = order.stage === "created" ? 0 : previous ? previous.yield : order.quantity;
  return {
    operation_seq_num: Number(operation.number),
    department_id: departmentIds[operation.workCenter],
    description: operation.text,
    scheduled_quantity: order.quantity,
    quantity_in_queue: isThrough(order) ? 0 : Math.max(0, arrived - operation.yield - operation.scrap),
    quantity_running: 0,
    quantity_waiting_to_move: 0,
    quantity_rejected: 0,
    quantity_scrapped: operation.scrap,
    quantity_completed: operation.yield,
    first_unit_start_date: clock.at(operation.start),
    last_unit_completion_date: clock.at(operation.end),
    previous_operation_seq_num: previous ? Number(previous.number) : null,
    next_operation_seq_num: order.operations[step + 1] ? Number(operation.number) + 10 : null,
  };
}

function requirementRow(order: PlantOrder, component: PlantComponent, clock: LocalClock): Readonly<Record<string, unknown>> {
  // Parts of a phantom assembly hang on the negative of the operation that they would have been issued at.
  const phantom = (order.index + Number(component.item)) % 23 === 0;
  return {
    operation_seq_num: phantom ? -Number(component.operation) : Number(component.operation),
    inventory_item_id: itemId(component.material.number),
    quantity_per_assembly: component.required / order.quantity,
    required_quantity: component.required,
    quantity_issued: component.issued,
    date_required: clock.at(order.start),
    wip_supply_type: phantom ? 6 : component.material.unit === "piece" ? 1 : 3,
    supply_subinventory: subinventoryOf(component.location),
    basis_type: 1,
  };
}
