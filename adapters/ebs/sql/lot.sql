-- With all of the lot's stock, usable or not.
select l.inventory_item_id || '/' || l.lot_number as lot_id, i.segment1 as item, i.primary_uom_code, l.lot_number, l.expiration_date, s.status_code,
       coalesce(s.availability_type, l.availability_type) as availability_type, s.reservable_type, l.last_update_date,
       (select coalesce(sum(q.primary_transaction_quantity), 0) from apps.mtl_onhand_quantities_detail q
         where q.inventory_item_id = l.inventory_item_id and q.organization_id = l.organization_id and q.lot_number = l.lot_number) as on_hand
  from apps.mtl_lot_numbers l
  join apps.mtl_system_items_b i on i.inventory_item_id = l.inventory_item_id and i.organization_id = l.organization_id
  left join apps.mtl_material_statuses_vl s on s.status_id = l.status_id
 where l.organization_id = $1 and l.inventory_item_id = any($3::bigint[]) and l.inventory_item_id || '/' || l.lot_number = any($2::text[])
 order by 1
