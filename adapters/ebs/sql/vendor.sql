select v.vendor_id, v.segment1 as vendor, v.vendor_name, v.last_update_date
  from apps.po_vendors v
 where v.vendor_id = any($2::bigint[]) and $1::bigint is not null
 order by v.vendor_id
