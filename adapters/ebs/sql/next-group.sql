-- The group that rows for WIP Mass Load share which one run of it takes.
select nextval('apps.wip_job_schedule_interface_s') as group_id
