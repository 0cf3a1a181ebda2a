-- The organization's jobs by id, for pages of the full load. Jobs without an assembly make nothing and are left out.
select j.wip_entity_id as id, j.last_update_date as at
  from apps.wip_discrete_jobs j
 where j.organization_id = $1 and j.primary_item_id is not null and j.wip_entity_id > $2::bigint
 order by j.wip_entity_id
 limit $3
