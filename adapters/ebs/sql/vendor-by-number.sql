select v.vendor_id as id, v.segment1 as key from apps.po_vendors v where v.segment1 = any($2::text[]) and $1::bigint is not null
