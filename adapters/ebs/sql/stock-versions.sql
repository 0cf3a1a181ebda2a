-- The newest material transaction and status update of each item: on-hand rows vanish, these do not.
select i.id as inventory_item_id,
       (select coalesce(max(t.transaction_id), 0) from apps.mtl_material_transactions t where t.inventory_item_id = i.id and t.organization_id = $1) as transaction_id,
       (select coalesce(max(h.status_update_id), 0) from apps.mtl_material_status_history h where h.inventory_item_id = i.id and h.organization_id = $1) as status_update_id
  from unnest($2::bigint[]) as i(id)
