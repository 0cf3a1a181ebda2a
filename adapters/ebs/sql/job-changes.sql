-- Jobs that changed, or whose operations or requirements did: a child's change does not touch its job's row.
-- $2 start of the window; $3, $4 last date and id of the page before.
select s.id, s.at
  from (select c.id, max(c.at) as at
          from (select wip_entity_id as id, last_update_date as at from apps.wip_discrete_jobs
                 where organization_id = $1 and last_update_date >= $2::timestamp
                union all
                select wip_entity_id, last_update_date from apps.wip_operations
                 where organization_id = $1 and last_update_date >= $2::timestamp
                union all
                select wip_entity_id, last_update_date from apps.wip_requirement_operations
                 where organization_id = $1 and last_update_date >= $2::timestamp) c
         group by c.id) s
 where (s.at, s.id) > ($3::timestamp, $4::bigint)
 order by s.at, s.id
 limit $5
