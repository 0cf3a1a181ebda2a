select s.line_location_id as id, s.last_update_date as at
  from apps.po_line_locations_all s
 where s.ship_to_organization_id = $1 and s.line_location_id > $2::bigint
 order by s.line_location_id
 limit $3
