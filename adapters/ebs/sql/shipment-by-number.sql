select s.line_location_id as id, h.segment1 || '/' || l.line_num || '/' || s.shipment_num as key
  from apps.po_line_locations_all s
  join apps.po_lines_all l on l.po_line_id = s.po_line_id
  join apps.po_headers_all h on h.po_header_id = s.po_header_id
 where s.ship_to_organization_id = $1 and h.segment1 = any($3::text[])
   and h.segment1 || '/' || l.line_num || '/' || s.shipment_num = any($2::text[])
