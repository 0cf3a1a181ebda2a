-- Lots that changed, or on which quality has said something.
select c.id, c.at
  from (select t.id, max(t.at) as at
          from (select inventory_item_id || '/' || lot_number as id, last_update_date as at from apps.mtl_lot_numbers
                 where organization_id = $1 and last_update_date >= $2::timestamp
                union all
                select item_id || '/' || lot_number, qa_last_update_date from apps.qa_results
                 where organization_id = $1 and qa_last_update_date >= $2::timestamp and lot_number is not null) t
         group by t.id) c
 where (c.at, c.id) > ($3::timestamp, $4::text)
 order by c.at, c.id
 limit $5
