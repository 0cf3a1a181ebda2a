select r.collection_id || '-' || r.occurrence as result_id, r.item, i.primary_uom_code, r.job_name, r.lot_number, r.quantity, r.disposition,
       r.qa_creation_date, r.qa_last_update_date
  from apps.%RESULTS% r
  join apps.mtl_system_items_b i on i.inventory_item_id = r.item_id and i.organization_id = r.organization_id
 where r.organization_id = $1 and r.collection_id = any($3::bigint[]) and r.collection_id || '-' || r.occurrence = any($2::text[])
 order by 1
