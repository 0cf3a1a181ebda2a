/** What becomes of an inspection, by Collection Import: the disposition of a quality result that is there already. */
import type { Receipt } from "#schema/canonical/command.ts";
import type { Settlement } from "../port.ts";
import { type CommandOf, type PostingContext, postingMark, rejected } from "./postings.ts";
import type { Query, Row } from "./session.ts";
import { findOrganization } from "./streams.ts";

type RecordDecision = CommandOf<"record-usage-decision">;

/** Writes the row, once; the receipt where nothing is to be written. */
export async function recordUsageDecision(context: PostingContext, query: Query, command: RecordDecision): Promise<Receipt | null> {
  const wanted = dispositionOf(context, command);
  const mark = postingMark(command);
  const [present] = await query("decision-outcome", [mark]);
  const result = await findResult(query, command);
  if (present || result?.disposition === wanted) return null;
  if (!result) return rejected("ANDON_NOT_FOUND", `quality result ${command.inspectionLot} does not exist in plant ${command.plant}`);
  // Collection Import would write over a decision that is there.
  if (result.disposition) return rejected("ANDON_DECIDED", `quality result ${command.inspectionLot} is ${result.disposition} already`);
  await query("insert-decision", [command.plant, context.inspectionPlan, mark, result.item, result.lot_number, result.job_name, wanted]);
  return null;
}

export function settleDecision(context: PostingContext, command: RecordDecision, signal: AbortSignal): Promise<Settlement> {
  return context.session.read(async (query): Promise<Settlement> => {
    const [row] = await query("decision-outcome", [postingMark(command)]);
    if (row?.process_status === "3") return { outcome: "REJECTED", reason: row.errors ?? "Collection Import gave no reason" };
    if (row) return { outcome: "PENDING" };
    const result = await findResult(query, command);
    return { outcome: result?.disposition === dispositionOf(context, command) ? "APPLIED" : "ABSENT" };
  }, signal);
}

/** Results are known by their collection and their place in it. */
async function findResult(query: Query, { plant, inspectionLot }: RecordDecision): Promise<Row | null> {
  const organization = await findOrganization(query, plant);
  const [collection = ""] = inspectionLot.split("-");
  const [result] = await query("result", [organization.id, [inspectionLot], [/^\d+$/.test(collection) ? collection : "0"]]);
  return result ?? null;
}

const dispositionOf = ({ connection }: PostingContext, { decision }: RecordDecision): string =>
  decision === "ACCEPTED" ? connection.acceptDisposition : connection.rejectDisposition;
