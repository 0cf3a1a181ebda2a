select i.inventory_item_id, i.primary_uom_code, s.status_code,
       (select coalesce(sum(q.primary_transaction_quantity), 0) from apps.mtl_onhand_quantities_detail q
         where q.inventory_item_id = l.inventory_item_id and q.organization_id = l.organization_id and q.lot_number = l.lot_number) as on_hand,
       (select t.status_id from apps.mtl_material_statuses_vl t where t.status_code = $4) as target_id
  from apps.mtl_lot_numbers l
  join apps.mtl_system_items_b i on i.inventory_item_id = l.inventory_item_id and i.organization_id = l.organization_id
  left join apps.mtl_material_statuses_vl s on s.status_id = l.status_id
 where l.organization_id = $1 and i.segment1 = $2 and l.lot_number = $3
