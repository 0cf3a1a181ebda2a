select s.line_location_id, h.segment1 as po_number, h.revision_num, v.segment1 as vendor, l.line_num, s.shipment_num, i.segment1 as item, s.quantity,
       s.quantity_received, s.quantity_cancelled, u.uom_code, coalesce(s.unit_meas_lookup_code, l.unit_meas_lookup_code) as unit_of_measure,
       s.need_by_date, s.promised_date, coalesce(s.closed_code, l.closed_code, h.closed_code) as closed_code,
       greatest(coalesce(s.cancel_flag, 'N'), coalesce(l.cancel_flag, 'N'), coalesce(h.cancel_flag, 'N')) as cancel_flag,
       greatest(s.last_update_date, l.last_update_date, h.last_update_date) as last_update_date
  from apps.po_line_locations_all s
  join apps.po_lines_all l on l.po_line_id = s.po_line_id
  join apps.po_headers_all h on h.po_header_id = s.po_header_id
  join apps.po_vendors v on v.vendor_id = h.vendor_id
  left join apps.mtl_system_items_b i on i.inventory_item_id = l.item_id and i.organization_id = s.ship_to_organization_id
  left join apps.mtl_units_of_measure u on u.unit_of_measure = coalesce(s.unit_meas_lookup_code, l.unit_meas_lookup_code)
 where s.ship_to_organization_id = $1 and s.line_location_id = any($2::bigint[]) and h.authorization_status <> 'INCOMPLETE'
 order by s.line_location_id
