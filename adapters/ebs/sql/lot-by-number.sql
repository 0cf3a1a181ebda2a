select l.inventory_item_id || '/' || l.lot_number as id, i.segment1 || '/' || l.lot_number as key
  from apps.mtl_lot_numbers l
  join apps.mtl_system_items_b i on i.inventory_item_id = l.inventory_item_id and i.organization_id = l.organization_id
 where l.organization_id = $1 and i.segment1 = any($3::text[]) and i.segment1 || '/' || l.lot_number = any($2::text[])
