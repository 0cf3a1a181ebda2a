/** A purchase order line with its shipments and what the supplier said to them. */
import type { PlantPurchaseLine } from "../../plant.ts";
import type { LocalClock } from "../clock.ts";
import { itemId, operatingUnit, organizationId, seedUser, uoms, vendorId } from "../codes.ts";
import type { TableRows } from "../load.ts";

export function purchaseRows(line: PlantPurchaseLine, clock: LocalClock): TableRows {
  const changed = clock.ago(7_200 + (line.index % 86_400));
  const header = 600_001 + Math.floor(line.index / 3);
  const lineNumber = Number(line.item) / 10;
  // The header is written with the first of its three lines.
  const revision = (header % 5) % 2;
  const unit = uoms[line.material.unit].name;
  const shipments = shipmentsOf(line);
  return {
    po_headers_all:
      lineNumber === 1
        ? [
            {
              po_header_id: header,
              org_id: operatingUnit,
              segment1: line.order,
              vendor_id: vendorId(line.supplier.number),
              revision_num: revision,
              last_update_date: changed,
              last_updated_by: seedUser,
            },
          ]
        : [],
    po_lines_all: [
      {
        po_line_id: 700_001 + line.index,
        po_header_id: header,
        line_num: lineNumber,
        item_id: itemId(line.material.number),
        item_description: line.material.description,
        unit_meas_lookup_code: unit,
        unit_price: 10,
        quantity: line.quantity,
        last_update_date: changed,
      },
    ],
    po_line_locations_all: shipments.map((shipment, index) => ({
      line_location_id: locationId(line, index),
      po_header_id: header,
      po_line_id: 700_001 + line.index,
      shipment_num: index + 1,
      quantity: shipment.quantity,
      quantity_received: index === 0 ? Math.min(line.received, shipment.quantity) : 0,
      unit_meas_lookup_code: unit,
      need_by_date: clock.day(line.requestedDay),
      promised_date: shipment.promisedDay === null ? null : clock.day(shipment.promisedDay),
      ship_to_organization_id: organizationId,
      last_update_date: changed,
      last_updated_by: seedUser,
    })),
    po_acceptances: shipments.flatMap((shipment, index) =>
      shipment.promisedDay === null
        ? []
        : [
            {
              acceptance_id: 100_000 + line.index * 2 + index,
              po_header_id: header,
              po_line_location_id: locationId(line, index),
              // Every 17th acceptance was given to the revision before the present one.
              revision_num: line.index % 17 === 0 ? Math.max(0, revision - 1) : revision,
              action: "NEW",
              action_date: changed,
              accepted_flag: "Y",
              last_update_date: changed,
              last_updated_by: seedUser,
            },
          ],
    ),
  };
}

const locationId = (line: PlantPurchaseLine, shipment: number): number => 1_000_000 + line.index * 2 + shipment;

/** EBS promises a date for a whole shipment: what the supplier left open is split off as a second one. */
function shipmentsOf(line: PlantPurchaseLine): readonly { quantity: number; promisedDay: number | null }[] {
  if (!line.confirmed) return [{ quantity: line.quantity, promisedDay: null }];
  const { day, quantity } = line.confirmed;
  const rest = line.quantity - quantity;
  return rest > 0
    ? [
        { quantity, promisedDay: day },
        { quantity: rest, promisedDay: null },
      ]
    : [{ quantity: line.quantity, promisedDay: day }];
}
