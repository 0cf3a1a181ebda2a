select j.wip_entity_id, j.status_type, j.scheduled_start_date, j.scheduled_completion_date, j.priority
  from apps.wip_discrete_jobs j
  join apps.wip_entities e on e.wip_entity_id = j.wip_entity_id
 where e.organization_id = $1 and e.wip_entity_name = $2
