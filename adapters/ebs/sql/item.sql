select i.inventory_item_id, i.segment1 as item, i.description, i.primary_uom_code, i.last_update_date
  from apps.mtl_system_items_b i
 where i.organization_id = $1 and i.inventory_item_id = any($2::bigint[])
 order by i.inventory_item_id
