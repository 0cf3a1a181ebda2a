-- Open jobs that need between $3 and $4 more of item $2: as the nettable stock went from one to the other, whether
-- they are short may have changed, although nothing of theirs did.
select distinct r.wip_entity_id as id
  from apps.wip_requirement_operations r
  join apps.wip_discrete_jobs j on j.wip_entity_id = r.wip_entity_id and j.organization_id = r.organization_id
 where r.organization_id = $1 and r.inventory_item_id = $2::bigint and j.status_type in (1, 3, 6) and j.primary_item_id is not null
   and r.required_quantity - r.quantity_issued > $3::numeric
   and ($4::numeric is null or r.required_quantity - r.quantity_issued <= $4::numeric)
 order by 1
