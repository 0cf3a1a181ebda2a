select l.inventory_item_id || '/' || l.lot_number as id, l.last_update_date as at
  from apps.mtl_lot_numbers l
 where l.organization_id = $1 and l.inventory_item_id || '/' || l.lot_number > $2::text
 order by 1
 limit $3
