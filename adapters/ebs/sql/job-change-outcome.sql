-- The interface row of a posting with its errors, if it is still there.
select i.interface_id, i.process_status, (select string_agg(x.error, E'\n') from apps.wip_interface_errors x where x.interface_id = i.interface_id) as errors
  from apps.wip_job_schedule_interface i
 where i.organization_id = $1 and i.source_code = $2
 order by i.interface_id desc
 limit 1
