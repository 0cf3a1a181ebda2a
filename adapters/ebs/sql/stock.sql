-- On-hand summed by place, lot and what decides its use. $2 null: all items that have any; otherwise these items,
-- also those that have none.
select i.inventory_item_id, i.segment1 as item, i.primary_uom_code, q.subinventory_code, q.lot_number, q.owning_tp_type, coalesce(z.availability_type, 1) as zone_availability,
       s.status_code, case when p.default_status_id is null then coalesce(s.availability_type, l.availability_type, 1) else coalesce(s.availability_type, 1) end as availability_type,
       coalesce(s.reservable_type, 1) as reservable_type,
       case when l.expiration_date <= apps.sysdate() then 'Y' else 'N' end as expired, sum(q.primary_transaction_quantity) as quantity
  from apps.mtl_system_items_b i
  join apps.mtl_parameters p on p.organization_id = i.organization_id
  left join apps.mtl_onhand_quantities_detail q on q.inventory_item_id = i.inventory_item_id and q.organization_id = i.organization_id
  left join apps.mtl_secondary_inventories z on z.secondary_inventory_name = q.subinventory_code and z.organization_id = q.organization_id
  left join apps.mtl_lot_numbers l on l.inventory_item_id = q.inventory_item_id and l.organization_id = q.organization_id and l.lot_number = q.lot_number
  left join apps.mtl_material_statuses_vl s on s.status_id = case when p.default_status_id is null then l.status_id else q.status_id end
 where i.organization_id = $1 and (($2::bigint[] is null and q.inventory_item_id is not null) or i.inventory_item_id = any($2::bigint[]))
 group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
 order by 1, 4, 5, 6, 7, 8, 9, 10, 11
