select j.wip_entity_id, e.wip_entity_name, i.segment1 as item, i.primary_uom_code, j.status_type, j.class_code, j.start_quantity, j.quantity_completed,
       j.quantity_scrapped, j.scheduled_start_date, j.scheduled_completion_date, j.date_released, j.date_completed, j.lot_number, j.priority, j.last_update_date
  from apps.wip_discrete_jobs j
  join apps.wip_entities e on e.wip_entity_id = j.wip_entity_id
  join apps.mtl_system_items_b i on i.inventory_item_id = j.primary_item_id and i.organization_id = j.organization_id
 where j.organization_id = $1 and j.wip_entity_id = any($2::bigint[])
 order by j.wip_entity_id
