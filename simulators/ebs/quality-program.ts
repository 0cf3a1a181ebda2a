/** Usage decisions: what Collection Import (QLTTRAMB) makes of rows of a plan's import view, and what a decision does to its lot. */
import { organizationId } from "./codes.ts";
import type { Run } from "./database.ts";

export async function writeLotStatus(query: Run, item: string, lot: string, status: number): Promise<void> {
  await query("select * from apps.inv_material_status_pub_update_status('O', $1, $2, $3, $4)", [organizationId, item, lot, status]);
}

/** Writes the disposition of a result, and gives its lot the status that follows from it. */
export async function decide(
  query: Run,
  result: { readonly collection: string; readonly item: string; readonly lot: string },
  accepted: boolean,
): Promise<void> {
  await query(
    `update apps.qa_results set character1 = $2, character2 = apps.sysdate()::text, qa_last_update_date = apps.sysdate(), last_update_date = apps.sysdate()
      where collection_id = $1`,
    [result.collection, accepted ? "ACCEPT" : "REJECT"],
  );
  await writeLotStatus(query, result.item, result.lot, accepted ? 1 : 21);
}

interface ImportRow {
  readonly id: string;
  readonly disposition: string;
  readonly collection: string | null;
  readonly item: string | null;
  readonly lot: string | null;
}

/** Takes the pending rows, which all update results that are there (INSERT_TYPE 2), matched by item, lot and job. */
export async function importResults(query: Run): Promise<void> {
  const rows = await query<ImportRow>(
    `select i.transaction_interface_id as id, i.disposition, r.collection_id as collection, r.item_id as item, r.lot_number as lot
       from apps.qa_results_interface i
       left join apps.q_final_inspection_v v on v.item = i.item and v.lot_number = i.lot_number and v.job_name is not distinct from i.job_name
       left join apps.qa_results r on r.collection_id = v.collection_id and r.occurrence = v.occurrence
      where i.process_status = 1 order by i.transaction_interface_id`,
  );
  for (const { id, disposition, collection, item, lot } of rows) {
    const isKnown = disposition === "ACCEPT" || disposition === "REJECT";
    if (collection === null || !isKnown) {
      const error = isKnown
        ? "No record matches the matching elements."
        : `DISPOSITION ${disposition} is not a valid value of the element.`;
      await query("update apps.qa_results_interface set process_status = 3 where transaction_interface_id = $1", [id]);
      await query("insert into apps.qa_interface_errors values ($1, 'DISPOSITION', $2, apps.sysdate(), 1)", [id, error]);
      continue;
    }
    await decide(query, { collection, item: item ?? "", lot: lot ?? "" }, disposition === "ACCEPT");
    await query("delete from apps.qa_results_interface where transaction_interface_id = $1", [id]);
  }
}
