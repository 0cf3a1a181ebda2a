-- The newest material transaction and status update, and the items that had one since $2 and $3: what an item's stock
-- did while nobody watched, also when nothing is left of it.
select (select coalesce(max(t.transaction_id), 0) from apps.mtl_material_transactions t where t.organization_id = $1) as transaction_id,
       (select coalesce(max(h.status_update_id), 0) from apps.mtl_material_status_history h where h.organization_id = $1) as status_update_id,
       (select string_agg(m.id::text, ',') from (
          select t.inventory_item_id as id from apps.mtl_material_transactions t where t.organization_id = $1 and t.transaction_id > $2::bigint
          union
          select h.inventory_item_id from apps.mtl_material_status_history h where h.organization_id = $1 and h.status_update_id > $3::bigint) m) as items
