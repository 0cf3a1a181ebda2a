-- A row for Collection Import, which updates (INSERT_TYPE 2) the result of this item, lot and job.
insert into apps.%IMPORT%
  (process_status, organization_code, plan_name, insert_type, matching_elements, source_code, item, lot_number, job_name, disposition)
values (1, $1::text, $2::text, 2, 'ITEM,LOT_NUMBER,JOB_NAME', $3::text, $4::text, $5::text, $6::text, $7::text)
