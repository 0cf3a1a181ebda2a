select r.collection_id || '-' || r.occurrence as id, r.collection_id || '-' || r.occurrence as key
  from apps.%RESULTS% r
 where r.organization_id = $1 and r.collection_id = any($3::bigint[]) and r.collection_id || '-' || r.occurrence = any($2::text[])
