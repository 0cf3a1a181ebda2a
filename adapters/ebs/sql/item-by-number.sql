select i.inventory_item_id as id, i.segment1 as key
  from apps.mtl_system_items_b i
 where i.organization_id = $1 and i.segment1 = any($2::text[])
