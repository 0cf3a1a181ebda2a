select e.wip_entity_id as id, e.wip_entity_name as key
  from apps.wip_entities e
 where e.organization_id = $1 and e.wip_entity_name = any($2::text[])
