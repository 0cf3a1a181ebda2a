-- A row for WIP's move transactions: from the queue (1) of an operation to its "to move" (3), or to scrap (5).
insert into apps.wip_move_txn_interface
  (source_code, source_line_id, process_phase, process_status, transaction_type, organization_id, wip_entity_name, transaction_date, transaction_quantity,
   transaction_uom, fm_operation_seq_num, fm_intraoperation_step_type, to_operation_seq_num, to_intraoperation_step_type,
   last_update_date, last_updated_by, creation_date, created_by)
values ($2::text, $7::bigint, 1, 1, 1, $1::bigint, $3::text, apps.sysdate(), $5::numeric, $6::text, $4::numeric, 1, $4::numeric, $8::numeric,
        apps.sysdate(), $9::bigint, apps.sysdate(), $9::bigint)
