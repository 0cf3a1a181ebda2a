/** A discrete job with its operations and requirements as a production order. */
import { Big } from "big.js";
import type {
  MaterialReadiness,
  Operation,
  OrderComponent,
  OrderFlag,
  ProductionOrder,
  ProductionOrderState,
  Progress,
} from "#schema/canonical/entities.generated.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { MappingError } from "../../mapping.ts";
import { backflushOf, orderFlagOf } from "../codes.ts";
import { createReader, type Reader } from "../reader.ts";
import { mainRow, type SourceRecord } from "../record.ts";
import { quantityOf, readQuantity } from "../units.ts";
import { type Context, type Draft, datedVersion } from "./draft.ts";

export function translateJob(record: SourceRecord, context: Context): Draft<"production-order">[] {
  const row = mainRow(record, "job");
  const job = createReader("WIP_DISCRETE_JOBS", row, context.timeZone);
  const operations = (record.rows.operations ?? []).map((each) => createReader("WIP_OPERATIONS", each, context.timeZone));
  const requirements = (record.rows.requirements ?? []).map((each) => createReader("WIP_REQUIREMENT_OPERATIONS", each, context.timeZone));

  const status = job.required("status_type");
  const number = job.required("wip_entity_name");
  const state = orderState(job, operations, requirements, context);
  const { units } = context.codes;
  const lastOperation = operations.at(-1);
  const body: ProductionOrder = {
    number,
    plant: record.plant,
    material: withoutPadding(job.required("item")),
    orderType: job.text("class_code"),
    state,
    confirmation: progress(operations, job),
    delivery: share(job.decimal("quantity_completed"), deliverable(job)),
    readiness: readiness(requirements),
    flags: flags(status, job, requirements),
    priority: job.text("priority") === null ? null : Number(job.decimal("priority")),
    planned: readQuantity(units, job, "start_quantity", "primary_uom_code"),
    confirmedYield: quantityOf(units, job, (lastOperation ?? job).decimal("quantity_completed"), "primary_uom_code"),
    confirmedScrap: readQuantity(units, job, "quantity_scrapped", "primary_uom_code"),
    delivered: readQuantity(units, job, "quantity_completed", "primary_uom_code"),
    basicStart: job.moment("scheduled_start_date"),
    basicEnd: job.moment("scheduled_completion_date"),
    scheduledStart: operations[0]?.moment("first_unit_start_date") ?? null,
    scheduledEnd: lastOperation?.moment("last_unit_completion_date") ?? null,
    actualStart: null,
    actualEnd: job.moment("date_completed"),
    batch: job.text("lot_number"),
    operations: operations.map((operation) => translateOperation(operation, job, state, context)),
    components: requirements.map((requirement) => translateRequirement(requirement, context)),
  };
  return [
    {
      kind: "production-order",
      key: keyOf.productionOrder(number),
      body,
      ...datedVersion([row, ...(record.rows.operations ?? []), ...(record.rows.requirements ?? [])], context.timeZone),
      sourceKey: record.id,
      sourceStatuses: [status],
    },
  ];
}

/** A released job of which anything has run, been completed or been issued is in progress. */
function orderState(job: Reader, operations: readonly Reader[], requirements: readonly Reader[], { codes }: Context): ProductionOrderState {
  const state = codes.orderStates.read(job.field("status_type"), job.required("status_type"));
  if (state !== "RELEASED") return state;
  const begun =
    isPositive(job, "quantity_completed") ||
    operations.some((operation) => startedColumns.some((column) => isPositive(operation, column))) ||
    requirements.some((requirement) => isPositive(requirement, "quantity_issued"));
  return begun ? "IN_PROGRESS" : "RELEASED";
}

const startedColumns = ["quantity_running", "quantity_waiting_to_move", "quantity_completed", "quantity_scrapped"];
const isPositive = (reader: Reader, column: string): boolean => new Big(reader.decimal(column)).gt(0);
const deliverable = (job: Reader): string => new Big(job.decimal("start_quantity")).minus(job.decimal("quantity_scrapped")).toFixed();

function share(done: string, whole: string): Progress {
  if (new Big(done).lte(0)) return "NONE";
  return new Big(done).gte(whole) ? "FULL" : "PARTIAL";
}

function progress(operations: readonly Reader[], job: Reader): Progress {
  if (operations.length === 0) return share(job.decimal("quantity_completed"), deliverable(job));
  if (operations.every(isThrough)) return "FULL";
  return operations.some((operation) => isPositive(operation, "quantity_completed")) ? "PARTIAL" : "NONE";
}

const isThrough = (operation: Reader): boolean =>
  new Big(operation.decimal("quantity_completed"))
    .plus(operation.decimal("quantity_scrapped"))
    .gte(operation.decimal("scheduled_quantity"));

/** Short when any component that is still needed is not in nettable stock. */
function readiness(requirements: readonly Reader[]): MaterialReadiness {
  const short = requirements.some((requirement) => {
    const remaining = new Big(requirement.decimal("required_quantity")).minus(requirement.decimal("quantity_issued"));
    return remaining.gt(0) && remaining.gt(requirement.decimal("nettable"));
  });
  return short ? "SHORTAGE" : "COMMITTED";
}

function flags(status: string, job: Reader, requirements: readonly Reader[]): OrderFlag[] {
  const moved = isPositive(job, "quantity_completed") || requirements.some((requirement) => isPositive(requirement, "quantity_issued"));
  const own = orderFlagOf(status);
  return [...(moved ? (["GOODS_MOVED"] as const) : []), ...(own === null ? [] : [own])];
}

function translateOperation(operation: Reader, job: Reader, order: ProductionOrderState, { codes }: Context): Operation {
  const quantity = (column: string) => quantityOf(codes.units, job, operation.decimal(column), "primary_uom_code");
  const open = order === "IN_PROGRESS" ? "RELEASED" : order;
  const begun = startedColumns.some((column) => isPositive(operation, column));
  return {
    number: operation.required("operation_seq_num"),
    workCenter: operation.text("department_code"),
    text: operation.text("description"),
    state: isThrough(operation) ? "COMPLETED" : begun && open === "RELEASED" ? "IN_PROGRESS" : open,
    planned: quantity("scheduled_quantity"),
    yield: quantity("quantity_completed"),
    scrap: quantity("quantity_scrapped"),
    start: operation.moment("first_unit_start_date"),
    end: operation.moment("last_unit_completion_date"),
  };
}

/** OPERATION_SEQ_NUM is negative for the parts of a phantom: they belong to the operation of that number. */
function translateRequirement(requirement: Reader, { codes }: Context): OrderComponent {
  const material = withoutPadding(requirement.required("item"));
  const sequence = requirement.required("operation_seq_num");
  const supplyType = requirement.required("wip_supply_type");
  const backflush = backflushOf[supplyType];
  if (backflush === undefined) {
    throw new MappingError({
      code: "UNKNOWN_CODE",
      field: requirement.field("wip_supply_type"),
      value: supplyType,
      text: `${requirement.field("wip_supply_type")} is "${supplyType}"; EBS knows 1 to 6. Correct it in EBS, then replay`,
    });
  }
  return {
    key: `${sequence}-${material}`,
    operation: sequence.replace(/^-/, ""),
    material,
    required: readQuantity(codes.units, requirement, "required_quantity", "primary_uom_code"),
    issued: readQuantity(codes.units, requirement, "quantity_issued", "primary_uom_code"),
    committed: null,
    requiredAt: requirement.moment("date_required"),
    location: requirement.text("supply_subinventory"),
    batch: null,
    backflush,
  };
}
