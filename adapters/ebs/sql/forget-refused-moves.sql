-- Rows of a posting that were refused before, so that a new attempt is judged by itself.
delete from apps.wip_move_txn_interface where organization_id = $1 and source_code = $2 and process_status = 3
