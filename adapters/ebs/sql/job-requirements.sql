-- With the nettable stock of each component: by the on-hand row's status where the organization has a default status,
-- otherwise by the lot's; expired lots and subinventories that are not netted do not count.
with nettable as (
  select q.inventory_item_id, sum(q.primary_transaction_quantity) as quantity
    from apps.mtl_onhand_quantities_detail q
    join apps.mtl_parameters p on p.organization_id = q.organization_id
    left join apps.mtl_secondary_inventories s on s.secondary_inventory_name = q.subinventory_code and s.organization_id = q.organization_id
    left join apps.mtl_lot_numbers l
      on l.inventory_item_id = q.inventory_item_id and l.organization_id = q.organization_id and l.lot_number = q.lot_number
    left join apps.mtl_material_statuses_b ls on ls.status_id = l.status_id
    left join apps.mtl_material_statuses_b qs on qs.status_id = q.status_id
   where q.organization_id = $1 and coalesce(s.availability_type, 1) = 1 and (l.expiration_date is null or l.expiration_date > apps.sysdate())
     and case when p.default_status_id is not null then coalesce(qs.availability_type, 1)
              else coalesce(ls.availability_type, l.availability_type, 1) end = 1
   group by q.inventory_item_id
)
select r.wip_entity_id, r.operation_seq_num, i.segment1 as item, i.primary_uom_code, r.required_quantity, r.quantity_issued, r.date_required,
       r.wip_supply_type, r.supply_subinventory, coalesce(n.quantity, 0) as nettable, r.last_update_date
  from apps.wip_requirement_operations r
  join apps.mtl_system_items_b i on i.inventory_item_id = r.inventory_item_id and i.organization_id = r.organization_id
  left join nettable n on n.inventory_item_id = r.inventory_item_id
 where r.organization_id = $1 and r.wip_entity_id = any($2::bigint[])
 order by r.wip_entity_id, abs(r.operation_seq_num), r.operation_seq_num, i.segment1
