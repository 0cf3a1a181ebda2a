select r.collection_id || '-' || r.occurrence as id, r.qa_last_update_date as at
  from apps.%RESULTS% r
 where r.organization_id = $1 and r.collection_id || '-' || r.occurrence > $2::text
 order by 1
 limit $3
