select i.inventory_item_id as id, i.last_update_date as at
  from apps.mtl_system_items_b i
 where i.organization_id = $1 and i.last_update_date >= $2::timestamp and (i.last_update_date, i.inventory_item_id) > ($3::timestamp, $4::bigint)
 order by i.last_update_date, i.inventory_item_id
 limit $5
