select v.vendor_id as id, v.last_update_date as at
  from apps.po_vendors v
 where v.last_update_date >= $2::timestamp and (v.last_update_date, v.vendor_id) > ($3::timestamp, $4::bigint) and $1::bigint is not null
 order by v.last_update_date, v.vendor_id
 limit $5
