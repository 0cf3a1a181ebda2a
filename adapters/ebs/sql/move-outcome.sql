-- What became of a posting's move rows: those that still wait or were refused, and how many were carried out.
select (select count(*) from apps.wip_move_txn_interface i where i.organization_id = $1 and i.source_code = $2 and i.process_status in (1, 2)) as waiting,
       (select count(*) from apps.wip_move_transactions t where t.source_code = $2) as done,
       (select string_agg(x.error_message, E'\n') from apps.wip_move_txn_interface i
          join apps.wip_txn_interface_errors x on x.transaction_id = i.transaction_id
         where i.organization_id = $1 and i.source_code = $2 and i.process_status = 3) as errors
