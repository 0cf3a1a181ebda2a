select s.line_location_id, h.revision_num, s.quantity - s.quantity_cancelled as quantity, u.uom_code
  from apps.po_line_locations_all s
  join apps.po_lines_all l on l.po_line_id = s.po_line_id
  join apps.po_headers_all h on h.po_header_id = s.po_header_id
  left join apps.mtl_units_of_measure u on u.unit_of_measure = coalesce(s.unit_meas_lookup_code, l.unit_meas_lookup_code)
 where s.ship_to_organization_id = $1 and h.segment1 = $2 and l.line_num = $3::numeric and s.shipment_num = $4::numeric
