select o.wip_entity_id, o.operation_seq_num, d.department_code, o.description, o.scheduled_quantity, o.quantity_running, o.quantity_waiting_to_move,
       o.quantity_scrapped, o.quantity_completed, o.first_unit_start_date, o.last_unit_completion_date, o.last_update_date
  from apps.wip_operations o
  left join apps.bom_departments d on d.department_id = o.department_id
 where o.organization_id = $1 and o.wip_entity_id = any($2::bigint[])
 order by o.wip_entity_id, o.operation_seq_num
