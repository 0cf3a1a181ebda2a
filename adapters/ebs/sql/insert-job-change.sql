-- A row for WIP Mass Load. Manual scheduling wants both dates, so the one that stays is taken from the job.
insert into apps.wip_job_schedule_interface
  (group_id, source_code, load_type, process_phase, process_status, organization_id, job_name, status_type, scheduling_method,
   first_unit_start_date, last_unit_completion_date, priority, last_update_date, last_updated_by, creation_date, created_by)
select coalesce($9::bigint, nextval('apps.wip_job_schedule_interface_s')), $2::text, 3, 2, 1, $1::bigint, $3::text, $4::numeric, case when d.given then 3 end,
       case when d.given then coalesce($5::timestamp, d.scheduled_start_date) end,
       case when d.given then coalesce($6::timestamp, d.scheduled_completion_date) end,
       $7::numeric, apps.sysdate(), $8::bigint, apps.sysdate(), $8::bigint
  from (select $5::timestamp is not null or $6::timestamp is not null as given, max(j.scheduled_start_date) as scheduled_start_date,
               max(j.scheduled_completion_date) as scheduled_completion_date
          from apps.wip_entities e left join apps.wip_discrete_jobs j on j.wip_entity_id = e.wip_entity_id
         where e.organization_id = $1 and e.wip_entity_name = $3) d
