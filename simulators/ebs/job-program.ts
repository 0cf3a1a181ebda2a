/** Changes of a discrete job as WIP's own programs make them. */
import type { Run } from "./database.ts";

/** Releases a job. The quantity appears in the first operation's queue without a new LAST_UPDATE_DATE there, as in Oracle's code. */
export async function releaseJob(query: Run, job: string): Promise<void> {
  await query(
    "update apps.wip_discrete_jobs set status_type = 3, date_released = apps.sysdate(), last_update_date = apps.sysdate() where wip_entity_id = $1",
    [job],
  );
  await query(
    `update apps.wip_operations o set quantity_in_queue = j.start_quantity from apps.wip_discrete_jobs j
      where j.wip_entity_id = o.wip_entity_id and o.wip_entity_id = $1 and o.previous_operation_seq_num is null and o.quantity_completed = 0`,
    [job],
  );
}

/** Sets new dates; operations and requirements move by as much as the start does, again without their own LAST_UPDATE_DATE. */
export async function rescheduleJob(query: Run, job: string, start: string | null, completion: string | null): Promise<void> {
  await query(
    `with moved as (select coalesce($2::timestamp, scheduled_start_date) - scheduled_start_date as by from apps.wip_discrete_jobs where wip_entity_id = $1),
     steps as (
       update apps.wip_operations set first_unit_start_date = first_unit_start_date + moved.by, last_unit_completion_date = last_unit_completion_date + moved.by
         from moved where wip_entity_id = $1
     )
     update apps.wip_requirement_operations set date_required = date_required + moved.by from moved where wip_entity_id = $1`,
    [job, start],
  );
  await query(
    `update apps.wip_discrete_jobs
        set scheduled_start_date = coalesce($2, scheduled_start_date), scheduled_completion_date = coalesce($3, scheduled_completion_date),
            last_update_date = apps.sysdate()
      where wip_entity_id = $1`,
    [job, start, completion],
  );
}
