/** Fills a new database with the plant's starting day. */
import { readFileSync } from "node:fs";
import { componentMaterials, finishedMaterials, suppliers } from "../catalog.ts";
import type { Plant } from "../plant.ts";
import { createClock, type LocalClock } from "./clock.ts";
import {
  inspectionPlanId,
  itemId,
  materialStatuses,
  operatingUnit,
  organizationId,
  seedUser,
  subinventories,
  uoms,
  vendorId,
} from "./codes.ts";
import type { Database } from "./database.ts";
import { jobRows } from "./rows/job.ts";
import { purchaseRows } from "./rows/purchase.ts";
import { inspectionRows, stockRows } from "./rows/stock.ts";

type Row = Readonly<Record<string, unknown>>;

/** What one thing of the plant becomes: rows by table. */
export type TableRows = Readonly<Record<string, readonly Row[]>>;

/** Some thousand rows an insert: few round trips, and never the whole plant in memory. */
const batchSize = 500;

export async function loadPlant(database: Database, plant: Plant, timeZone: string): Promise<void> {
  const text = (file: string): string => readFileSync(new URL(`sql/${file}`, import.meta.url), "utf8");
  await database.script("drop schema if exists apps cascade");
  await database.script(text("tables.sql").replaceAll("%TIME_ZONE%", timeZone.replaceAll("'", "")));
  await database.script(text("apis.sql"));

  const clock = createClock(timeZone);
  await insertAll(database, [setup(plant, clock)]);
  await insertAll(
    database,
    map(plant.orders(), (order) => jobRows(plant.id, order, clock)),
  );
  await insertAll(
    database,
    map(plant.purchaseLines(), (line) => purchaseRows(line, clock)),
  );
  await insertAll(database, stockRows(plant, clock));
  await insertAll(database, inspectionRows(plant, clock));
  await database.script("analyze");
}

async function insertAll(database: Database, things: Iterable<TableRows>): Promise<void> {
  let count = 0;
  const pending = new Map<string, Row[]>();
  const flush = async (): Promise<void> => {
    for (const [table, rows] of pending) await database.insert(table, rows);
    pending.clear();
    count = 0;
  };
  for (const tables of things) {
    for (const [table, rows] of Object.entries(tables)) {
      const waiting = pending.get(table);
      if (waiting) waiting.push(...rows);
      else pending.set(table, [...rows]);
    }
    count += 1;
    if (count >= batchSize) await flush();
  }
  await flush();
}

function* map<From, To>(items: Iterable<From>, change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item);
}

/** Organization, units, items, subinventories, departments, material statuses, vendors, the collection plan. */
function setup(plant: Plant, clock: LocalClock): TableRows {
  const old = clock.ago(90 * 86_400);
  const departments = ["SAW01", "MILL01", "MILL02", "LATHE01", "ASSY01", "ASSY02", "TEST01", "PAINT01", "PACK01"];
  return {
    mtl_parameters: [
      { organization_id: organizationId, organization_code: plant.id, master_organization_id: organizationId, default_status_id: null },
    ],
    org_organization_definitions: [
      {
        organization_id: organizationId,
        organization_code: plant.id,
        organization_name: `Plant ${plant.id}`,
        operating_unit: operatingUnit,
      },
    ],
    mtl_units_of_measure: Object.entries(uoms).map(([kind, uom]) => ({
      unit_of_measure: uom.name,
      uom_code: uom.code,
      uom_class: kind.slice(0, 10),
    })),
    mtl_system_items_b: [...finishedMaterials, ...componentMaterials].map((material) => ({
      inventory_item_id: itemId(material.number),
      organization_id: organizationId,
      segment1: material.number,
      description: material.description,
      primary_uom_code: uoms[material.unit].code,
      lot_control_code: 2,
      last_update_date: old,
      last_updated_by: seedUser,
      creation_date: old,
      created_by: seedUser,
    })),
    mtl_secondary_inventories: Object.values(subinventories).map(({ name, description }) => ({
      secondary_inventory_name: name,
      organization_id: organizationId,
      description,
      availability_type: 1,
      reservable_type: 1,
    })),
    bom_departments: departments.map((code, index) => ({
      department_id: 3001 + index,
      department_code: code,
      organization_id: organizationId,
      description: code,
    })),
    mtl_material_statuses_b: materialStatuses.map((status) => ({
      status_id: status.id,
      enabled_flag: 1,
      availability_type: status.availability,
      reservable_type: status.reservable,
      inventory_atp_code: status.availability,
      last_update_date: old,
    })),
    mtl_material_statuses_tl: materialStatuses.map((status) => ({ status_id: status.id, language: "US", status_code: status.code })),
    po_vendors: suppliers.map((supplier) => ({
      vendor_id: vendorId(supplier.number),
      segment1: supplier.number,
      vendor_name: supplier.name,
      last_update_date: old,
    })),
    qa_plans: [{ plan_id: inspectionPlanId, organization_id: organizationId, name: "FINAL_INSPECTION" }],
  };
}
