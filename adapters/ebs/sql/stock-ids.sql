-- Items that have stock.
select distinct q.inventory_item_id as id, null as at
  from apps.mtl_onhand_quantities_detail q
 where q.organization_id = $1 and q.inventory_item_id > $2::bigint
 order by 1
 limit $3
