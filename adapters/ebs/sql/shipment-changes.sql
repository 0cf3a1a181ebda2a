-- Shipments that changed, or whose header, line or acceptances did: a new revision of the order concerns all of them.
select c.id, c.at
  from (select s.line_location_id as id, max(t.at) as at
          from apps.po_line_locations_all s
          join (select line_location_id, last_update_date as at from apps.po_line_locations_all where last_update_date >= $2::timestamp
                union all
                select s1.line_location_id, l.last_update_date from apps.po_lines_all l
                  join apps.po_line_locations_all s1 on s1.po_line_id = l.po_line_id where l.last_update_date >= $2::timestamp
                union all
                select s2.line_location_id, h.last_update_date from apps.po_headers_all h
                  join apps.po_lines_all l2 on l2.po_header_id = h.po_header_id
                  join apps.po_line_locations_all s2 on s2.po_line_id = l2.po_line_id where h.last_update_date >= $2::timestamp
                union all
                select s3.line_location_id, a.last_update_date from apps.po_acceptances a
                  join apps.po_lines_all l3 on l3.po_header_id = a.po_header_id
                  join apps.po_line_locations_all s3 on s3.po_line_id = l3.po_line_id
                 where a.last_update_date >= $2::timestamp and (a.po_line_location_id is null or a.po_line_location_id = s3.line_location_id)) t
            on t.line_location_id = s.line_location_id
         where s.ship_to_organization_id = $1
         group by s.line_location_id) c
 where (c.at, c.id) > ($3::timestamp, $4::bigint)
 order by c.at, c.id
 limit $5
