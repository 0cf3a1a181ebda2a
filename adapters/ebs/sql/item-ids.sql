select i.inventory_item_id as id, i.last_update_date as at
  from apps.mtl_system_items_b i
 where i.organization_id = $1 and i.inventory_item_id > $2::bigint
 order by i.inventory_item_id
 limit $3
