-- Of the shipment itself and of the whole order, oldest first.
select s.line_location_id, a.acceptance_id, a.revision_num, a.accepted_flag, a.action_date, a.note, a.last_update_date
  from apps.po_line_locations_all s
  join apps.po_acceptances a on a.po_header_id = s.po_header_id and (a.po_line_location_id is null or a.po_line_location_id = s.line_location_id)
 where s.ship_to_organization_id = $1 and s.line_location_id = any($2::bigint[])
 order by s.line_location_id, a.revision_num, a.acceptance_id
