-- Unit of what a job makes, and whether it has the operation.
select i.primary_uom_code, o.operation_seq_num
  from apps.wip_entities e
  join apps.wip_discrete_jobs j on j.wip_entity_id = e.wip_entity_id
  join apps.mtl_system_items_b i on i.inventory_item_id = j.primary_item_id and i.organization_id = e.organization_id
  left join apps.wip_operations o on o.wip_entity_id = e.wip_entity_id and o.operation_seq_num = $3::numeric
 where e.organization_id = $1 and e.wip_entity_name = $2
