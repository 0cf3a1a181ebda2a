select c.id, c.at
  from (select r.collection_id || '-' || r.occurrence as id, r.qa_last_update_date as at
          from apps.%RESULTS% r
         where r.organization_id = $1 and r.qa_last_update_date >= $2::timestamp) c
 where (c.at, c.id) > ($3::timestamp, $4::text)
 order by c.at, c.id
 limit $5
