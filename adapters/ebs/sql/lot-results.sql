select r.item_id || '/' || r.lot_number as lot_id, r.collection_id || '-' || r.occurrence as result_id, r.disposition, r.job_name, r.qa_last_update_date
  from apps.%RESULTS% r
 where r.organization_id = $1 and r.item_id = any($3::bigint[]) and r.item_id || '/' || r.lot_number = any($2::text[])
 order by r.qa_creation_date, r.collection_id, r.occurrence
