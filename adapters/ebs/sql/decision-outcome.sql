-- The import row of a posting with its errors, if it is still there.
select i.process_status, (select string_agg(x.error_message, E'\n') from apps.qa_interface_errors x
                           where x.transaction_interface_id = i.transaction_interface_id) as errors
  from apps.%IMPORT% i
 where i.source_code = $1
 order by i.transaction_interface_id desc
 limit 1
