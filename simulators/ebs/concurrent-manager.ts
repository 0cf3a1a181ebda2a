/**
 * The concurrent manager. Beside the programs for moves and collection results it runs WIP Mass Load (WICMLX): takes pending rows of WIP_JOB_SCHEDULE_INTERFACE, validates them,
 * changes the job and deletes the row, or leaves it with PROCESS_STATUS 3 and its reasons in WIP_INTERFACE_ERRORS.
 */
import type { Database, Run } from "./database.ts";
import { releaseJob, rescheduleJob } from "./job-program.ts";
import { takeMoves } from "./move-program.ts";
import { importResults } from "./quality-program.ts";

interface InterfaceRow {
  readonly interface_id: string;
  readonly load_type: string;
  readonly status_type: string | null;
  readonly first_unit_start_date: string | null;
  readonly last_unit_completion_date: string | null;
  readonly scheduling_method: string | null;
  readonly priority: string | null;
  /** What the job is at present; null when there is no such job. */
  readonly job: string | null;
  readonly present_status: string | null;
}

export interface ConcurrentManager {
  /** Handles all pending rows now. */
  run(): Promise<void>;
  /** While it is down, rows stay pending. */
  setDown(down: boolean): void;
  stop(): void;
}

export function startConcurrentManager(database: Database, intervalMs: number): ConcurrentManager {
  let down = false;
  let running: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    running = running.then(() => (down ? undefined : runPrograms(database))).catch(() => undefined);
    return running;
  };
  const timer = setInterval(() => void run(), intervalMs);
  return {
    run,
    setDown(value) {
      down = value;
    },
    stop: () => clearInterval(timer),
  };
}

async function runPrograms(database: Database): Promise<void> {
  await massLoad(database);
  const waiting = await database.query(
    "select 1 from apps.wip_move_txn_interface where process_status = 1 union all select 1 from apps.qa_results_interface where process_status = 1 limit 1",
  );
  if (waiting.length === 0) return;
  await database.transaction(async (query) => {
    await takeMoves(query);
    await importResults(query);
  });
}

async function massLoad(database: Database): Promise<void> {
  const pending = await database.query(
    "select 1 from apps.wip_job_schedule_interface where process_phase = 2 and process_status = 1 limit 1",
  );
  if (pending.length === 0) return;
  await database.transaction(async (query) => {
    const rows = await query<InterfaceRow>(
      `select i.interface_id, i.load_type, i.status_type, i.first_unit_start_date, i.last_unit_completion_date, i.scheduling_method, i.priority,
              j.wip_entity_id as job, j.status_type as present_status
         from apps.wip_job_schedule_interface i
         left join apps.mtl_parameters p on p.organization_id = i.organization_id or p.organization_code = i.organization_code
         left join apps.wip_entities e
           on e.organization_id = p.organization_id and (e.wip_entity_id = i.wip_entity_id or (i.wip_entity_id is null and e.wip_entity_name = i.job_name))
         left join apps.wip_discrete_jobs j on j.wip_entity_id = e.wip_entity_id
        where i.process_phase = 2 and i.process_status = 1 order by i.interface_id`,
    );
    for (const row of rows) await handle(query, row);
  });
}

async function handle(query: Run, row: InterfaceRow): Promise<void> {
  const errors = validate(row);
  if (errors.length > 0 || row.job === null) {
    await query(
      "update apps.wip_job_schedule_interface set process_status = 3, last_update_date = apps.sysdate() where interface_id = $1",
      [row.interface_id],
    );
    for (const error of errors) {
      await query("insert into apps.wip_interface_errors values ($1, 1, $2, apps.sysdate(), 1, apps.sysdate(), 1)", [
        row.interface_id,
        error,
      ]);
    }
    return;
  }
  if (row.status_type === "3" && row.present_status !== "3") await releaseJob(query, row.job);
  else if (row.status_type !== null && row.status_type !== row.present_status) {
    await query("update apps.wip_discrete_jobs set status_type = $2, last_update_date = apps.sysdate() where wip_entity_id = $1", [
      row.job,
      row.status_type,
    ]);
  }
  if (row.first_unit_start_date !== null || row.last_unit_completion_date !== null) {
    await rescheduleJob(query, row.job, row.first_unit_start_date, row.last_unit_completion_date);
  }
  if (row.priority !== null) {
    await query("update apps.wip_discrete_jobs set priority = $2, last_update_date = apps.sysdate() where wip_entity_id = $1", [
      row.job,
      row.priority,
    ]);
  }
  await query("delete from apps.wip_interface_errors where interface_id = $1", [row.interface_id]);
  await query("delete from apps.wip_job_schedule_interface where interface_id = $1", [row.interface_id]);
}

/** Statuses that an interface row may ask for: unreleased, released, complete, complete no charges, hold, cancelled. */
const askable = new Set(["1", "3", "4", "5", "6", "7"]);
const closed = new Set(["12", "14", "15"]);

function validate(row: InterfaceRow): string[] {
  const errors: string[] = [];
  if (row.load_type !== "3") errors.push(`WIP_ML_LOAD_TYPE: LOAD_TYPE ${row.load_type} is not valid here. Enter 3 (update a job).`);
  if (row.job === null)
    errors.push("WIP_ML_WIP_ENTITY_ID: Invalid WIP_ENTITY_ID or JOB_NAME. The job does not exist in this organization.");
  if (row.present_status !== null && closed.has(row.present_status)) {
    errors.push("WIP_ML_JOB_CLOSED: You cannot update this job. Its status is closed, pending close or failed close.");
  }
  if (row.status_type !== null && !askable.has(row.status_type)) {
    errors.push(`WIP_ML_STATUS_TYPE: Invalid STATUS_TYPE ${row.status_type}.`);
  }
  if (row.status_type === "3" && row.present_status !== null && ["4", "5", "7"].includes(row.present_status)) {
    errors.push(`WIP_ML_STATUS_CHANGE: A job with status ${row.present_status} cannot be released.`);
  }
  const start = row.first_unit_start_date;
  const completion = row.last_unit_completion_date;
  if (start !== null && completion !== null && completion < start) {
    errors.push("WIP_ML_SCHED_DATES: LAST_UNIT_COMPLETION_DATE is before FIRST_UNIT_START_DATE.");
  }
  if (row.scheduling_method === "3" && (start === null) !== (completion === null)) {
    errors.push("WIP_ML_SCHEDULING_METHOD: Manual scheduling needs both FIRST_UNIT_START_DATE and LAST_UNIT_COMPLETION_DATE.");
  }
  if (row.priority !== null && Number(row.priority) < 0) errors.push("WIP_ML_PRIORITY: PRIORITY must not be negative.");
  return errors;
}
