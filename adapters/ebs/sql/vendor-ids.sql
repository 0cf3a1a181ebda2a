-- Vendors that deliver to the organization.
select v.vendor_id as id, v.last_update_date as at
  from apps.po_vendors v
 where v.vendor_id > $2::bigint
   and exists (select 1 from apps.po_headers_all h join apps.po_line_locations_all s on s.po_header_id = h.po_header_id
                where h.vendor_id = v.vendor_id and s.ship_to_organization_id = $1)
 order by v.vendor_id
 limit $3
